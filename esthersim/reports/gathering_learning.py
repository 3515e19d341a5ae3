"""Gathering the learning from the journal: expectations, observations, the reflection, the plan and its follow-ups."""

from __future__ import annotations

from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.checklists import CLOSING, load_checklist
from esthersim.debriefing.leading import Doubt
from esthersim.play import entries as e
from esthersim.play.story import deadline_course
from esthersim.play.vocabulary import FACILITATOR, Observation
from esthersim.reports import contents as r
from esthersim.reports.material import Material
from esthersim.runs.names import watched_title
from esthersim.scenario.titles import event_title, role_title
from esthersim.views.plan import ActionView, ClosingItem, action_views, closing_items


def expectations(material: Material) -> tuple[r.Expected, ...]:
    """Return the expectations at each event on the way with their status at the last visit, or as not observed."""
    shown, journey = material.shown, material.state.journey
    if journey is None:
        return ()
    events = dict.fromkeys(visit.event for visit in reversed(list(journey.visits())))
    return tuple(
        r.Expected(
            event, event_title(shown, event), key, clean_line(each.text),
            tuple(role_title(shown, role) for role in each.by),
            each.within.total_seconds if each.within else None,
            clean_line(shown.objectives.get(each.objective or "", "")), each.critical,
            Observation(journey.marks.get((event, key), Observation.NOT_OBSERVED)),
        )
        for event in events
        if event in shown.events
        for key, each in shown.events[event].expect.items()
    )  # fmt: skip


def deadlines(material: Material) -> tuple[r.DeadlineKept, ...]:
    """Return every deadline of the scenario with its status."""
    shown, found = material.shown, []
    for key, rule in shown.deadlines.items():
        course = deadline_course(material.state.scenario, material.state.journey, rule)
        reached = course.decided if course.decided and course.decided.event == rule.to else None
        found.append(
            r.DeadlineKept(
                key, clean_line(rule.text), clean_line(rule.source or ""), event_title(shown, rule.start),
                event_title(shown, rule.to), course.status, course.began and course.began.story, course.limit,
                reached and reached.story,
            )
        )  # fmt: skip
    return tuple(found)


def observations(material: Material) -> tuple[r.Seen, ...]:
    """Return the observations of observers and facilitator, oldest first."""
    shown = material.shown
    return tuple(
        r.Seen(
            seq=moment.seq,
            at=moment.recorded.at,
            room=moment.recorded.room,
            event=event_title(shown, moment.event),
            observer="" if observed.seat == FACILITATOR else role_title(shown, observed.seat),
            about=role_title(shown, observed.about or ""),
            watching=watched_title(shown, observed.watching or "", material.text.debrief),
            seen=clean(observed.seen).strip(),
            meaning=clean(observed.meaning).strip(),
        )
        for moment, observed in material.retelling.each(e.Observed)
    )


def findings(material: Material) -> tuple[r.FindingText, ...]:
    """Return the findings in words, in the order in which they happened."""
    shown, found = material.shown, []
    for each in material.findings:
        said = material.said[each.id]
        found.append(
            r.FindingText(
                each.id, each.kind.value, said.name, each.at, each.room,
                event_title(shown, each.event or ""),
                clean_line(shown.objectives.get(each.objective or "", "")),
                said.saw, said.think, said.wonder, each.good, each.undone, each.critical, each.entries,
            )
        )  # fmt: skip
    return tuple(found)


def reflection(material: Material) -> r.Reflection:
    """Return the phases of the leading guide with the answers given in them; without a guide, the phases entered.

    In older journals answers do not name their phase: then it is the guide's phase with the question, or the phase
    that the run was in. Answers that do not belong to any phase of the guide are in a last one without a title.
    """
    began: dict[str, float] = {}
    for moment, entered in material.retelling.each(e.PhaseEntered):
        began.setdefault(entered.phase, moment.recorded.room)
    written = {
        answered.answer: moment.before.plan.phase or "" for moment, answered in material.retelling.each(e.Answered)
    }
    phases = material.phases
    home = {question.id: phase.id for phase in phases for question in (*phase.questions, *phase.more)}
    known = {phase.id for phase in phases} or set(began)
    answers: dict[str, list[r.Answer]] = {}
    for key, answer in material.state.plan.answers.items():
        place = answer.phase or home.get(answer.question) or written.get(key, "")
        heard = tuple(role_title(material.shown, seat) for seat in answer.heard if seat != FACILITATOR)
        answers.setdefault(place if place in known else "", []).append(
            r.Answer(answer.question, clean_line(answer.asked), clean(answer.text).strip(), heard)
        )
    found = [
        r.Phase(each.id, each.title, each.minutes, each.aim, began.get(each.id), tuple(answers.get(each.id, ())))
        for each in phases
    ] or [r.Phase(key, clean_line(key), None, "", room, tuple(answers.get(key, ()))) for key, room in began.items()]
    if "" in answers:
        found.append(r.Phase("", "", None, "", None, tuple(answers[""])))
    return r.Reflection(tuple(found), material.guide.ids if isinstance(material.guide, Doubt) else None)


def plan(material: Material) -> tuple[ActionView, ...]:
    """Return the actions of the plan with their follow-ups."""
    return action_views(material.state, material.shown, material.said)


def closing(material: Material) -> tuple[ClosingItem, ...]:
    """Return the items of the closing checklist that this run began with."""
    return closing_items(material.state, load_checklist(CLOSING, material.language, material.text.debrief))


def notes(material: Material) -> tuple[r.Note, ...] | None:
    """Return the facilitator's own notes, if the report includes them."""
    if not material.private:
        return None
    return tuple(
        r.Note(moment.seq, moment.recorded.at, moment.recorded.room, clean(noted.text).strip())
        for moment, noted in material.retelling.each(e.Noted)
    )
