"""The parts of an action of the plan, defined once: the name of each, and how it is asked for, shown and typed.

Forms, questions, views, reports and calendars follow this definition. A new part only needs a field of
`play.state.Action`, a `Part` here, and its words in the catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple

from esthersim.cleaning import clean_line
from esthersim.debriefing.finding import Kind as Finding
from esthersim.debriefing.saying import Said
from esthersim.language import _, format_date
from esthersim.play.gates import missing_parts
from esthersim.play.learning import MOST_FOLLOW_UPS
from esthersim.play.state import Action
from esthersim.runs.days import read_day, read_days
from esthersim.scenario.model import Scenario

Texts = Mapping[str, str]
"""An action as typed: a text for each part by name, with an objective as its id and days as people write them."""


class Kind(Enum):
    """The kind of a part's content, which determines the choices for it."""

    TEXT = auto()
    """Free text."""
    IDEA = auto()
    """Free text, which may be a suggestion of the scenario."""
    OBJECTIVE = auto()
    """The id of an objective, or empty; it is chosen and never typed."""
    FINDING = auto()
    """The id of a finding, shown and typed as its sentence, or free text."""
    OWNER = auto()
    """A role or a function, chosen or typed."""
    DAY = auto()
    """A calendar day, or empty."""
    DAYS = auto()
    """Calendar days."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an action, in the interface's language.

    `label` precedes its content, `question` is read aloud to ask for it, `hint` helps to fill it in, and `lack` names
    it when it is missing; empty for an optional part.
    """

    name: str
    kind: Kind
    label: str
    question: str
    hint: str = ""
    lack: str = ""


def parts() -> tuple[Part, ...]:
    """Return the parts of an action, in the order of the form."""
    return (
        Part(
            "what", Kind.IDEA, _("What we do"), _("What do we do?"),
            _("One thing that somebody does."), _("what is to be done"),
        ),
        Part(
            "objective", Kind.OBJECTIVE, _("Objective"), _("Which objective does it serve?"),
            _("The objective that it serves."),
        ),
        Part(
            "finding", Kind.FINDING, _("What we saw"), _("What did we see that makes it needed?"),
            _("What in the journey it is based on."),
        ),
        Part(
            "owner", Kind.OWNER, _("Owner"), _("Who owns it?"),
            _("A role or a function, never a person's name."), _("a role or function that owns it"),
        ),
        Part(
            "due", Kind.DAY, _("Due date"), _("When is it done?"),
            _("A day: 2027-03-14, 14/3, 2 v, 5 weeks."), _("a due date"),
        ),
        Part(
            "measure", Kind.TEXT, _("How we will know"), _("How will we know that it is better for Esther?"),
            _("What will be different, and how you will see it."), _("how we will know"),
        ),
        Part(
            "first_test", Kind.TEXT, _("First small test"), _("What is the first small test, this week?"),
            _("The smallest try: one person, one day, this week."),
        ),
        Part(
            "support", Kind.TEXT, _("Support from a manager"), _("What support is needed from a manager?"),
            _("What a manager must give: time, mandate, means."),
        ),
        Part(
            "follow_ups", Kind.DAYS, _("Follow-up"), _("When is it followed up?"),
            _("Days with commas between."), _("a date for the follow-up"),
        ),
    )  # fmt: skip


def part_named(name: str) -> Part:
    """Return the part with this name."""
    return next(each for each in parts() if each.name == name)


def missing_words(action: Action) -> tuple[str, ...]:
    """Return the names of the parts that an action lacks to be complete, in the order of the form."""
    missing = missing_parts(action)
    return tuple(each.lack for each in parts() if each.name in missing)


def content_lines(part: Part, action: Action, shown: Scenario, seen: Mapping[str, Said]) -> tuple[str, ...]:
    """Return the content of a part in lines to show: none if it is empty, one for each day, otherwise one.

    `seen` holds the findings in words, by id (`say_all`).
    """
    match getattr(action, part.name):
        case date() as day:
            return (format_date(day, year=True),)
        case tuple() as days:
            return tuple(format_date(day, year=True) for day in days)
        case str(text) if text and part.kind is Kind.OBJECTIVE:
            return (clean_line(shown.objectives.get(text) or _("an objective that the scenario no longer has")),)
        case str(text) if text and part.kind is Kind.FINDING:
            return (_seen(text, seen),)
        case str(text) if line := clean_line(text):
            return (line,)
        case _:
            return ()


def _seen(text: str, seen: Mapping[str, Said]) -> str:
    """Return the sentence of a finding, or free text as it is; never the id of a finding."""
    kind, number, *_rest = (*text.split(":"), "")
    gone = kind in set(Finding) and number.isdecimal()
    if text in seen:
        return clean_line(seen[text].saw)
    return _("something that the journal no longer shows") if gone else clean_line(text)


def typed(action: Action, seen: Mapping[str, Said]) -> dict[str, str]:
    """Return an action as typed, with a finding as its sentence."""
    return {each.name: _typed(each, getattr(action, each.name), seen) for each in parts()}


def _typed(part: Part, value: object, seen: Mapping[str, Said]) -> str:
    match value:
        case date() as day:
            return day.isoformat()
        case tuple() as days:
            return ", ".join(day.isoformat() for day in days)
        case str(text):
            return _seen(text, seen) if part.kind is Kind.FINDING else text
        case _:
            return ""


class ReadAction(NamedTuple):
    """An action read from its texts; `problem` is what is wrong with them, as a message, or empty."""

    action: Action
    problem: str


def read_action(texts: Texts, action: str, today: date, seen: Mapping[str, Said]) -> ReadAction:
    """Return the action that the texts describe, with the id `action`, and the first thing that is wrong with them."""
    read: dict[str, Any] = {}  # names and kinds match the action's fields; a test checks it
    problems: list[str] = []
    for each in parts():
        read[each.name], problem = read_part(each, texts.get(each.name, ""), today, seen)
        problems.append(problem)
    return ReadAction(Action(action, **read), next(filter(None, problems), ""))


def as_form(action: Action) -> dict[str, object]:
    """Return an action as the form of the act `write-action` takes it."""
    values = {each.name: getattr(action, each.name) for each in parts()}
    days = {key: (value,) for key, value in values.items() if isinstance(value, date)}
    return {key: value for key, value in {**values, **days}.items() if value is not None}


def read_part(part: Part, text: str, today: date, seen: Mapping[str, Said]) -> tuple[object, str]:
    """Return the value of a part from its text, and what is wrong with the text, as a message, or nothing.

    A text that is the sentence of a finding becomes the finding's id; other texts are kept as written.
    """
    line = clean_line(text)
    match part.kind:
        case Kind.OBJECTIVE:
            return text or None, ""
        case Kind.FINDING:
            return next((key for key, said in seen.items() if clean_line(said.saw) == line), line), ""
        case Kind.DAY:
            day = read_day(text, today) if line else None
            return day, no_day(line) if line and day is None else ""
        case Kind.DAYS:
            days, unread = read_days(text, today)
            if unread or (line and not days):
                return days, no_day(clean_line(unread[0]) if unread else line)
            many = _("That is too many days; at most {count} can be planned.").format(count=MOST_FOLLOW_UPS)
            return days, many if len(days) > MOST_FOLLOW_UPS else ""
        case _:
            return line, ""


def understood(text: str, today: date) -> str:
    """Return the days in a text, in words; empty if there are none."""
    return ", ".join(format_date(day, year=True) for day in read_days(text, today)[0])


def no_day(piece: str) -> str:
    """Return a message that a text is not a day, with examples of how days are written."""
    return _("'{text}' is not a date. Write 2027-03-14, 14/3, 2 v or 5 weeks.").format(text=piece)
