"""The action plan, the closing checklist and the follow-ups, for every front end and report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.action_plan import PlannedFollowUp, follow_up_dates, follow_ups
from esthersim.debriefing.checklists import Checklist
from esthersim.debriefing.saying import Said
from esthersim.language import _, format_date
from esthersim.play.gates import open_at_gate
from esthersim.play.state import Action, FollowUp, State
from esthersim.play.vocabulary import ActionStatus
from esthersim.runs.action_parts import Part, Texts, content_lines, missing_words, parts
from esthersim.scenario.model import Scenario
from esthersim.views.refusals import gate_items


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A planned follow-up; `status` is `None` until it is answered."""

    planned: date
    status: ActionStatus | None
    evidence: str

    @property
    def day(self) -> str:
        """The planned day in words."""
        return format_date(self.planned, year=True)


@dataclass(frozen=True, slots=True)
class PartView:
    """The content of a part of an action in words: no lines if it is empty, one line for each day."""

    part: Part
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines joined into one."""
        return "; ".join(self.lines)


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action of the plan in words. `missing` names the parts it lacks to be complete; `action` is as in the journal.

    `parts` are in the order of the form, including empty ones.
    """

    number: int
    action: Action
    parts: tuple[PartView, ...]
    missing: tuple[str, ...]
    follow_ups: tuple[FollowUpView, ...] = ()

    @property
    def id(self) -> str:
        """The id of the action."""
        return self.action.action

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    def text(self, name: str) -> str:
        """Return the content of the part with this name, in one line."""
        return next(each.text for each in self.parts if each.part.name == name)

    @property
    def what(self) -> str:
        """The content of the part `what`: the thing to do."""
        return self.text("what")

    def lines(self, *but: str) -> tuple[tuple[str, str], ...]:
        """Return the parts with their labels, followed by what is missing; without the parts named in `but`."""
        written = ((each.part.label, each.text) for each in self.parts if each.lines and each.part.name not in but)
        lacking = ((still_missing(), ", ".join(self.missing)),) if self.missing else ()
        return (*written, *lacking)


@dataclass(frozen=True, slots=True)
class ClosingItem:
    """An item of the closing checklist; `why` is a reason that the facilitator can give if asked."""

    item: str
    text: str
    why: str
    done: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan, the closing checklist, and the unmet requirements for closing the run, in words."""

    actions: tuple[ActionView, ...]
    closing: tuple[ClosingItem, ...]
    still_open: tuple[str, ...]

    @property
    def complete(self) -> int:
        """The number of complete actions."""
        return sum(action.complete for action in self.actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpLine(FollowUpView):
    """A planned follow-up with its action; `due` once its day has come, until it is answered.

    `before` are the answers about the action so far.
    """

    action: str
    number: int
    what: str
    owner: str
    measure: str
    before: tuple[FollowUpView, ...]
    due: bool


@dataclass(frozen=True, slots=True)
class ClosingView:
    """The summary of a closed run in words: counts, and the follow-up days that are coming or due."""

    title: str
    run: str
    actions: tuple[ActionView, ...]
    answers: int
    entries: int
    coming: tuple[str, ...]
    due: int


def still_missing() -> str:
    """Return the label before the parts that an action lacks."""
    return _("Still missing")


def closing_view(state: State, shown: Scenario, run: str, today: date) -> ClosingView:
    """Return the summary of a closed run, without the findings behind the actions."""
    lines = follow_up_lines(state, today)
    coming = sorted({line.planned for line in lines if line.status is None and line.planned > today})
    return ClosingView(
        title=clean_line(shown.title),
        run=run,
        actions=action_views(state, shown, {}),
        answers=len(state.plan.answers),
        entries=state.seq,
        coming=tuple(format_date(day, year=True) for day in coming),
        due=sum(line.due for line in lines),
    )


def plan_view(state: State, shown: Scenario, checklist: Checklist | None, seen: Mapping[str, Said]) -> PlanView:
    """Return the view of the plan.

    `checklist` is the closing checklist in the language shown; `seen` holds the findings in words, by id (`say_all`).
    """
    still_open = gate_items(open_at_gate(state), shown)
    return PlanView(action_views(state, shown, seen), closing_items(state, checklist), still_open)


def closing_items(state: State, checklist: Checklist | None) -> tuple[ClosingItem, ...]:
    """Return the items of the closing checklist that the run began with."""
    return tuple(_closing(item, state, checklist) for item in state.setting.closing)


def _closing(key: str, state: State, checklist: Checklist | None) -> ClosingItem:
    item = checklist.item(key) if checklist else None
    text, why = (clean_line(item.text), clean_line(item.why)) if item else (clean_line(key), "")
    return ClosingItem(key, text, why, key in state.setting.ticked)


def action_views(state: State, shown: Scenario, seen: Mapping[str, Said]) -> tuple[ActionView, ...]:
    """Return the actions of the plan, numbered from one in the order in which they were written; see `plan_view`."""
    followed = follow_ups(state.plan)
    return tuple(
        action_view(action, shown, number, seen, (each for each in followed if each.action.action == key))
        for number, (key, action) in enumerate(state.plan.actions.items(), 1)
    )


def action_view(
    action: Action, shown: Scenario, number: int, seen: Mapping[str, Said], followed: Iterable[PlannedFollowUp] = ()
) -> ActionView:
    """Return one action in words."""
    return ActionView(
        number=number,
        action=action,
        parts=tuple(PartView(each, content_lines(each, action, shown, seen)) for each in parts()),
        missing=missing_words(action),
        follow_ups=tuple(_follow_up(each.planned, each.answer) for each in followed),
    )


def _follow_up(planned: date, answer: FollowUp | None) -> FollowUpView:
    status = ActionStatus(answer.status) if answer else None
    return FollowUpView(planned, status, clean(answer.evidence).strip() if answer else "")


def first_texts(shown: Scenario, today: date) -> dict[str, str]:
    """Return the texts of a new action, with the scenario's follow-ups counted from today."""
    days = ", ".join(day.isoformat() for day in follow_up_dates(shown, today))
    return {each.name: days if each.name == "follow_ups" else "" for each in parts()}


def is_begun(texts: Texts, first: Texts) -> bool:
    """Return whether anything was typed into an action since it began as `first`."""
    return any(texts[name].strip() != first[name].strip() for name in texts)


def follow_up_lines(state: State, today: date) -> tuple[FollowUpLine, ...]:
    """Return every planned follow-up of the plan, by day; the latest answer counts."""
    numbers = {action: number for number, action in enumerate(state.plan.actions, 1)}
    return tuple(_follow_up_line(each, state, numbers[each.action.action], today) for each in follow_ups(state.plan))


def _follow_up_line(each: PlannedFollowUp, state: State, number: int, today: date) -> FollowUpLine:
    action, now = each.action, _follow_up(each.planned, each.answer)
    before = (answer for answer in state.plan.follow_ups if answer.action == action.action)
    return FollowUpLine(
        action=action.action,
        number=number,
        what=clean_line(action.what),
        owner=clean_line(action.owner),
        measure=clean_line(action.measure),
        planned=now.planned,
        status=now.status,
        evidence=now.evidence,
        before=tuple(_follow_up(answer.planned, answer) for answer in before),
        due=not each.answered and each.planned <= today,
    )
