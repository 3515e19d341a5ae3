"""Small texts and lines for tests of the store."""

from esthersim.journal.store import NewLine, ScenarioText

CREATED = "2026-03-07T08:00:00.000Z"


def scenario_text(id: str = "viktlarm", text: str = "esthersim: 1\n") -> ScenarioText:  # noqa: A002
    """Return a scenario as a run carries it, with a translation, a rule pack, a guide and a file that it uses."""
    return ScenarioText(
        id=id,
        title=id.title(),
        language="sv",
        text=text,
        hash=f"{len(text):08x}",
        translations={"en": f"# {text}"},
        packs={"avtalet": f"# of {text}"},
        debrief={"guides/esther": "esthersim-guide: 1\n"},
        uses={"shared/town.yaml": f"# beside {text}"},
    )


def new_lines(*entries: str, minute: int = 1) -> list[NewLine]:
    """Return lines to store, one second of room time apart, all at the same minute past eight."""
    at = f"2026-03-07T08:{minute:02}:00.000Z"
    return [NewLine(at=at, room=float(second), entry=entry) for second, entry in enumerate(entries)]
