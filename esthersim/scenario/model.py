"""The scenario format, version 1, as frozen models. `docs/format.md` is the contract that they follow.

Whatever can be referred to is a mapping from its id to its content. Short forms that the format allows (one id for a
list, a bare duration for a timer) are widened here, so that the rest of the program meets one shape only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from esthersim.authored.durations import Duration
from esthersim.authored.scalars import (
    ConditionText,
    DurationText,
    Id,
    Ids,
    Number,
    OneOrManyIds,
    StartsText,
    StoryMomentText,
    Text,
    Truth,
    Value,
    VariableId,
)
from esthersim.scenario.changes import Add, Change, Know, Put
from esthersim.scenario.handovers import Handover
from esthersim.scenario.materials import Document, Pilot, Review, Stage
from esthersim.scenario.part import Part
from esthersim.scenario.play_steps import Play
from esthersim.scenario.wordings import Wording

TEAM = "team"
ALL, PRESENT = "all", "present"
"""The words of `heard_by` beside roles: everybody in the room, and those who are present at the event."""
THE_PATIENT = ""
"""Stands for the role of the only patient, in `esther`."""
VITAL_SIGNS = ("rr", "spo2", "spo2_scale", "o2", "sbp", "pulse", "alert", "temp")
UNDATED = datetime(2000, 1, 1, 8, 0)  # noqa: DTZ001 - a story clock without a date starts at day 1, 08:00
FOLLOW_UPS = (Duration(seconds=5 * 604_800), Duration(months=3))
"""Five weeks (source 001: after four to six) and three months, where the scenario says nothing."""


class Time(Part):
    """The time the trainer plans for each part of the session (room time)."""

    prebriefing: DurationText
    simulation: DurationText
    debriefing: DurationText


class Organisation(Part):
    """A workplace and the principal (region, kommun, ...) that answers for it."""

    name: Text
    principal: Text | None = None


def _people(raw: Any) -> Any:
    return [raw, raw] if isinstance(raw, (str, int)) else raw


class Role(Part):
    """A person in the journey; `private` is for that role alone, `brief` is read by all."""

    title: Text
    organisation: Id | None = None
    brief: Text
    private: Text | None = None
    goals: Text | tuple[Text, ...] | None = None
    knows: Ids = ()
    patient: Truth = False
    people: Annotated[tuple[Number, Number], BeforeValidator(_people)] = (1, 1)
    optional: Truth = False


class Fact(Part):
    """Something that a role can know and pass on; `element` is the part of the handover where it belongs."""

    text: Text
    known_by: Ids = ()
    element: Id | None = None
    critical: Truth = False


class Effect(Part):
    """A change on arrival, on a choice or by an inject; applied in the order written, where `when` holds."""

    when: ConditionText | None = None
    set: dict[VariableId, Value] = Field(default_factory=dict)
    add: dict[VariableId, Number] = Field(default_factory=dict)
    learn: dict[Id, OneOrManyIds] = Field(default_factory=dict)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What it changes, in order: the one place that says what each key means."""
        return (
            *(Put("set", name, value) for name, value in self.set.items()),
            *(Add("add", name, amount) for name, amount in self.add.items()),
            *(Know("learn", role, facts) for role, facts in self.learn.items()),
        )


class Branch(Part):
    """Where the journey goes when a condition holds; the last of a list has no condition."""

    when: ConditionText | None = None
    to: Id


def _branches(raw: Any) -> Any:
    return [{"to": raw}] if isinstance(raw, str) else raw


Branches = Annotated[tuple[Branch, ...], BeforeValidator(_branches)]
"""Ways on, read from above; an event alone is a list of one."""


class Option(Part):
    """One answer to a decision; `when` says whether it is on offer, `next` is read once its effects have happened."""

    text: Wording
    next: Annotated[Branches, Field(min_length=1)]
    when: ConditionText | None = None
    effects: tuple[Effect, ...] = ()
    feedback: Wording = ()

    @cached_property
    def onward(self) -> str | None:
        """Where it leads if that is the same in every state; `None` otherwise."""
        return None if self.next[0].when else self.next[0].to


class Advice(Part):
    """What a decision support would say; shown after the choice and kept for the debriefing."""

    when: ConditionText | None = None
    choose: Id


class Decision(Part):
    """A question to a role, to several roles, or to the whole team (`by` is then ``("team",)``).

    `support` names the decision support that gives the `advice`; without it the advice is nobody's.
    """

    by: OneOrManyIds
    question: Wording
    options: dict[Id, Option] = Field(min_length=1)
    advice: tuple[Advice, ...] = ()
    support: Text | None = None


class Timer(Part):
    """A limit in room time; soft without `next`, else the journey moves on when it runs out."""

    limit: DurationText
    next: Id | None = None
    warn: DurationText | None = None

    @property
    def warn_seconds(self) -> float:
        """Length of the urgent last part, in seconds: as written, else the last fifth."""
        return float(self.warn.total_seconds) if self.warn else self.limit.total_seconds / 5


class Expectation(Part):
    """Something the facilitator watches for; never mentioned means not observed, not wrong."""

    text: Text
    by: Ids = ()
    within: DurationText | None = None
    objective: Id | None = None
    critical: Truth = False


class Cue(Part):
    """A hint to the facilitator, some room time after the event began."""

    after: DurationText
    text: Text


class ChecklistItem(Part):
    """Something to be ticked; a required item keeps the team at the event until it is, or is overridden."""

    text: Text
    required: Truth = False
    objective: Id | None = None


def _timer(raw: Any) -> Any:
    return {"limit": raw} if isinstance(raw, (str, Duration)) else raw


class Presence(Part):
    """A role that is present at an event, where a condition holds on arrival."""

    role: Id
    when: ConditionText | None = None


def _presences(raw: Any) -> Any:
    some = [raw] if isinstance(raw, str) else raw
    return [{"role": each} if isinstance(each, str) else each for each in some] if isinstance(some, list) else some


def _by_patient(raw: Any) -> Any:
    return {THE_PATIENT: raw} if isinstance(raw, (str, list)) else raw


def _shows(raw: Any) -> Any:
    some = [raw] if isinstance(raw, str) else raw
    names = isinstance(some, list) and all(isinstance(each, str) for each in some)
    return {each: [] for each in some} if names else some


Grade = Literal["off", "note", "warning", "error"]
"""How grave a rule of `esthersim check` is taken to be in this file, or at this event; `off` leaves it out."""


class Event(Part):
    """One stop on the journey. It ends in exactly one way: `next`, a `decision` or an `ending`.

    The items of the rule pack `checklist_of` are in the `checklist` already. `heard_by` is `None` where the scenario's
    own counts. `only` holds what a role alone sees and hears. `shows` names for each document who sees it, nobody for
    those who hear the event. `esther` holds a patient's words by role; under `THE_PATIENT`, those of the only one.
    """

    title: Text
    text: Wording
    place: Text | None = None
    stage: Id | None = None
    present: Annotated[tuple[Presence, ...], BeforeValidator(_presences)] = ()
    heard_by: OneOrManyIds | None = None
    only: dict[Id, Wording] = Field(default_factory=dict)
    shows: Annotated[dict[Id, Ids], BeforeValidator(_shows)] = Field(default_factory=dict)
    esther: Annotated[dict[str, Wording], BeforeValidator(_by_patient)] = Field(default_factory=dict)
    facilitator: Wording = ()
    rate: Truth = False
    timer: Annotated[Timer | None, BeforeValidator(_timer)] = None
    effects: tuple[Effect, ...] = ()
    expect: dict[Id, Expectation] = Field(default_factory=dict)
    cues: dict[Id, Cue] = Field(default_factory=dict)
    checklist: dict[Id, ChecklistItem] = Field(default_factory=dict)
    checklist_of: Id | None = None
    observe: Ids = ()
    after: DurationText | None = None
    at: StoryMomentText | None = None
    handover: Handover | None = None
    next: Branches = ()
    decision: Decision | None = None
    ending: Wording | None = None
    check: dict[Id, Grade] = Field(default_factory=dict)

    @cached_property
    def may_be_present(self) -> tuple[str, ...]:
        """The roles that `present` names, whether or not on a condition, each once."""
        return tuple(dict.fromkeys(each.role for each in self.present))

    @cached_property
    def required(self) -> frozenset[str]:
        """The checklist items that the event cannot be left without."""
        return frozenset(key for key, item in self.checklist.items() if item.required)


class Observer(Part):
    """A seat that watches: objectives or behaviours, with an instrument if one is named."""

    title: Text
    watch: Ids = ()
    instrument: Id | None = None


class Arrival(Part):
    """When an inject comes by itself: exactly one of `after`, `room` and `at` is given.

    `after` is story time since the latest arrival at the event `since`, the latest choice (`event.option`), or the
    inject of that id; `room` is room time since the arrival at the event `since`, while the team is still there.
    """

    after: DurationText | None = None
    room: DurationText | None = None
    at: StoryMomentText | None = None
    since: Text | None = Field(default=None, alias="from")


class Inject(Part):
    """Something that comes by itself, or that the facilitator can let happen at any event.

    `to` names who notices, all when it is empty. `next` is the event that it takes the journey to.
    """

    title: Text
    text: Wording
    to: Ids = ()
    when: ConditionText | None = None
    effects: tuple[Effect, ...] = ()
    arrives: Arrival | None = None
    next: Id | None = None


class Deadline(Part):
    """A limit in story time between the arrivals at two events: met, late or never.

    What it leaves to its `rule` of a rule pack was put in when the scenario was loaded.
    """

    start: Id = Field(alias="from")
    to: Id
    within: DurationText
    text: Text
    source: Text | None = None
    rule: Text | None = None


class Question(Part):
    """A question that the scenario adds to the debriefing guide."""

    ask: Text
    when: ConditionText | None = None
    objective: Id | None = None
    to: Ids = ()


class Debriefing(Part):
    """Which guide leads the reflection, and what this journey asks in addition."""

    guide: Id = "esther"
    minutes: Number | None = None
    questions: dict[Id, Question] = Field(default_factory=dict)


class ActionPlan(Part):
    """When the plan is followed up (calendar time after the session), and what could go into it."""

    follow_up: tuple[DurationText, ...] = FOLLOW_UPS
    suggestions: dict[Id, Text] = Field(default_factory=dict)


class Scenario(Part):
    """A whole authored journey."""

    esthersim: Annotated[Literal[1], BeforeValidator(lambda raw: 1 if raw == "1" else raw)]
    id: Id
    title: Text
    summary: Text
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    time: Time
    needs: Text
    objectives: dict[Id, Text]
    story: Text
    organisations: dict[Id, Organisation]
    roles: dict[Id, Role] = Field(min_length=1)
    events: dict[Id, Event] = Field(min_length=1)
    fictional: Truth | None = None
    consent: Text | None = None
    sources: tuple[Text, ...] = ()
    license: Text | None = None
    prior_knowledge: Text | tuple[Text, ...] | None = None
    prebriefing: dict[Id, Text] = Field(default_factory=dict)
    uses: tuple[Text, ...] = ()
    reviewed: tuple[Review, ...] = ()
    piloted: tuple[Pilot, ...] = ()
    heard_by: OneOrManyIds = (ALL,)
    facts: dict[Id, Fact] = Field(default_factory=dict)
    documents: dict[Id, Document] = Field(default_factory=dict)
    stages: dict[Id, Stage] = Field(default_factory=dict)
    variables: dict[VariableId, Value] = Field(default_factory=dict)
    starts: StartsText | None = None
    observers: dict[Id, Observer] = Field(default_factory=dict)
    injects: dict[Id, Inject] = Field(default_factory=dict)
    deadlines: dict[Id, Deadline] = Field(default_factory=dict)
    debriefing: Debriefing = Field(default_factory=Debriefing)
    action_plan: ActionPlan = Field(default_factory=ActionPlan)
    plays: dict[Id, Play] = Field(default_factory=dict)
    check: dict[Id, Grade] = Field(default_factory=dict)

    @property
    def first(self) -> str:
        """The id of the event where the simulation starts."""
        return next(iter(self.events))

    @cached_property
    def patients(self) -> tuple[str, ...]:
        """The roles that are the person the journey is about."""
        return tuple(key for key, role in self.roles.items() if role.patient)

    @cached_property
    def comes_by_story_time(self) -> tuple[str, ...]:
        """The injects that come by themselves by story time."""
        return tuple(
            key for key, each in self.injects.items() if each.arrives and (each.arrives.after or each.arrives.at)
        )

    @cached_property
    def comes_by_room_time(self) -> Mapping[str, tuple[str, ...]]:
        """The injects that come by themselves by room time, by the event at which they do."""
        found: dict[str, tuple[str, ...]] = {}
        for key, each in self.injects.items():
            if each.arrives and each.arrives.room and each.arrives.since:
                found[each.arrives.since] = (*found.get(each.arrives.since, ()), key)
        return found

    @cached_property
    def only_ways(self) -> Mapping[str, str]:
        """Where each event leads at which there is nothing to do, tick or decide, and nothing comes: event to event."""
        if self.comes_by_story_time:
            return {}
        return {
            key: event.next[0].to
            for key, event in self.events.items()
            if len(event.next) == 1 and event.next[0].when is None and event.next[0].to in self.events
            if not (event.ending or event.decision or event.handover or event.checklist or event.timer)
            if key not in self.comes_by_room_time
        }

    @cached_property
    def quiet(self) -> frozenset[str]:
        """The events where coming there changes nothing but the place: no story time, effect, handover, expectation."""
        return frozenset(
            key
            for key, event in self.events.items()
            if not (event.after or event.at or event.effects or event.handover or event.expect or event.shows)
            if not any(each.when for each in event.present)
        )

    @cached_property
    def knowledge(self) -> Mapping[str, frozenset[str]]:
        """What each role knows at the start: `knows` of the role and `known_by` of the fact both count."""
        known = {key: set(role.knows) for key, role in self.roles.items()}
        for key, fact in self.facts.items():
            for role in fact.known_by:
                known.setdefault(role, set()).add(key)
        return {role: frozenset(facts) for role, facts in known.items()}
