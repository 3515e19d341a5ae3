"""Gathering the journey from the journal: steps, seats, the way taken, Esther's ratings, and the handovers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.findings_handover import handover_at
from esthersim.debriefing.latest import esther_curve
from esthersim.play import entries as e
from esthersim.play.handover import without
from esthersim.play.people import sender
from esthersim.play.retelling import Moment
from esthersim.play.vocabulary import FactStatus, Step
from esthersim.play.wording import spoken_by, worded_on_arrival
from esthersim.reports import contents as r
from esthersim.reports.material import Material
from esthersim.scenario.formats import handover_format
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import event_title, fact_text, inject_title, role_title
from esthersim.scenario.wordings import usual
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
    state, events = material.state, material.shown.events
    ending = clean_line(worded_on_arrival(state, events[state.here.event].ending or ())) if state.at_ending else ""
    return r.Way(way(material), ending, returns(material), edits(material))


def way(material: Material) -> tuple[r.Stop, ...]:
    """Return the events on the way that stands, with what was chosen and what happened at each."""
    state, shown = material.state, material.shown
    if state.journey is None:
        return ()
    at_visit: dict[int, list[e.Entry]] = {}
    arrivals: dict[int, e.Arrived] = {}
    for moment in _standing(material):
        if isinstance(moment.recorded.entry, e.Arrived):
            arrivals[moment.seq] = moment.recorded.entry
            if moment.recorded.entry.overridden:
                at_visit.setdefault(moment.visit, []).append(moment.recorded.entry)
        else:
            at_visit.setdefault(moment.visit, []).append(moment.recorded.entry)
    found = []
    for visit in reversed(list(state.journey.visits())):
        event, happened = shown.events.get(visit.event), at_visit.get(visit.seq, [])
        options = event.decision.options if event and event.decision else {}
        texts = {key: clean_line(usual(option.text)) for key, option in options.items()}
        choice = next((each for each in reversed(happened) if isinstance(each, e.Chose)), None)
        open_items = next((each.overridden for each in happened if isinstance(each, e.Arrived)), ())
        items = event.checklist if event else {}
        found.append(
            r.Stop(
                visit.seq, visit.event, event_title(shown, visit.event), clean_line((event and event.place) or ""),
                visit.room, visit.story, arrivals[visit.seq].cause,
                texts.get(choice.option, choice.option) if choice else "",
                texts.get(choice.advised or "", "") if choice else "",
                any(isinstance(each, e.TimerExpired) for each in happened),
                tuple(clean_line(items[item].text) if item in items else item for item in open_items),
                tuple(inject_title(shown, each.inject) for each in happened if isinstance(each, e.InjectFired)),
            )
        )  # fmt: skip
    return tuple(found)


def _standing(material: Material) -> Iterator[Moment]:
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
    """Return Esther's own ratings in the order of the journey, with her words at each event."""
    shown, found = material.shown, []
    for moment, rated in esther_curve(material.retelling):
        here = moment.before.here
        event = shown.events.get(here.event)
        said = clean_line(spoken_by(moment.before, shown, rated.who)) if event else ""
        found.append(r.Rating(moment.seq, here.event, event_title(shown, here.event), rated.value, here.story, said))
    return tuple(found)


def handovers(material: Material) -> tuple[r.HandoverMade, ...]:
    """Return the handovers on the way that stands, in order."""
    around: dict[int, list[Moment]] = {}
    for moment in _standing(material):
        around.setdefault(moment.visit, []).append(moment)
    return tuple(
        _handover(material, moment, received, handover, [each.recorded.entry for each in around[moment.visit]])
        for moment, received in material.retelling.each(e.HandoverReceived)
        if moment.seq in material.retelling.standing and (handover := handover_at(moment.before)) is not None
    )


def _handover(
    material: Material, moment: Moment, received: e.HandoverReceived, handover: Handover, there: Sequence[e.Entry]
) -> r.HandoverMade:
    shown, here = material.shown, moment.before.here
    sent = next((each for each in there if isinstance(each, e.HandoverSent)), None)
    sure = {each.seat: each.value for each in there if isinstance(each, e.ConfidenceRated)}
    layout = handover_format(handover.format, material.language, material.text.debrief)
    titles = {section.id: section.title for section in layout.sections}
    return r.HandoverMade(
        seq=moment.seq,
        event=here.event,
        title=event_title(shown, here.event),
        sender=role_title(shown, sender(moment.before, handover)),
        receivers=tuple(role_title(shown, each) for each in handover.to),
        format=layout.title,
        form=sent.form if sent else None,
        room=moment.recorded.room,
        story=here.story,
        skipped=received.skipped,
        written=tuple((titles.get(key, ""), clean(text)) for key, text in (sent.words if sent else {}).items() if text),
        facts=tuple(_passed(shown, moment, received, handover)),
        asks_read_back=handover.read_back,
        read_back=clean(received.words),
        confirmed=any(isinstance(each, e.HandoverConfirmed) for each in there),
        sure=tuple((role_title(shown, seat), value) for seat, value in sure.items()),
    )


def _passed(
    shown: Scenario, moment: Moment, received: e.HandoverReceived, handover: Handover
) -> Iterator[r.PassedFact]:
    """Yield the facts with their final status, in the order of the scenario, without noise that was not said."""
    statuses = {fact: status for own in received.apart.values() for fact, status in own.items()} | {**received.statuses}
    for key, fact in moment.before.scenario.facts.items():
        status = statuses.get(key)
        weight = handover.weight(key)
        not_said = status in {FactStatus.MISSING, FactStatus.NOT_NEEDED}
        if status is None or (not_said and weight in {"", "noise"}):
            continue
        gone = bool(without(handover, moment.after.here.knowledge, key))
        knew = moment.before.knows(sender(moment.before, handover), key)
        yield r.PassedFact(key, fact_text(shown, key), FactStatus(status), weight, fact.critical, gone, knew)
