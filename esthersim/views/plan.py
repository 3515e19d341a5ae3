"""The action plan, the closing checklist and the follow-ups, as every front end shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.action_plan import follow_up_dates, follow_ups, missing_words
from esthersim.debriefing.checklists import Checklist
from esthersim.language import _, format_date
from esthersim.play.entries import ActionWritten
from esthersim.play.gates import open_at_gate
from esthersim.play.state import Action, State
from esthersim.play.words import ActionStatus
from esthersim.scenario.model import Scenario
from esthersim.views.days import read_day, read_days
from esthersim.views.refusals import gate_items

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action of the plan in words. `missing` names what it lacks to be complete; days are written out."""

    number: int
    action: str
    what: str
    objective: str
    finding: str
    owner: str
    due: str
    measure: str
    first_test: str
    support: str
    follow_ups: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class ClosingItem:
    """A point of the closing checklist; `why` is what a facilitator may say if somebody asks."""

    item: str
    text: str
    why: str
    done: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan, the closing checklist, and what is still asked for before the run can close, in words."""

    actions: tuple[ActionLine, ...]
    closing: tuple[ClosingItem, ...]
    still_open: tuple[str, ...]

    @property
    def complete(self) -> int:
        """How many actions are complete."""
        return sum(action.complete for action in self.actions)


class ActionTexts(NamedTuple):
    """An action as it is typed. `objective` is an id or empty; `due` and `follow_ups` are days as people write them."""

    what: str = ""
    objective: str = ""
    finding: str = ""
    owner: str = ""
    due: str = ""
    measure: str = ""
    first_test: str = ""
    support: str = ""
    follow_ups: str = ""


class ReadAction(NamedTuple):
    """What an action's texts mean; `unread` are the pieces that were meant as days and are none."""

    entry: ActionWritten
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A planned follow-up of an action; `status` is `None` until it has been answered, `due` once its day has come.

    `before` is all that was answered about the action so far: the planned day in words, the status, the evidence.
    """

    action: str
    number: int
    what: str
    owner: str
    measure: str
    planned: date
    status: ActionStatus | None
    evidence: str
    before: tuple[tuple[str, ActionStatus, str], ...]
    due: bool

    @property
    def day(self) -> str:
        """The planned day in words."""
        return format_date(self.planned, year=True)


@dataclass(frozen=True, slots=True)
class ClosingView:
    """What a closed run leaves behind: counts, the days to come and those that have come, in words."""

    title: str
    run: str
    actions: tuple[ActionLine, ...]
    answers: int
    entries: int
    coming: tuple[str, ...]
    due: int


def closing_view(state: State, words: Scenario, run: str, today: date, saw: Mapping[str, str] = NOTHING) -> ClosingView:
    """Return what a closed run leaves behind."""
    lines = follow_up_lines(state, today)
    coming = sorted({line.planned for line in lines if line.status is None and line.planned > today})
    return ClosingView(
        title=clean_line(words.title),
        run=run,
        actions=action_lines(state, words, saw),
        answers=len(state.plan.answers),
        entries=state.seq,
        coming=tuple(format_date(day, year=True) for day in coming),
        due=sum(line.due for line in lines),
    )


def plan_view(
    state: State, words: Scenario, checklist: Checklist | None = None, saw: Mapping[str, str] = NOTHING
) -> PlanView:
    """Return the plan as it stands.

    `checklist` is the closing checklist in the language shown; `saw` has what was seen, in a sentence, by finding id.
    """
    closing = tuple(_closing(item, state, checklist) for item in state.setting.closing)
    still_open = gate_items(open_at_gate(state), words)
    return PlanView(action_lines(state, words, saw), closing, still_open)


def _closing(key: str, state: State, checklist: Checklist | None) -> ClosingItem:
    item = checklist.item(key) if checklist else None
    text, why = (clean_line(item.text), clean_line(item.why)) if item else (key, "")
    return ClosingItem(key, text, why, key in state.setting.ticked)


def action_lines(state: State, words: Scenario, saw: Mapping[str, str] = NOTHING) -> tuple[ActionLine, ...]:
    """Return the actions of the plan, numbered from one in the order that they were written; see `plan_view`."""
    actions = enumerate(state.plan.actions.values(), 1)
    return tuple(action_line(action, words, number, saw) for number, action in actions)


def action_line(action: Action, words: Scenario, number: int, saw: Mapping[str, str] = NOTHING) -> ActionLine:
    """Return one action in words."""
    return ActionLine(
        number=number,
        action=action.action,
        what=clean_line(action.what),
        objective=clean_line(words.objectives.get(action.objective or "", action.objective or "")),
        finding=clean_line(saw.get(action.finding, action.finding)),
        owner=clean_line(action.owner),
        due=format_date(action.due, year=True) if action.due else "",
        measure=clean_line(action.measure),
        first_test=clean_line(action.first_test),
        support=clean_line(action.support),
        follow_ups=tuple(format_date(day, year=True) for day in action.follow_ups),
        missing=missing_words(action),
    )


def owners(words: Scenario) -> tuple[str, ...]:
    """Return who could own an action: the roles of the journey but the patient's, then functions outside it."""
    roles = tuple(clean_line(role.title) for role in words.roles.values() if not role.patient)
    return tuple(dict.fromkeys((*roles, _("Unit manager"), _("Care coordinator"), _("Improvement lead"))))


def suggestions(words: Scenario) -> tuple[str, ...]:
    """Return what the scenario suggests for the plan."""
    return tuple(clean_line(text) for text in words.action_plan.suggestions.values())


def first_texts(words: Scenario, today: date) -> ActionTexts:
    """Return a new action to fill in, with the scenario's follow-ups counted from today."""
    return ActionTexts(follow_ups=", ".join(day.isoformat() for day in follow_up_dates(words, today)))


def texts_of(action: Action, saw: Mapping[str, str] = NOTHING) -> ActionTexts:
    """Return an action as it can be typed on, a finding by its sentence."""
    return ActionTexts(
        what=action.what,
        objective=action.objective or "",
        finding=saw.get(action.finding, action.finding),
        owner=action.owner,
        due=action.due.isoformat() if action.due else "",
        measure=action.measure,
        first_test=action.first_test,
        support=action.support,
        follow_ups=", ".join(day.isoformat() for day in action.follow_ups),
    )


def read_action(texts: ActionTexts, action: str, today: date, saw: Mapping[str, str] = NOTHING) -> ReadAction:
    """Return the entry that the texts amount to, under the id `action`, and what could not be read as a day.

    What was seen is kept as the id of the finding where the text is its sentence, else as it is written.
    """
    finding = clean_line(texts.finding)
    due = read_day(texts.due, today) if texts.due.strip() else None
    days, unread = read_days(texts.follow_ups, today)
    entry = ActionWritten(
        action=action,
        what=clean_line(texts.what),
        objective=texts.objective or None,
        finding=next((key for key, sentence in saw.items() if clean_line(sentence) == finding), finding),
        owner=clean_line(texts.owner),
        due=due,
        measure=clean_line(texts.measure),
        first_test=clean_line(texts.first_test),
        support=clean_line(texts.support),
        follow_ups=days,
    )
    not_due = (clean_line(texts.due),) if texts.due.strip() and due is None else ()
    return ReadAction(entry, (*not_due, *map(clean_line, unread)))


def understood(text: str, today: date) -> str:
    """Return the days that a text means, in words; empty where it means none."""
    return ", ".join(format_date(day, year=True) for day in read_days(text, today)[0])


def next_action(actions: Sequence[str]) -> str:
    """Return an id that no action has yet, such as ``action-3``."""
    number = len(actions) + 1
    while f"action-{number}" in actions:
        number += 1
    return f"action-{number}"


def is_begun(texts: ActionTexts, first: ActionTexts) -> bool:
    """Tell whether anything was typed into an action beside what it began with."""
    return any(getattr(texts, name).strip() != getattr(first, name).strip() for name in ActionTexts._fields)


def follow_up_lines(state: State, today: date) -> tuple[FollowUpLine, ...]:
    """Return every planned follow-up of the plan, by day; what was answered last counts."""
    numbers = {action: number for number, action in enumerate(state.plan.actions, 1)}
    return tuple(
        FollowUpLine(
            action=each.action.action,
            number=numbers[each.action.action],
            what=clean_line(each.action.what),
            owner=clean_line(each.action.owner),
            measure=clean_line(each.action.measure),
            planned=each.planned,
            status=ActionStatus(each.answer.status) if each.answer else None,
            evidence=clean(each.answer.evidence).strip() if each.answer else "",
            before=tuple(
                (format_date(told.planned, year=True), ActionStatus(told.status), clean(told.evidence).strip())
                for told in state.plan.follow_ups
                if told.action == each.action.action
            ),
            due=not each.answered and each.planned <= today,
        )
        for each in follow_ups(state.plan)
    )


def objectives(state: State, words: Scenario) -> tuple[tuple[str, str], ...]:
    """Return the objectives that an action can serve, those that the team agreed on first: id and text."""
    agreed = state.setting.objectives
    keys = (*agreed, *(key for key in words.objectives if key not in agreed))
    return tuple((key, clean_line(words.objectives[key])) for key in keys if key in words.objectives)
