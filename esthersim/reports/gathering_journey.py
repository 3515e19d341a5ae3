"""Gathering the journey from the journal: steps, seats, the way taken, and the patients' ratings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esthersim.cleaning import clean_line
from esthersim.debriefing.findings_journey import happened
from esthersim.debriefing.latest import esther_curve, patient_of
from esthersim.play import entries as e
from esthersim.play.journey import Visit
from esthersim.play.people import hearers
from esthersim.play.retelling import Moment
from esthersim.play.state import State
from esthersim.play.vocabulary import Cause, Step
from esthersim.play.wording import spoken_by, worded_on_arrival, worded_option
from esthersim.reports import contents as r
from esthersim.reports.material import Material
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import event_title, inject_title, role_title
from esthersim.views.roles import seats as all_seats
from esthersim.views.roles import watched


def seats(material: Material) -> tuple[r.Seat, ...]:
    """Return the seats that are taken: roles in the scenario's order, then observers."""
    shown, papers = material.shown, material.text.debrief
    return tuple(
        r.Seat(
            each.seat, each.title, each.organisation, each.people, each.observer,
            watched(shown, shown.observers[each.seat].watch, papers) if each.observer else (),
        )
        for each in all_seats(material.state, shown, papers)
        if each.people
    )  # fmt: skip


def steps(material: Material) -> tuple[r.StepTime, ...]:
    """Return the five steps with their planned time and the room time played in them."""
    time, found = material.shown.time, []
    planned: dict[Step, float] = {
        Step.STORY: time.prebriefing.total_seconds,
        Step.SIMULATION: time.simulation.total_seconds,
        Step.REFLECTION: time.debriefing.total_seconds,
    }
    end = material.state.room
    for step in reversed(list(Step)):
        began = material.retelling.began(step)
        if step is not Step.CLOSED:
            at, played = (began.recorded.at, end - began.recorded.room) if began else (None, None)
            found.append(r.StepTime(step, at, planned.get(step), played))
        if began:
            end = began.recorded.room
    return tuple(reversed(found))


def objectives(material: Material) -> tuple[r.Objective, ...]:
    """Return the objectives that the team agreed on."""
    known = material.shown.objectives
    return tuple(r.Objective(key, clean_line(known.get(key, key))) for key in material.state.setting.objectives)


def way_taken(material: Material) -> r.Way:
    """Return the way that stands, its ending, the times of going back, and the edits of the text."""
    state, shown = material.state, material.shown
    ending = ""
    if state.at_ending:
        wording = shown.events[state.here.event].ending or ()
        ending = clean_line(worded_on_arrival(state, wording, shown.language))
    return r.Way(way(material), ending, returns(material), edits(material))


def way(material: Material) -> tuple[r.Stop, ...]:
    """Return the events on the way that stands, with what was chosen and what happened at each."""
    state, shown = material.state, material.shown
    if state.journey is None:
        return ()
    at_visit: dict[int, list[Moment]] = {}
    for moment in standing(material):
        at_visit.setdefault(moment.visit, []).append(moment)
    arrivals = {moment.seq: (arrived.cause, moment.after) for moment, arrived in material.retelling.each(e.Arrived)}
    return tuple(
        _stop(shown, visit, *arrivals[visit.seq], at_visit.get(visit.seq, ()))
        for visit in reversed(list(state.journey.visits()))
    )


def _stop(shown: Scenario, visit: Visit, cause: Cause, there: State, moments: Sequence[Moment]) -> r.Stop:
    """Return an event on the way: the state on arrival, and the moments while the team was there and when it left."""
    event, entries = shown.events.get(visit.event), [moment.recorded.entry for moment in moments]
    decision = event.decision if event else None
    chosen, advised = _choice(shown, moments)
    open_items = next((each.overridden for each in entries if isinstance(each, e.Arrived)), ())
    items = event.checklist if event else {}
    stage = shown.stages.get(event.stage or "") if event else None
    return r.Stop(
        visit.seq, visit.event, event_title(shown, visit.event), clean_line((event and event.place) or ""),
        visit.room, visit.story, cause, chosen, advised,
        any(isinstance(each, e.TimerExpired) for each in entries),
        tuple(clean_line(items[item].text) if item in items else item for item in open_items),
        tuple(inject_title(shown, key) for each in entries if (key := happened(each))),
        clean_line((decision.support if decision else None) or ""),
        clean_line(stage.title) if stage else "",
        tuple(_documents(shown, there)),
    )  # fmt: skip


def _choice(shown: Scenario, moments: Sequence[Moment]) -> tuple[str, str]:
    """Return the option that was chosen, and the one that was advised, as they read then; empty without a choice."""
    for moment in reversed(moments):
        chosen = moment.recorded.entry
        if isinstance(chosen, e.Chose):
            event = shown.events.get(moment.before.here.event)
            decision = event.decision if event else None
            texts = {
                key: clean_line(worded_option(moment.before, decision, key, shown.language))
                for key in (chosen.option, chosen.advised or "")
                if decision and key in decision.options
            }
            return texts.get(chosen.option, chosen.option), texts.get(chosen.advised or "", "")
    return "", ""


def _documents(shown: Scenario, there: State) -> Iterator[r.DocumentSeen]:
    """Yield the documents that the present event shows, with the seats that see each."""
    for key, readers in there.event.shows.items():
        document = shown.documents.get(key)
        who = readers or hearers(there) or ()
        if document:
            yield r.DocumentSeen(key, clean_line(document.title), tuple(role_title(shown, role) for role in who))


def standing(material: Material) -> Iterator[Moment]:
    """Yield the moments of the journey that no rewind has undone."""
    for moment, _entry in material.retelling.each(e.JourneyEntry):
        if moment.seq in material.retelling.standing:
            yield moment


def returns(material: Material) -> tuple[r.Return, ...]:
    """Return every time that the team went back, including those that were undone later."""
    shown = material.shown
    return tuple(
        r.Return(
            moment.seq, moment.recorded.room,
            event_title(shown, moment.before.here.event), event_title(shown, moment.after.here.event),
        )
        for moment, _rewound in material.retelling.each(e.Rewound)
        if moment.before.journey and moment.after.journey
    )  # fmt: skip


def edits(material: Material) -> tuple[r.Edited, ...]:
    """Return every change of the run to an edited text of its scenario."""
    found = []
    for moment, adopted in material.retelling.each(e.TextAdopted):
        at, step = moment.recorded, moment.after.step
        event = event_title(material.shown, moment.event) if step is Step.SIMULATION else ""
        found.append(r.Edited(at.seq, at.at, at.room, step, event, clean_line(adopted.hash)))
    return tuple(found)


def ratings(material: Material) -> tuple[r.Rating, ...]:
    """Return the patients' own ratings in the order of the journey, with the words of each at that event."""
    shown, found = material.shown, []
    for moment, rated in esther_curve(material.retelling):
        here = moment.before.here
        event = shown.events.get(here.event)
        said = clean_line(spoken_by(moment.before, shown, rated.who)) if event else ""
        who = role_title(shown, patient_of(moment, rated)) or "Esther"
        title = event_title(shown, here.event)
        found.append(r.Rating(moment.seq, here.event, title, rated.value, here.story, said, who))
    return tuple(found)
