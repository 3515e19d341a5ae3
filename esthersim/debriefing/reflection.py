"""The reflection: a guide's phases with questions chosen for this run, as many as their minutes have room for.

Findings select and fill in the questions. The guide's own are always asked; then each agreed objective gets one; then
come the heaviest, one about each subject, with at least one about what went well. The others are asked on request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.debriefing.finding import Finding
from esthersim.debriefing.guides import Guide, GuidePhase
from esthersim.debriefing.questions import OWN, Candidate, Question, QuestionSource
from esthersim.debriefing.saying import Said, say_all
from esthersim.debriefing.speaking_order import seated
from esthersim.play.state import State
from esthersim.scenario.model import Scenario

MINUTES_A_QUESTION = 2
ROOM_FOR_THE_GOOD = 3
"""A phase with room for this many questions has one about what went well."""


@dataclass(frozen=True, slots=True)
class ReflectionPhase:
    """A phase for this run: `order` are the seats in the order of asking, `more` the questions without room."""

    id: str
    title: str
    minutes: float
    aim: str
    first: str
    order: tuple[str, ...]
    questions: tuple[Question, ...]
    more: tuple[Question, ...] = ()


def reflection(
    guide: Guide,
    shown: Scenario,
    state: State,
    findings: Sequence[Finding],
    zone: tzinfo | None = None,
    said: Mapping[str, Said] | None = None,
    papers: Papers = SHIPPED,
) -> tuple[ReflectionPhase, ...]:
    """Return the phases of a guide with the questions for this run.

    `shown` is the scenario in the language in which it is shown, `zone` the time zone of the room's clock (by default
    the computer's), `papers` the documents of the run. `said` are the findings in the guide's language, if they have
    been put into words already (`say_all`). The ids of the questions are the same in every language.
    """
    if said is None:
        said = say_all(findings, shown, guide.language, zone, papers)
    source = QuestionSource(guide, shown, state, findings, said, zone, papers)
    scenario_asks = list(source.from_scenario())
    # Leave out findings that the scenario itself asks about, and the same subject at another handover.
    asked = {each.question.finding for each in scenario_asks if each.question.finding}
    known = {each.about for each in scenario_asks if each.question.finding}
    found = [
        replace(each, weight=0) if each.about in known else each
        for each in source.from_findings()
        if each.question.finding not in asked
    ]
    homes = homes_of(guide)
    phases = []
    for phase in guide.phases:
        own = list(source.from_guide(phase))
        of_own = {each.question.finding for each in own if each.question.finding}
        taken_in = (each for each in (*scenario_asks, *found) if homes.get(each.topic) == phase.id)
        candidates = [*own, *(each for each in taken_in if each.question.finding not in of_own)]
        chosen = choose(candidates, phase, state.setting.objectives)
        rest = sorted((each for each in candidates if each not in chosen), key=lambda each: -each.weight)
        phases.append(
            ReflectionPhase(
                phase.id, phase.title, phase.minutes, phase.aim, phase.first, order_of(phase, state, papers),
                tuple(each.question for each in in_order(chosen, state.setting.objectives)),
                tuple(each.question for each in rest),
            )
        )  # fmt: skip
    return tuple(phases)


def homes_of(guide: Guide) -> dict[str, str]:
    """Return the phase of each topic; a topic that no phase takes goes with the rest, or into the longest phase."""
    takes = {topic: phase.id for phase in reversed(guide.phases) for topic in phase.takes}
    rest = takes.get("rest") or takes.get("handovers") or max(guide.phases, key=lambda phase: phase.minutes).id
    return {topic: takes.get(topic, rest) for topic in ("patient", "handovers", "objectives", "rest")}


def choose(candidates: Sequence[Candidate], phase: GuidePhase, objectives: Iterable[str]) -> list[Candidate]:
    """Return the questions that a phase has room for, about one for every two minutes; its own are always included."""
    chosen = [each for each in candidates if each.weight == OWN]
    room = max(int(phase.minutes // MINUTES_A_QUESTION), len(chosen))
    waiting = sorted(
        (each for each in candidates if 0 < each.weight < OWN), key=lambda each: (-each.weight, each.moment)
    )
    if "objectives" in phase.takes:
        for objective in objectives:
            _take(chosen, [each for each in waiting if each.question.objective == objective][:1], room)
    if room >= ROOM_FOR_THE_GOOD:
        _take(chosen, [each for each in waiting if each.good][:1], room)
    _take(chosen, waiting, room)
    return chosen


def _take(chosen: list[Candidate], waiting: Iterable[Candidate], room: int) -> None:
    for each in waiting:
        if len(chosen) >= room:
            return
        if all(each.about != other.about for other in chosen):
            chosen.append(each)


def in_order(chosen: Iterable[Candidate], objectives: Sequence[str]) -> list[Candidate]:
    """Return questions in the order of asking: the guide's own, then by objective, then in the order of events."""
    places = {objective: number for number, objective in enumerate(objectives)}

    def place(each: Candidate) -> tuple[bool, int, int]:
        return each.weight != OWN, places.get(each.question.objective or "", -1), each.moment

    return sorted(chosen, key=place)


def order_of(phase: GuidePhase, state: State, papers: Papers = SHIPPED) -> tuple[str, ...]:
    """Return the seats in the order in which a phase asks them, without the facilitator, who asks."""
    order = seated(state, papers)
    scenario = state.scenario
    match phase.first:
        case "roles":  # the patient has spoken already, and comes last this time
            front = [seat for seat in order if seat in scenario.roles and seat not in scenario.patients]
        case "observers":
            front = [seat for seat in order if seat in scenario.observers]
        case _:
            front = [seat for seat in order if seat in scenario.patients]
    return (*front, *(seat for seat in order if seat not in front))
