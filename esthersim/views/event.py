"""The event as everybody in the room may see it, and the additional private view of the facilitator."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.cleaning import clean
from esthersim.lengths import minutes
from esthersim.play.arrivals import first_open, holds, open_options
from esthersim.play.decisions import next_event_by
from esthersim.play.entries import Chose, InjectArrived, InjectFired, Noted
from esthersim.play.people import named_present
from esthersim.play.retelling import Retelling
from esthersim.play.state import State
from esthersim.play.timers import read_timer
from esthersim.play.vocabulary import Observation
from esthersim.play.wording import spoken_by, worded, worded_on_arrival, worded_option
from esthersim.runs.names import seat_titles
from esthersim.scenario.model import TEAM, Event, Scenario
from esthersim.scenario.wordings import usual
from esthersim.views.times import story_moment


@dataclass(frozen=True, slots=True)
class TimerView:
    """The room timer: the time left as text, the share of the limit left (0 to 1), and its urgency."""

    left: str
    share: float
    urgent: bool
    ran_out: bool
    branches: bool


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option on offer, with its number for choosing."""

    number: int
    option: str
    text: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """The question of a decision, who answers it (titles; empty: the whole team), and the options on offer."""

    by: tuple[str, ...]
    question: str
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """A checklist item."""

    item: str
    text: str
    required: bool
    done: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """The contents of the shared screen during the simulation."""

    event: str
    title: str
    place: str
    text: str
    present: tuple[str, ...]
    esther: str
    story_time: str
    room_time: str
    paused: bool
    timer: TimerView | None
    decision: DecisionView | None
    has_handover: bool
    checklist: tuple[ItemView, ...]
    asks_esther: bool
    injects: tuple[tuple[str, str], ...]
    feedback: str
    advice: str
    ending: str


@dataclass(frozen=True, slots=True)
class ExpectationView:
    """An expectation to mark, with its status and its time left in seconds, if it has a limit."""

    expectation: str
    text: str
    by: tuple[str, ...]
    critical: bool
    status: Observation | None
    left: float | None


@dataclass(frozen=True, slots=True)
class CueView:
    """A cue; `due` once its time has come, `given` once it was used."""

    cue: str
    text: str
    after: str
    due: bool
    given: bool


@dataclass(frozen=True, slots=True)
class InjectView:
    """An inject that can be fired; `fits` says whether its condition holds."""

    inject: str
    title: str
    text: str
    to: tuple[str, ...]
    fits: bool
    fired: bool


@dataclass(frozen=True, slots=True)
class PrivateView:
    """The facilitator's private view of an event; `guidance` are the author's texts for the facilitator."""

    guidance: tuple[str, ...]
    cues: tuple[CueView, ...]
    expectations: tuple[ExpectationView, ...]
    injects: tuple[InjectView, ...]
    notes: tuple[str, ...]
    leads_to: tuple[str, ...]


def event_view(retelling: Retelling, shown: Scenario, room: float) -> EventView:
    """Return the present event for the shared screen.

    `shown` is the scenario in the language in which it is shown; `room` the room time in seconds. Raises
    `LookupError` before the simulation has begun.
    """
    state = retelling.state
    key = state.here.event
    event = shown.events[key]
    feedback, advice = _after_the_choice(retelling, shown)
    return EventView(
        event=key,
        title=clean(event.title),
        place=clean(event.place or ""),
        text=clean(worded_on_arrival(state, event.text)).strip(),
        present=seat_titles(shown, named_present(state)),
        esther=clean(spoken_by(state, shown)).strip(),
        story_time=story_moment(state.here.story, state.scenario),
        room_time=minutes(room),
        paused=state.paused,
        timer=_timer(state, room),
        decision=_decision(state, shown),
        has_handover=event.handover is not None,
        checklist=tuple(
            ItemView(item, clean(each.text), each.required, item in state.here.checked)
            for item, each in event.checklist.items()
        ),
        asks_esther=event.rate and not any(rated == key for rated, _value, _who in state.here.ratings),
        injects=_fired_here(retelling, shown),
        feedback=feedback,
        advice=advice,
        ending=clean(worded_on_arrival(state, event.ending or ())),
    )


def _timer(state: State, room: float) -> TimerView | None:
    reading = read_timer(state, state.room if state.paused else room)
    if reading is None:
        return None
    share = min(1.0, max(0.0, reading.left / reading.limit)) if reading.limit else 0.0
    ran_out = reading.ran_out or state.here.ran_out
    return TimerView(minutes(reading.left), share, reading.urgent, ran_out, reading.branches)


def _decision(state: State, shown: Scenario) -> DecisionView | None:
    decision = shown.events[state.here.event].decision
    if decision is None:
        return None
    by = () if decision.by == (TEAM,) else seat_titles(shown, decision.by)
    options = tuple(
        OptionView(number, option, clean(worded_option(state, decision, option)))
        for number, option in enumerate(open_options(state), 1)
    )
    return DecisionView(by, clean(worded_on_arrival(state, decision.question)), options)


def _fired_here(retelling: Retelling, shown: Scenario) -> tuple[tuple[str, str], ...]:
    here = retelling.state.here
    if not here.injects:
        return ()
    arrival, standing = here.way.seq, retelling.standing  # a rewind may have taken one back
    fired = (
        (moment.after, shown.injects.get(entry.inject))
        for moment in retelling.moments
        if isinstance(entry := moment.recorded.entry, InjectFired | InjectArrived)
        and moment.seq > arrival
        and moment.seq in standing
        and (isinstance(entry, InjectFired) or entry.came)
    )
    return tuple((clean(inject.title), clean(worded(then, inject.text))) for then, inject in fired if inject)


def _after_the_choice(retelling: Retelling, shown: Scenario) -> tuple[str, str]:
    """Return the feedback to the choice that led here, and the advice of the decision support."""
    arrived = retelling.state.here.way
    before = retelling.entry(arrived.seq - 1)
    if not isinstance(before, Chose) or arrived.earlier is None:
        return "", ""
    event = shown.events.get(arrived.earlier.event)
    options = event.decision.options if event and event.decision else {}
    chosen, advised = options.get(before.option), options.get(before.advised or "")
    then = retelling.moments[arrived.seq - 2].after
    feedback = clean(worded(then, chosen.feedback)) if chosen else ""
    return feedback, clean(worded(then, advised.text)) if advised else ""


def guidance(event: Event, state: State | None = None) -> tuple[str, ...]:
    """Return what an event says to the facilitator alone, a text each: every front end shows all of them.

    Without a state, as in a preview, the usual texts.
    """
    wordings = [
        event.facilitator,
    ]
    texts = (worded_on_arrival(state, each) if state else usual(each) for each in wordings)
    return tuple(clean(text).strip() for text in texts if text)


def private_view(retelling: Retelling, shown: Scenario, room: float) -> PrivateView:
    """Return the facilitator's private view of the present event; `LookupError` before the simulation has begun."""
    state = retelling.state
    key = state.here.event
    event = shown.events[key]
    gone = (state.room if state.paused else room) - state.here.entered
    cues = tuple(
        CueView(
            cue,
            clean(each.text),
            minutes(each.after.total_seconds),
            due=gone >= each.after.total_seconds,
            given=(key, cue) in state.here.cues,
        )
        for cue, each in event.cues.items()
    )
    expectations = tuple(
        ExpectationView(
            name,
            clean(each.text),
            seat_titles(shown, each.by),
            each.critical,
            state.here.marks.get((key, name)),
            each.within.total_seconds - gone if each.within else None,
        )
        for name, each in event.expect.items()
    )
    injects = tuple(
        InjectView(
            name,
            clean(each.title),
            clean(worded(state, each.text)),
            seat_titles(shown, each.to),
            fits=holds(each.when, state),
            fired=name in state.here.injects,
        )
        for name, each in shown.injects.items()
    )
    notes = tuple(noted.text for _moment, noted in retelling.each(Noted))
    leads_to = tuple(
        f"{clean(worded(state, option.text))} → {clean(shown.events[to].title)}"
        for name, option in (event.decision.options.items() if event.decision else ())
        if (to := next_event_by(state, name, option)) and to in shown.events
    )
    if event.next:  # a handover may still change the target
        to = first_open(state.event.next, state)
        leads_to = (f"→ {clean(shown.events[to].title)}",) if to and to in shown.events else ()
    return PrivateView(guidance(event, state), cues, expectations, injects, notes, leads_to)
