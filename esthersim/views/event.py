"""The event as everybody in the room may see it, and the additional private view of the facilitator."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.authored.conditions import holds
from esthersim.cleaning import clean
from esthersim.lengths import minutes
from esthersim.play import people
from esthersim.play.arrivals import first_open
from esthersim.play.decisions import next_event_by
from esthersim.play.entries import Noted
from esthersim.play.retelling import Retelling
from esthersim.play.state import State
from esthersim.play.timers import read_timer
from esthersim.play.vocabulary import Observation
from esthersim.play.wording import worded, worded_on_arrival
from esthersim.runs.names import seat_title, seat_titles
from esthersim.scenario.model import Event, Scenario
from esthersim.scenario.wordings import usual
from esthersim.views.coming import ArrivalView, arrival_view
from esthersim.views.hearing import Said, is_closed, said_in_all, said_to_all
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
class StageView:
    """The stage of an event; `begins` where the team has just come to it."""

    title: str
    text: str
    begins: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """The contents of the shared screen during the simulation.

    `said` is what everybody hears. Of a `closed` event not everybody does, and that is then empty. `to_ask` are the
    patients present who have not said yet how it is for them.
    """

    event: str
    title: str
    place: str
    stage: StageView | None
    present: tuple[str, ...]
    story_time: str
    room_time: str
    paused: bool
    timer: TimerView | None
    closed: bool
    said: Said
    has_handover: bool
    to_ask: tuple[str, ...]
    at_ending: bool


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
    """An inject that can be fired; `fits` says whether its condition holds, `arrival` how it comes by itself."""

    inject: str
    title: str
    text: str
    to: tuple[str, ...]
    fits: bool
    fired: bool
    arrival: ArrivalView | None


@dataclass(frozen=True, slots=True)
class PrivateView:
    """The facilitator's private view of an event; `guidance` are the author's texts for the facilitator.

    `said` is all that the event says, and `hearers` who alone hear it (nobody where everybody does). `only` holds what
    single roles see and hear besides, by title.
    """

    said: Said
    hearers: tuple[str, ...]
    only: tuple[tuple[str, str], ...]
    guidance: tuple[str, ...]
    cues: tuple[CueView, ...]
    expectations: tuple[ExpectationView, ...]
    injects: tuple[InjectView, ...]
    notes: tuple[str, ...]
    leads_to: tuple[str, ...]

    @property
    def arrivals(self) -> tuple[tuple[InjectView, ArrivalView], ...]:
        """The injects that come by themselves."""
        return tuple((each, each.arrival) for each in self.injects if each.arrival)


def event_view(retelling: Retelling, shown: Scenario, room: float) -> EventView:
    """Return the present event for the shared screen.

    `shown` is the scenario in the language in which it is shown; `room` the room time in seconds. Raises
    `LookupError` before the simulation has begun.
    """
    state = retelling.state
    key = state.here.event
    event = shown.events[key]
    closed = is_closed(state)
    return EventView(
        event=key,
        title=clean(event.title),
        place=clean(event.place or ""),
        stage=_stage(state, shown),
        present=seat_titles(shown, people.present(state) if closed else people.named_present(state)),
        story_time=story_moment(state.here.story, state.scenario),
        room_time=minutes(room),
        paused=state.paused,
        timer=_timer(state, room),
        closed=closed,
        said=said_to_all(retelling, shown),
        has_handover=event.handover is not None,
        to_ask=tuple(seat_title(shown, each) if each else "" for each in patients_to_ask(state)),
        at_ending=state.at_ending,
    )


def _stage(state: State, shown: Scenario) -> StageView | None:
    key = state.event.stage
    stage, before = shown.stages.get(key or ""), state.here.way.earlier
    if stage is None:
        return None
    earlier = state.scenario.events.get(before.event) if before else None
    return StageView(clean(stage.title), clean(stage.text or ""), begins=earlier is None or earlier.stage != key)


def patients_to_ask(state: State) -> tuple[str, ...]:
    """Return the patients who have not said yet how it is for them, if the event asks."""
    here = state.here
    if not state.event.rate:
        return ()
    rated = {who for event, _value, who in here.ratings if event == here.event}
    return tuple(each for each in people.patients_asked(state) if each not in rated)


def _timer(state: State, room: float) -> TimerView | None:
    reading = read_timer(state, state.room if state.paused else room)
    if reading is None:
        return None
    share = min(1.0, max(0.0, reading.left / reading.limit)) if reading.limit else 0.0
    ran_out = reading.ran_out or state.here.ran_out
    return TimerView(minutes(reading.left), share, reading.urgent, ran_out, reading.branches)


def guidance(event: Event, language: str, state: State | None = None) -> tuple[str, ...]:
    """Return what an event says to the facilitator alone, a text each: every front end shows all of them.

    They are in `language`. Without a state, as in a preview, the usual texts.
    """
    wordings = [
        event.facilitator,
    ]
    texts = (worded_on_arrival(state, each, language) if state else usual(each) for each in wordings)
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
            clean(worded(state, each.text, shown.language)),
            seat_titles(shown, each.to),
            fits=holds(each.when, state),
            fired=name in state.here.injects,
            arrival=arrival_view(state, shown, name, gone),
        )
        for name, each in shown.injects.items()
    )
    notes = tuple(noted.text for _moment, noted in retelling.each(Noted))
    leads_to = tuple(
        f"{clean(worded(state, option.text, shown.language))} → {clean(shown.events[to].title)}"
        for name, option in (event.decision.options.items() if event.decision else ())
        if (to := next_event_by(state, name, option)) and to in shown.events
    )
    if event.next:  # a handover may still change the target
        to = first_open(state.event.next, state)
        leads_to = (f"→ {clean(shown.events[to].title)}",) if to and to in shown.events else ()
    hearers = people.hearers(state)
    return PrivateView(
        said=said_in_all(retelling, shown),
        hearers=seat_titles(shown, hearers or ()),
        only=tuple(
            (seat_title(shown, role), clean(worded_on_arrival(state, text, shown.language)).strip())
            for role, text in event.only.items()
        ),
        guidance=guidance(event, shown.language, state),
        cues=cues,
        expectations=expectations,
        injects=injects,
        notes=notes,
        leads_to=leads_to,
    )
