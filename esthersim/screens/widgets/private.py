"""What only the facilitator sees at an event, as text."""

from __future__ import annotations

from textual.content import Content

from esthersim.language import _, ngettext
from esthersim.lengths import minutes
from esthersim.play.vocabulary import Observation
from esthersim.runs.names import observation_word
from esthersim.screens.widgets.event import LETTERS, KeyNames, letter_of
from esthersim.screens.widgets.lines import Lines, flow, hang, indented, label, with_gaps
from esthersim.screens.widgets.row_list import Row
from esthersim.views.coming import coming_words
from esthersim.views.event import CueView, PrivateView

MOST_NOTES = 4
_SIGNS = {
    None: " ",
    Observation.DONE: "x",
    Observation.LATE: "x",
    Observation.MISSED: "-",
    Observation.WRONG: "!",
    Observation.NOT_OBSERVED: "?",
}


def private_lines(view: PrivateView, items: int, keys: KeyNames, columns: int) -> Lines:
    """Return the facilitator's side; `items` is the number of letters that the event's checklist uses."""
    return with_gaps(
        [
            [Content.styled(_("FOR THE FACILITATOR ALONE"), "bold $warning")],
            *(flow(text, columns) for text in view.guidance),
            _only(view, columns),
            _cues(view, keys, columns),
            _expectations(view, items, keys, columns),
            _injects(view, keys, columns),
            _arrivals(view, keys, columns),
            _leads_to(view, columns),
            _notes(view, columns),
        ]
    )


def due_cue(view: PrivateView) -> CueView | None:
    """Return the first cue whose time has come and that has not been given."""
    return next((cue for cue in view.cues if cue.due and not cue.given), None)


def _cues(view: PrivateView, keys: KeyNames, columns: int) -> list[Content]:
    if not view.cues:
        return []
    lines = [label(_("Cues"), columns)]
    for cue in view.cues:
        if cue.given:
            lines += hang(_("given  "), cue.text, columns, "$secondary")
        elif cue.due:
            lines += hang(_("▶ CUE NOW  "), cue.text, columns, "bold $warning", "bold reverse $warning")
            lines += hang("  ", _("{key}: given").format(key=keys["cue"]), columns, "bold")
        else:
            lines += hang(_("at {time}  ").format(time=cue.after), cue.text, columns)
    return lines


def _expectations(view: PrivateView, items: int, keys: KeyNames, columns: int) -> list[Content]:
    if not view.expectations:
        return []
    lines = [label(_("Expected"), columns)]
    for number, each in enumerate(view.expectations, items):
        parts = [each.text, *([", ".join(each.by)] if each.by else [])]
        if each.critical:
            parts.append(_("critical"))
        if each.status is not None:
            parts.append(observation_word(each.status).upper())
        elif each.left is not None:
            parts.append(_("{time} left").format(time=minutes(each.left)) if each.left > 0 else _("its time is up"))
        style = "" if each.status is None else "$secondary"
        lines += hang(f" {letter_of(number)} [{_SIGNS[each.status]}] ", " · ".join(parts), columns, style, "bold")
    lines += flow(_("Shift+letter: done, missed, wrong, not observed"), columns, "$secondary")
    if items + len(view.expectations) > len(LETTERS):
        lines += flow(_("{key}: all of it in a list").format(key=keys["list"]), columns, "$secondary")
    return lines


def expectation_rows(view: PrivateView) -> list[Row]:
    """Return what is expected as rows of a list."""
    rows = [
        Row(f"mark-expectation:{each.expectation}", each.text, observation_word(each.status),
            lead=f"[{_SIGNS[each.status]}] ")
        for each in view.expectations
    ]  # fmt: skip
    return [Row("mark-expectation", _("Expected"), heading=True), *rows] if rows else []


def _injects(view: PrivateView, keys: KeyNames, columns: int) -> list[Content]:
    ready = sum(inject.fits and not inject.fired for inject in view.injects)
    if not ready:
        return []
    text = ngettext("{key}: one inject fits now", "{key}: {count} injects fit now", ready)
    return flow(text.format(key=keys["inject"], count=ready), columns)


def _only(view: PrivateView, columns: int) -> list[Content]:
    """Return what single roles see and hear besides."""
    if not view.only:
        return []
    lines = [label(_("For one role alone"), columns)]
    for role, text in view.only:
        lines += [*flow(role, columns, "bold"), *indented(flow(text, columns - 2), 2)]
    return lines


def _arrivals(view: PrivateView, keys: KeyNames, columns: int) -> list[Content]:
    """Return the injects that come by themselves, and what has become of each."""
    if not view.arrivals:
        return []
    lines = [label(_("Comes by itself"), columns)]
    for inject, arrival in view.arrivals:
        lines += hang("· ", f"{inject.title} · {coming_words(arrival)}", columns)
    if any(arrival.open for _inject, arrival in view.arrivals):
        text = _("{hold}: hold back or let come · {key}: let it come now")
        lines += flow(text.format(hold=keys["hold"], key=keys["inject"]), columns, "$secondary")
    return lines


def _leads_to(view: PrivateView, columns: int) -> list[Content]:
    if not view.leads_to:
        return []
    lines = [label(_("Where it leads"), columns)]
    for each in view.leads_to:
        lines += hang("" if each.startswith("→") else "· ", each, columns, "$secondary")
    return lines


def _notes(view: PrivateView, columns: int) -> list[Content]:
    if not view.notes:
        return []
    lines = [label(_("Notes"), columns)]
    for note in view.notes[-MOST_NOTES:]:
        lines += hang("· ", note, columns)
    return lines
