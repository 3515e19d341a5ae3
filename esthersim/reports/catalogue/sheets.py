"""One item of the library in full: a page to read or print, with room to write where it is to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from esthersim.authored.durations import UNITS, Duration
from esthersim.authored.languages import fill
from esthersim.debriefing.checklists import Checklist
from esthersim.debriefing.guides import Guide, GuideQuestion
from esthersim.debriefing.instruments import Area, Instrument
from esthersim.debriefing.preparations import Preparation, PreparationStep
from esthersim.language import _
from esthersim.lengths import minutes_written_out
from esthersim.library.catalogue import Catalogue, Kind
from esthersim.library.grouping import for_whom
from esthersim.library.learning_paths import LearningPath
from esthersim.reports.catalogue.blocks import (
    Block,
    Cell,
    Code,
    Heading,
    NewSheet,
    Page,
    Paragraph,
    Points,
    Room,
    Table,
    Ticks,
    cell,
)
from esthersim.reports.catalogue.journeys import journey
from esthersim.scenario.formats import HandoverFormat
from esthersim.scenario.model import Scenario
from esthersim.scenario.rule_packs import RulePack
from esthersim.scenario.story_lengths import length, story_length

OBJECTIVES = 3
"""The largest number of objectives of a session."""
WRITING = 3
"""The number of lines for one answer."""


def sheet(catalogue: Catalogue, kind: Kind, id: str) -> Page:  # noqa: A002 - the word of the format
    """Return an item in full; raises the errors of its loader."""
    thing = catalogue.load(kind, id)
    form: Iterator[Block] = iter(())
    match thing:
        case Scenario():
            return Page(thing.title, tuple(journey(thing)), f"{kind}/{id}")
        case LearningPath():
            blocks = _path(catalogue, thing)
        case HandoverFormat():
            blocks = _format(thing)
        case RulePack():
            blocks = _rules(thing)
        case Guide():
            blocks = _guide(thing)
        case Instrument():
            blocks = _instrument(thing)
        case Checklist():
            blocks = _checklist(thing)
        case Preparation():
            blocks, form = _preparation(thing), _form(thing)
    return Page(thing.title, (*blocks, *_origin(thing.source, thing.licence, thing.date), *form), f"{kind}/{id}")


def _origin(source: tuple[str, ...], licence: str, day: date | str | None) -> Iterator[Paragraph]:
    """Yield the source of an item, its licence, and the date when it was written or last checked."""
    lines = (
        (_("Source: {source}"), "; ".join(source)),
        (_("Licence: {source}"), licence),
        (_("Date: {source}"), str(day or "")),
    )
    yield from (Paragraph(cell(text.format(source=what)), quiet=True) for text, what in lines if what)


def _path(catalogue: Catalogue, path: LearningPath) -> Iterator[Block]:
    yield Paragraph(cell(path.summary))
    yield from (Paragraph(cell(whom)) for whom in for_whom(path))
    cards = catalogue.cards
    for number, (id_, why) in enumerate(path.scenarios, 1):
        card = cards.get(id_)
        yield Heading(f"{number}. {card.title if card else id_}")
        details = [each for each in (card.total, card.people) if each] if card else [_("not in the library")]
        yield Paragraph((Code(id_), *(f" · {each}" for each in details)))
        yield Paragraph(cell(why))
        if card and card.objectives:
            yield Points(tuple(cell(text) for text in card.objectives.values()))
    if path.between:
        yield Heading(_("Between the sessions"))
        yield Paragraph(cell(path.between))


def _format(layout: HandoverFormat) -> Iterator[Block]:
    yield Paragraph(cell(layout.suits))
    for section in layout.sections:
        yield Heading(f"{section.letter}  {section.title}")
        yield Paragraph(cell(section.prompt))
        yield Room(section.belongs, WRITING)
    if not layout.sections:
        yield Room("", 2 * WRITING)
    yield Heading(_("The closed loop"))
    yield Points(tuple(cell(f"{step.word}. {step.means}") for step in layout.closed_loop))


def _rules(pack: RulePack) -> Iterator[Block]:
    days = ((_("In force from {day}"), pack.valid_from), (_("Checked on {day}"), pack.checked_on))
    if in_force := " · ".join(text.format(day=day) for text, day in days if day):
        yield Paragraph(cell(in_force))
    if pack.rules:
        yield Heading(_("Rules"))
        yield Table(
            tuple(
                (
                    cell(Code(f"{pack.id}/{rule.id}")),
                    cell(rule.text),
                    cell(_limit(rule.within)),
                    cell(rule.source),
                )
                for rule in pack.rules
            ),
            (_("Id"), _("Rule"), _("Within"), _("Source")),
        )
    if pack.items:
        yield Heading(_("To be ticked"))
        yield Table(tuple((cell(Code(item.id)), cell(item.text)) for item in pack.items), (_("Id"), _("Item")))
    if pack.notes:
        yield Heading(_("Notes"))
        yield Points(tuple(cell(note) for note in pack.notes))


def _limit(within: Duration | None) -> str:
    """Return a time limit in words; up to a day in hours, which count from a moment and not to the day's end."""
    if within is None:
        return _("no time is set")
    return story_length(within) if within.total_seconds > UNITS["day"] else length(within.seconds)


def _guide(guide: Guide) -> Iterator[Block]:
    yield Paragraph(cell(guide.summary))
    for phase in guide.phases:
        yield Heading(f"{phase.title} · {minutes_written_out(phase.minutes)}")
        yield Paragraph(cell(phase.aim))
        yield Paragraph(cell(_first_word(phase.first)), quiet=True)
        for question in phase.questions:
            yield Room(_asked(question), 1)


def _asked(question: GuideQuestion) -> str:
    """Return a question with stand-ins for the values that a run would fill in."""
    gaps = {
        "patient": "Esther",
        "receivers": _("the receiver"),
        "sender": _("the sender"),
    }
    return fill(
        question.ask, {**dict.fromkeys(("event", "objective", "subject", "roles", "clock", "items"), "…"), **gaps}
    )


def _first_word(first: str) -> str:
    return {
        "patient": _("Esther speaks first."),
        "roles": _("Those who played speak first."),
        "observers": _("The observers speak first."),
        "facilitator": _("The facilitator speaks first."),
        "lowest-formal-power": _("Esther and those close to her speak first, then those with the least formal power."),
    }.get(first, first)


def _instrument(instrument: Instrument) -> Iterator[Block]:
    yield Paragraph(cell(instrument.aim))
    yield Room(_("Date"), 1)
    if instrument.for_each is None:
        yield from _areas(instrument)
        return
    for number in range(1, OBJECTIVES + 1):
        yield Heading(_("Objective {number}").format(number=number))
        yield Room("", 1)
        yield from _areas(instrument)


def _areas(instrument: Instrument) -> Iterator[Block]:
    for area in instrument.areas:
        yield Heading(area.title, 3)
        yield from _area(instrument, area)


def _area(instrument: Instrument, area: Area) -> Iterator[Block]:
    items = tuple(text for _key, text in area.look_for)
    if instrument.answers:
        yield Ticks(items, (*(text for _key, text in instrument.answers), instrument.not_observed))
        if instrument.for_each is None:
            yield Room("", 1)
    else:
        for text in items:
            yield Ticks((text,), (instrument.not_observed,))
            yield Room("", WRITING)
    for _key, text in area.in_words:
        yield Room(text, WRITING)


def _checklist(checklist: Checklist) -> Iterator[Block]:
    for item in checklist.items:
        yield Ticks((item.text,), ("",))
        yield Paragraph(cell(item.why), quiet=True)


def _preparation(preparation: Preparation) -> Iterator[Block]:
    """Yield the guide, for whoever leads; the form has a sheet of its own."""
    yield Paragraph(cell(preparation.summary))
    yield Paragraph(cell(_("For: {whom}").format(whom=preparation.for_whom)))
    if any(blank.becomes for step in preparation.steps for blank in step.write):
        keys = _("After a line of the form stand the keys of a journey's file that are written from it.")
        yield Paragraph(cell(keys), quiet=True)
    for number, step in enumerate(preparation.steps, 1):
        yield Heading(f"{number}. {step.title}")
        yield Paragraph(cell(f"{step.when} · {minutes_written_out(step.minutes)}"), quiet=True)
        yield Paragraph(cell(step.why))
        yield from _under(_("Say"), tuple(cell(text) for _key, text in step.say))
        yield from _under(_("Write down on the form"), _written_down(step))
        yield from _under(_("Never"), tuple(cell(text) for _key, text in step.never))


def _under(heading: str, points: tuple[Cell, ...]) -> Iterator[Block]:
    if points:
        yield Heading(heading, 3)
        yield Points(points)


def _written_down(step: PreparationStep) -> tuple[Cell, ...]:
    """Return each blank of the form, followed by the keys of a scenario's file that are written from it."""
    return tuple((blank.name, *(each for key in blank.becomes for each in (" · ", Code(key)))) for blank in step.write)


def _form(preparation: Preparation) -> Iterator[Block]:
    """Yield the form, which is laid on the table alone; numbers and titles are those of the guide."""
    yield NewSheet(preparation.form_title)
    yield Paragraph(cell(preparation.note))
    for number, step in enumerate(preparation.steps, 1):
        if step.write:
            yield Heading(f"{number}. {step.title}", 3)
            yield from (Room(blank.name, blank.lines) for blank in step.write)
