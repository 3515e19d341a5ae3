"""Proof of use: who has reviewed a scenario, by profession, and when it was piloted."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.cleaning import clean_line
from esthersim.language import _, format_number
from esthersim.library.proof import pilot_words, review_words
from esthersim.reports import contents as r
from esthersim.reports.sentences import ended
from esthersim.scenario.model import Scenario
from esthersim.views.times import day


def reviewed(shown: Scenario) -> tuple[r.Reviewed, ...]:
    """Return the reviews of a scenario, as its file tells them."""
    return tuple(
        r.Reviewed(each.on, clean_line(each.by), each.of, clean_line(each.note or "")) for each in shown.reviewed
    )


def piloted(shown: Scenario) -> tuple[r.Piloted, ...]:
    """Return the pilots of a scenario, as its file tells them."""
    return tuple(
        r.Piloted(
            each.on,
            None if each.people is None else int(each.people),
            {
                part: float(length)
                for part, length in (each.minutes.model_dump() if each.minutes else {}).items()
                if length is not None
            },
            clean_line(each.changed or ""),
        )
        for each in shown.piloted
    )


def proof_lines(reviews: tuple[r.Reviewed, ...], pilots: tuple[r.Piloted, ...]) -> tuple[str, ...]:
    """Return a sentence for each review and each pilot."""
    return (*map(_review, reviews), *map(_pilot, pilots))


def _review(each: r.Reviewed) -> str:
    line = review_words(each.of, day(each.on), each.by)
    return ended(f"{line}: {each.note}" if each.note else line)


def _pilot(each: r.Piloted) -> str:
    line = ended(", ".join((*pilot_words(day(each.on), each.people), *_how(each))))
    changed = _("Changed after that: {changed}").format(changed=each.changed)
    return f"{line} {ended(changed)}" if each.changed else line


def _how(each: r.Piloted) -> Iterator[str]:
    parts = {
        "prebriefing": _("prebriefing {minutes} min"),
        "simulation": _("simulation {minutes} min"),
        "debriefing": _("debriefing {minutes} min"),
    }
    yield from (parts[name].format(minutes=format_number(length)) for name, length in each.minutes.items())
