"""An event as its author reads it: the text to read aloud, the decision or handover, and the facilitator's part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from esthersim.authored.conditions import Condition
from esthersim.authored.durations import Duration
from esthersim.cleaning import clean, clean_line
from esthersim.language import _, ngettext
from esthersim.lengths import minutes, planned
from esthersim.maps.events import map_events
from esthersim.maps.people_words import present_words, sender_words, told_facts
from esthersim.maps.words import happens, led_here
from esthersim.runs.names import seat_title, seat_titles
from esthersim.scenario.condition_words import when_words
from esthersim.scenario.formats import handover_format
from esthersim.scenario.handovers import PARTS, Handover
from esthersim.scenario.model import TEAM, Event, Scenario
from esthersim.scenario.story_lengths import length
from esthersim.scenario.titles import event_title, fact_text
from esthersim.scenario.wordings import Case, texts_in, usual
from esthersim.screens.widgets.event import quotation
from esthersim.screens.widgets.lines import Lines, flow, hang, heading, indented, label, measure, with_gaps
from esthersim.views.event import guidance
from esthersim.views.hearing import SpokenView


def preview_lines(scenario: Scenario, key: str, line: int | None, columns: int) -> Lines:
    """Return everything that is written at an event; `line` is where it is in the file."""
    columns = measure(columns)
    event = scenario.events[key]
    return with_gaps(
        [
            _head(scenario, key, line, columns),
            *_cases(scenario, event.text, columns),
            *(quotation(each, columns) for each in _spoken(scenario, event)),
            *_only(scenario, event, columns),
            _checklist(event, columns),
            _decision(scenario, event, columns),
            _handover(scenario, event.handover, columns) if event.handover else [],
            _onward(scenario, event, columns),
            _happens(scenario, key, columns),
            *_for_the_facilitator(scenario, event, columns),
        ]
    )


def _spoken(scenario: Scenario, event: Event) -> Iterator[SpokenView]:
    """Yield each patient's words, signed with the title of the role."""
    only = next(iter(scenario.patients), "")
    for patient, words in event.esther.items():
        role = patient or only
        yield SpokenView(seat_title(scenario, role) if role else "", clean(usual(words)))


def _head(scenario: Scenario, key: str, line: int | None, columns: int) -> list[Content]:
    event = scenario.events[key]
    place = _("line {line}").format(line=line) if line else ""
    text = " · ".join(filter(None, (f"'{key}'", place, map_events(scenario)[key].words())))
    lines = [*heading(clean_line(event.title), columns, "bold $accent"), *flow(text, columns, "$secondary")]
    if when := _story_time(event):
        lines += flow(when, columns, "$secondary")
    if event.place:
        lines += flow(clean_line(event.place), columns, "$secondary")
    if event.present:
        lines += hang(_("Present: "), " · ".join(present_words(scenario, event)), columns, "", "$secondary")
    return lines


def _story_time(event: Event) -> str:
    if event.at is not None:
        moment = _("day {day}, {time}").format(day=event.at.day, time=f"{event.at.hour:02}:{event.at.minute:02}")
        return _("Story: {moment}").format(moment=moment)
    if event.after is not None:
        return _("Story: {length} after the event before").format(length=_length(event.after))
    return ""


def _length(duration: Duration) -> str:
    days, rest = divmod(duration.total_seconds, 86_400)
    if not days:
        return planned(rest)
    text = ngettext("{count} day", "{count} days", days).format(count=days)
    return f"{text} {planned(rest)}" if rest else text


def _cases(scenario: Scenario, wording: Sequence[Case], columns: int) -> list[Lines]:
    """Return every text that can stand at a place, each of several under the condition on which it does."""
    return [
        (
            *(flow(_when(scenario, case), columns, "$secondary") if len(wording) > 1 else ()),
            *flow(clean(case.text).strip(), columns),
        )
        for case in wording
    ]


def _when(scenario: Scenario, case: Case) -> str:
    return when_words(scenario, case.when) if case.when else _("otherwise")


def _happens(scenario: Scenario, key: str, columns: int) -> list[Content]:
    told = (*led_here(scenario, key), *happens(scenario, scenario.events[key]))
    lines = [line for text in told for line in hang(" · ", text, columns)]
    return [label(_("What happens"), columns), *lines] if lines else []


def _only(scenario: Scenario, event: Event, columns: int) -> list[Lines]:
    return [
        (label(_("Only for {role}").format(role=seat_title(scenario, role)), columns), *lines)
        for role, wording in event.only.items()
        for lines in _cases(scenario, wording, columns)
    ]


def _checklist(event: Event, columns: int) -> list[Content]:
    if not event.checklist:
        return []
    lines = [label(_("To tick"), columns)]
    for item in event.checklist.values():
        text = clean(item.text)
        lines += hang(" [ ] ", _("{item} (must be done)").format(item=text) if item.required else text, columns)
    return lines


def _decision(scenario: Scenario, event: Event, columns: int) -> list[Content]:
    decision = event.decision
    if decision is None:
        return []
    by = _("the whole team") if decision.by == (TEAM,) else " · ".join(seat_titles(scenario, decision.by))
    lines = [
        label(_("Decision · {who}").format(who=by), columns),
        *(line for question in texts_in(decision.question) for line in flow(clean(question), columns, "bold")),
    ]
    for number, option in enumerate(decision.options.values(), 1):
        for case in option.text:
            text = f"{clean(case.text)} ({_when(scenario, case)})" if len(option.text) > 1 else clean(case.text)
            lines += hang(f" {number}  ", text, columns, "", "bold $accent")
        alone = len(option.next) == 1
        if option.when and not alone:
            lines += hang("    ", when_words(scenario, option.when), columns, "$secondary")
        for branch in option.next:
            message = _to(scenario, branch.to, option.when if alone else branch.when)
            lines += hang("    ", message, columns, "$secondary")
        if option.feedback:
            lines += hang("    " + _("After your choice: "), clean(usual(option.feedback)), columns, "italic")
    return lines


def _handover(scenario: Scenario, handover: Handover, columns: int) -> list[Content]:
    title = handover_format(handover.format, scenario.language).title
    text = _("{sender} hands over to {receivers}").format(
        sender=sender_words(scenario, handover), receivers=" · ".join(seat_titles(scenario, handover.to))
    )
    lines = [label(_("Handover · {format}").format(format=title), columns), *flow(text, columns, "bold")]
    words = {"must": _("must"), "should": _("should"), "noise": _("can be left out"), "must_not": _("must not")}
    for part in PARTS:
        for receiver, facts in told_facts(handover, part):
            lead = f"{words[part]} ({seat_title(scenario, receiver)})" if receiver else words[part]
            for fact in facts:
                lines += hang(f" · {lead}: ", fact_text(scenario, fact), columns)
    if handover.read_back:
        lines += flow(_("The receiver reads it back."), columns, "$secondary")
    return lines


def _onward(scenario: Scenario, event: Event, columns: int) -> list[Content]:
    lines: list[Content] = []
    if event.ending:
        lines += [Content.styled(_("The journey ends here"), "$secondary")]
        for ending in texts_in(event.ending):
            lines += indented(flow(clean(ending), columns - 2, "bold $accent"), 2)
    for branch in event.next:
        lines += flow(_to(scenario, branch.to, branch.when), columns, "$secondary")
    if event.timer is not None and event.timer.next:
        text = _("When {length} have passed: {to}").format(
            length=length(event.timer.limit.total_seconds), to=_to(scenario, event.timer.next, None)
        )
        lines += flow(text, columns, "$secondary")
    return lines


def _to(scenario: Scenario, event: str, when: Condition | None) -> str:
    text = f"→ {event_title(scenario, event)}"
    return f"{text}, {when_words(scenario, when)}" if when else text


def _for_the_facilitator(scenario: Scenario, event: Event, columns: int) -> Sequence[Sequence[Content]]:
    cues = [
        line
        for cue in event.cues.values()
        for line in hang(
            _("at {time}  ").format(time=minutes(cue.after.total_seconds)), clean(cue.text), columns, "", "$secondary"
        )
    ]
    expected: list[Content] = []
    for each in event.expect.values():
        parts = [clean(each.text), ", ".join(seat_titles(scenario, each.by)), _("critical") if each.critical else ""]
        expected += hang(" · ", " · ".join(filter(None, parts)), columns)
    blocks = [
        *(flow(text, columns) for text in guidance(event, scenario.language)),
        [label(_("Cues"), columns), *cues] if cues else [],
        [label(_("Expected"), columns), *expected] if expected else [],
    ]
    if not any(blocks):
        return []
    return [[Content.styled(_("FOR THE FACILITATOR ALONE"), "bold $warning")], *blocks]
