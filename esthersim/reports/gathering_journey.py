"""From the journal to the report: steps, seats, the way taken, Esther's ratings, and the handovers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.tables import FactTable, esther_curve, fact_table
from esthersim.debriefing.way import Moment, effective, moments
from esthersim.play import entries as e
from esthersim.play.words import FactStatus, Step
from esthersim.reports import contents as r
from esthersim.reports.material import Material
from esthersim.scenario.formats import handover_format
from esthersim.scenario.titles import event_title, fact_text, inject_title, organisation_name, role_title
from esthersim.views.journal import events_of
from esthersim.views.roles import watched


def seats(material: Material) -> tuple[r.Seat, ...]:
    """Return the seats that are taken: roles in the scenario's order, then observers."""
    words, found = material.words, []
    taken = material.state.setting.seats
    for key in (*words.roles, *words.observers):
        if not taken.get(key):
            continue
        observer = words.observers.get(key)
        watch = watched(words, observer.watch, material.text.debrief) if observer else ()
        organisation = organisation_name(words, key)
        found.append(r.Seat(key, role_title(words, key), organisation, taken[key], observer is not None, watch))
    return tuple(found)


def steps(material: Material) -> tuple[r.StepTime, ...]:
    """Return the five steps with the time that was planned for them and the room time that was played in them."""
    time, journal = material.words.time, material.journal
    planned: dict[Step, float] = {
        Step.STORY: time.prebriefing.total_seconds,
        Step.SIMULATION: time.simulation.total_seconds,
        Step.REFLECTION: time.debriefing.total_seconds,
    }
    entered: dict[Step, tuple[datetime, float]] = {Step.NEEDS: (journal[0].at, journal[0].room)} if journal else {}
    for recorded in journal:
        if isinstance(recorded.entry, e.StepEntered):
            entered.setdefault(Step(recorded.entry.step), (recorded.at, recorded.room))
    found = []
    for step in list(Step)[:-1]:
        began = entered.get(step)
        later = list(Step)[list(Step).index(step) + 1 :]
        end = next((entered[each][1] for each in later if each in entered), material.state.room)
        played = end - began[1] if began else None
        found.append(r.StepTime(step, began[0] if began else None, planned.get(step), played))
    return tuple(found)


def way(material: Material) -> tuple[r.Stop, ...]:
    """Return the events on the way that stands, with what was chosen and what happened at each."""
    state, words = material.state, material.words
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
        event, happened = words.events.get(visit.event), at_visit.get(visit.seq, [])
        options = event.decision.options if event and event.decision else {}
        texts = {key: clean_line(option.text) for key, option in options.items()}
        choice = next((each for each in reversed(happened) if isinstance(each, e.Chose)), None)
        open_items = next((each.overridden for each in happened if isinstance(each, e.Arrived)), ())
        items = event.checklist if event else {}
        found.append(
            r.Stop(
                visit.seq, visit.event, event_title(words, visit.event), clean_line((event and event.place) or ""),
                visit.room, visit.story, arrivals[visit.seq].cause,
                texts.get(choice.option, choice.option) if choice else "",
                texts.get(choice.advised or "", "") if choice else "",
                any(isinstance(each, e.TimerExpired) for each in happened),
                tuple(clean_line(items[item].text) if item in items else item for item in open_items),
                tuple(inject_title(words, each.inject) for each in happened if isinstance(each, e.InjectFired)),
            )
        )  # fmt: skip
    return tuple(found)


def _standing(material: Material) -> Iterator[Moment]:
    """Yield the moments of the journey that no rewind took back."""
    standing = effective(material.journal)
    for moment in moments(material.state.scenario, material.journal):
        if moment.seq in standing and isinstance(moment.recorded.entry, e.JourneyEntry):
            yield moment


def returns(material: Material) -> tuple[r.Return, ...]:
    """Return every time the team went back on its way, those that it went back on too."""
    return tuple(
        r.Return(
            moment.seq, moment.recorded.room,
            event_title(material.words, moment.before.here.event), event_title(material.words, moment.after.here.event),
        )
        for moment in moments(material.state.scenario, material.journal)
        if isinstance(moment.recorded.entry, e.Rewound) and moment.before.journey and moment.after.journey
    )  # fmt: skip


def edits(material: Material) -> tuple[r.Edited, ...]:
    """Return every time the run went on with an edited text of its scenario."""
    step, found = Step.NEEDS, []
    for recorded, event in zip(material.journal, events_of(material.journal), strict=True):
        if isinstance(recorded.entry, e.StepEntered):
            step = Step(recorded.entry.step)
        elif isinstance(recorded.entry, e.TextAdopted):
            title = event_title(material.words, event) if step is Step.SIMULATION else ""
            found.append(
                r.Edited(recorded.seq, recorded.at, recorded.room, step, title, clean_line(recorded.entry.hash))
            )
    return tuple(found)


def ratings(material: Material) -> tuple[r.Rating, ...]:
    """Return Esther's own ratings in the order of the journey, with her words at each event."""
    events = material.words.events
    return tuple(
        r.Rating(
            point.seq, point.event, event_title(material.words, point.event), point.value, point.story,
            clean_line((point.event in events and events[point.event].esther) or ""),
        )
        for point in esther_curve(material.state.scenario, material.journal)
    )  # fmt: skip


def handovers(material: Material) -> tuple[r.HandoverMade, ...]:
    """Return the handovers on the way that stands, in order."""
    table = fact_table(material.state.scenario, material.journal)
    around: dict[int, list[Moment]] = {}
    visit_of: dict[int, int] = {}
    for moment in _standing(material):
        around.setdefault(moment.visit, []).append(moment)
        visit_of[moment.seq] = moment.visit
    return tuple(
        _handover(material, table, index, around[visit_of[column.seq]]) for index, column in enumerate(table.handovers)
    )


def _handover(material: Material, table: FactTable, index: int, there: Sequence[Moment]) -> r.HandoverMade:
    words, column = material.words, table.handovers[index]
    rule = words.events[column.event].handover
    received = next(each for each in there if each.seq == column.seq)
    entry = received.recorded.entry
    said_back, skipped = (entry.words, entry.skipped) if isinstance(entry, e.HandoverReceived) else ("", False)
    entries = [each.recorded.entry for each in there]
    sent = next((each for each in entries if isinstance(each, e.HandoverSent)), None)
    sure: Mapping[str, int] = {each.seat: each.value for each in entries if isinstance(each, e.ConfidenceRated)}
    layout = handover_format(rule.format, material.language) if rule else None
    titles = {section.id: section.title for section in layout.sections} if layout else {}
    facts = tuple(
        r.PassedFact(row.fact, fact_text(words, row.fact), cell.status, cell.weight, row.critical, cell.lost, cell.knew)
        for row in table.rows
        if (cell := row.cells.get(column.seq))
        # What was not to be said and was not said tells nothing.
        and not (cell.weight in {"", "noise"} and cell.status in {FactStatus.MISSING, FactStatus.NOT_NEEDED})
    )
    return r.HandoverMade(
        seq=column.seq,
        event=column.event,
        title=event_title(words, column.event),
        sender=role_title(words, column.sender),
        receivers=tuple(role_title(words, each) for each in column.receivers),
        format=layout.title if layout else "",
        form=sent.form if sent else None,
        room=received.recorded.room,
        story=column.story,
        skipped=skipped,
        written=tuple((titles.get(key, ""), clean(text)) for key, text in (sent.words if sent else {}).items() if text),
        facts=facts,
        asks_read_back=bool(rule and rule.read_back),
        read_back=clean(said_back),
        confirmed=any(isinstance(each, e.HandoverConfirmed) for each in entries),
        sure=tuple((role_title(words, seat), value) for seat, value in sure.items()),
    )
