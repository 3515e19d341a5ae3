"""The scenario format, version 1, as frozen models. `docs/format.md` is the contract that they follow.

Whatever can be referred to is a mapping from its id to its content. Short forms that the format allows (one id for a
list, a bare duration for a timer) are widened here, so that the rest of the program meets one shape only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

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
)
from esthersim.scenario.changes import Add, Change, Know, Put

TEAM = "team"
VITAL_SIGNS = ("rr", "spo2", "spo2_scale", "o2", "sbp", "pulse", "alert", "temp")
UNDATED = datetime(2000, 1, 1, 8, 0)  # noqa: DTZ001 - a story clock without a date starts at day 1, 08:00
FOLLOW_UPS = (Duration(seconds=5 * 604_800), Duration(months=3))
"""Five weeks (source 001: after four to six) and three months, where the scenario says nothing."""


class Part(BaseModel):
    """What every piece of a scenario shares: frozen, and no key that the format does not know."""

    # defer_build: the parts are only ever validated inside a scenario, and each alone costs time at the start
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)


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
    set: dict[Id, Value] = Field(default_factory=dict)
    add: dict[Id, Number] = Field(default_factory=dict)
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

    text: Text
    next: Annotated[Branches, Field(min_length=1)]
    when: ConditionText | None = None
    effects: tuple[Effect, ...] = ()
    feedback: Text | None = None

    @cached_property
    def onward(self) -> str | None:
        """Where it leads if that is the same in every state; `None` otherwise."""
        return None if self.next[0].when else self.next[0].to


class Advice(Part):
    """What a decision support would say; shown after the choice and kept for the debriefing."""

    when: ConditionText | None = None
    choose: Id


class Decision(Part):
    """A question to a role, to several roles, or to the whole team (`by` is then ``("team",)``)."""

    by: OneOrManyIds
    question: Text
    options: dict[Id, Option] = Field(min_length=1)
    advice: tuple[Advice, ...] = ()


class Handover(Part):
    """Facts to be passed on, from one role to one or several, in a format such as `sbar`."""

    sender: Id = Field(alias="from")
    to: OneOrManyIds
    format: Id
    must: Ids = ()
    should: Ids = ()
    noise: Ids = ()
    read_back: Truth = False

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Every fact that the handover names: must, should, noise, in that order, each once."""
        return tuple(dict.fromkeys((*self.must, *self.should, *self.noise)))


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


Grade = Literal["off", "note", "warning", "error"]
"""How grave a rule of `esthersim check` is taken to be in this file, or at this event; `off` leaves it out."""


class Event(Part):
    """One stop on the journey. It ends in exactly one way: `next`, a `decision` or an `ending`.

    The items of the rule pack `checklist_of` are in the `checklist` already.
    """

    title: Text
    text: Text
    place: Text | None = None
    present: Ids = ()
    esther: Text | None = None
    facilitator: Text | None = None
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
    ending: Text | None = None
    check: dict[Id, Grade] = Field(default_factory=dict)

    @cached_property
    def required(self) -> frozenset[str]:
        """The checklist items that the event cannot be left without."""
        return frozenset(key for key, item in self.checklist.items() if item.required)


class Observer(Part):
    """A seat that watches: objectives or behaviours, with an instrument if one is named."""

    title: Text
    watch: Ids = ()
    instrument: Id | None = None


class Inject(Part):
    """Something the facilitator can let happen at any event; `to` names who notices, all when it is empty."""

    title: Text
    text: Text
    to: Ids = ()
    when: ConditionText | None = None
    effects: tuple[Effect, ...] = ()


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


class PlayExpectation(Part):
    """What the author says must be true at this point of a play."""

    event: Id | None = None
    ending: Text | None = None
    knows: dict[Id, OneOrManyIds] = Field(default_factory=dict)
    variables: dict[Id, Value] = Field(default_factory=dict)


def _play_step(raw: Any) -> Any:
    return {"proceed": True} if raw == "proceed" else raw


def _play_expectation(raw: Any) -> Any:
    return {"event": raw} if isinstance(raw, str) else raw


class PlayStep(Part):
    """One step of an author's play: exactly one key is given.

    `hand_over` and `check` are lists of ids, or the words `all` and (for `hand_over`) `none` alone in the list.
    """

    proceed: Any = None
    choose: Id | None = None
    hand_over: Ids | None = None
    check: OneOrManyIds | None = None
    wait: DurationText | None = None
    inject: Id | None = None
    expect: Annotated[PlayExpectation | None, BeforeValidator(_play_expectation)] = None


Play = Annotated[tuple[Annotated[PlayStep, BeforeValidator(_play_step)], ...], Field(min_length=1)]


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
    facts: dict[Id, Fact] = Field(default_factory=dict)
    variables: dict[Id, Value] = Field(default_factory=dict)
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
    def only_ways(self) -> Mapping[str, str]:
        """Where each event leads at which there is nothing to do, tick or decide, and no timer: event to event."""
        return {
            key: event.next[0].to
            for key, event in self.events.items()
            if len(event.next) == 1 and event.next[0].when is None and event.next[0].to in self.events
            if not (event.ending or event.decision or event.handover or event.checklist or event.timer)
        }

    @cached_property
    def quiet(self) -> frozenset[str]:
        """The events where coming there changes nothing but the place: no story time, effect, handover, expectation."""
        return frozenset(
            key
            for key, event in self.events.items()
            if not (event.after or event.at or event.effects or event.handover or event.expect)
        )

    @cached_property
    def knowledge(self) -> Mapping[str, frozenset[str]]:
        """What each role knows at the start: `knows` of the role and `known_by` of the fact both count."""
        known = {key: set(role.knows) for key, role in self.roles.items()}
        for key, fact in self.facts.items():
            for role in fact.known_by:
                known.setdefault(role, set()).add(key)
        return {role: frozenset(facts) for role, facts in known.items()}
