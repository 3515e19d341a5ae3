"""The questions to choose from: the guide's own, the scenario's whose condition holds, and one for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from esthersim.authored import conditions
from esthersim.authored.conditions import holds
from esthersim.authored.languages import fill
from esthersim.authored.papers import Papers
from esthersim.cleaning import clean_line
from esthersim.debriefing.finding import HANDOVER_KINDS, Finding, Kind
from esthersim.debriefing.guides import Guide, GuidePhase, GuideQuestion
from esthersim.debriefing.saying import Said, clock, joined
from esthersim.debriefing.speaking_order import seated
from esthersim.play import people
from esthersim.play.state import State
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import event_title, role_title

WEIGHTS: Mapping[tuple[Kind, str] | Kind, int] = {
    (Kind.ESTHER_RATINGS, "fall"): 88,
    (Kind.ESTHER_RATINGS, "lowest"): 70,
    (Kind.ESTHER_RATINGS, "rise"): 46,
    (Kind.ESTHER_RATINGS, "curve"): 25,
    Kind.CONFIDENT_BUT_WRONG: 82,
    Kind.FACT_LOST: 80,
    Kind.FACT_LEAKED: 78,
    Kind.DEADLINE_BROKEN: 75,
    Kind.ROLE_SILENT: 65,
    Kind.AGAINST_ADVICE: 60,
    Kind.EXPECTATION_WRONG: 58,
    Kind.EXPECTATION_MISSED: 55,
    Kind.LOW_CONFIDENCE: 52,
    Kind.SAID_WITHOUT_KNOWING: 51,
    Kind.READ_BACK_SKIPPED: 50,
    Kind.EXPECTATION_LATE: 45,
    Kind.CHECKLIST_OVERRIDDEN: 42,
    (Kind.TIMER_RAN_OUT, "branched"): 40,
    Kind.EXPECTATION_DONE: 38,
    Kind.HANDOVER_WHOLE: 36,
    (Kind.TIMER_RAN_OUT, "soft"): 34,
    Kind.FACT_REQUESTED: 30,
    (Kind.INJECT, "led"): 28,
    Kind.INJECT: 20,
    Kind.WENT_BACK: 15,
    Kind.GATE_OVERRIDDEN: 0,
    (Kind.TIMER_RAN_OUT, "same-way"): 0,
}
"""The priority of a finding's question. What is critical to the patient and Esther's own ratings come first.

Findings with a weight of zero get a question only on request.
"""
CRITICAL, AUTHORED, NOT_KNOWN = 20, 95, 10
OWN, OWN_EACH = 1000, 33


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the reflection; `id` is stored in journals with the answer.

    `ask` is read aloud; with a finding, `said` holds the observation and the thought that precede it. `to` are the
    seats that are asked first (empty: everybody, in speaking order).
    """

    id: str
    ask: str
    said: Said | None = None
    to: tuple[str, ...] = ()
    objective: str | None = None
    finding: str | None = None
    entries: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question with its weight, its subject (one question for a subject is enough), and its moment."""

    question: Question
    weight: int
    about: tuple[str, ...]
    topic: str
    moment: int = 0
    good: bool = False


@dataclass(frozen=True, slots=True)
class QuestionSource:
    """A source of questions: everything that they are made of."""

    guide: Guide
    shown: Scenario
    state: State
    findings: Sequence[Finding]
    said: Mapping[str, Said]
    """The findings in the guide's language, by id."""
    zone: tzinfo | None
    papers: Papers

    def from_guide(self, phase: GuidePhase) -> Iterator[Candidate]:
        """Yield the phase's own questions, filled in, where their condition holds and their finding was made."""
        for one in phase.questions:
            if not holds(one.when, self.state):
                continue
            matching = [each for each in self.findings if each.kind is one.finding and not each.undone]
            if one.finding is not None and not matching:
                continue
            yield from self._asked(phase, one, matching)

    def _asked(self, phase: GuidePhase, one: GuideQuestion, matching: Sequence[Finding]) -> Iterator[Candidate]:
        key = f"guide:{phase.id}:{one.id}"
        match one.for_each:
            case None:
                ask = fill(one.ask, self._patient())
                yield Candidate(Question(key, ask, to=self._to(one.to)), OWN, (key,), "own")
            case "objective":
                for objective in self.state.setting.objectives:
                    text = {"objective": clean_line(self.shown.objectives.get(objective, objective))}
                    ask = fill(one.ask, {**self._patient(), **text})
                    question = Question(f"{key}:{objective}", ask, to=self._to(one.to), objective=objective)
                    yield Candidate(question, OWN_EACH, (question.id,), "own")
            case "handover":
                for visit in self._handovers():
                    yield self._handover(key, one, *visit)
            case _:
                for each in matching:
                    ask = fill(one.ask, {**self._patient(), **self._of_finding(each)})
                    question = replace(self._question(each, f"{key}:{each.id}"), ask=ask)
                    yield Candidate(question, weight_of(each), _about(each), "own", each.entries[-1], each.good)

    def _handovers(self) -> Iterator[tuple[int, str]]:
        """Yield the arrivals at events with a handover on the way that stands, in order."""
        visits = reversed(list(self.state.journey.visits())) if self.state.journey else ()
        for visit in visits:
            event = self.state.scenario.events.get(visit.event)
            if event and event.handover:
                yield visit.seq, visit.event

    def _handover(self, key: str, one: GuideQuestion, seq: int, event: str) -> Candidate:
        handover = self.state.scenario.events[event].handover
        there = self.state._replace(journey=self.state.here.at(seq))
        sender = people.sender(there, handover) if handover else ""
        receivers = tuple(handover.to) if handover else ()
        values = {
            "event": event_title(self.shown, event),
            "sender": role_title(self.shown, sender),
            "receivers": joined((role_title(self.shown, role) for role in receivers), self.guide.language),
        }
        to = self._to(one.to)
        if one.to in {"sender", "receivers"}:
            to = receivers if one.to == "receivers" else (sender,)
        question = Question(f"{key}:{seq}", fill(one.ask, {**self._patient(), **values}), to=to, entries=(seq,))
        return Candidate(question, OWN_EACH, ("handover", event), "own", seq)

    def from_scenario(self) -> Iterator[Candidate]:
        """Yield the scenario's questions whose condition holds, with the observation where they ask about a finding."""
        for key, one in self.state.scenario.debriefing.questions.items():
            if not holds(one.when, self.state):
                continue
            authored = self.shown.debriefing.questions.get(key, one)
            ask = clean_line(authored.ask)
            found = next(self._behind(one.when), None) if one.when is not None else None
            question = Question(f"scenario:{key}", ask, to=one.to, objective=one.objective)
            weight, moment = AUTHORED if one.when else AUTHORED - 15, 0
            about: tuple[str, ...] = (question.id,)
            if found is not None:
                seen = self.said[found.id]
                question = replace(question, said=replace(seen, wonder=ask), finding=found.id, entries=found.entries)
                weight, moment, about = max(weight, weight_of(found)), found.entries[-1], _about(found)
            agreed = one.objective is not None and one.objective in self.state.setting.objectives
            yield Candidate(question, weight, about, "objectives" if agreed else "handovers", moment)

    def _behind(self, condition: conditions.Condition) -> Iterator[Finding]:
        """Yield the findings that a condition asks about, the heaviest first."""
        asked = list(_asserted(condition.part))
        fitting = [each for each in self.findings if not each.undone and any(_fits(each, one) for one in asked)]
        yield from sorted(fitting, key=lambda each: (-weight_of(each), each.entries[-1]))

    def from_findings(self) -> Iterator[Candidate]:
        """Yield a question for every finding."""
        for each in self.findings:
            question = self._question(each, f"finding:{each.id}")
            yield Candidate(question, weight_of(each), _about(each), self._topic(each), each.entries[-1], each.good)

    def _question(self, finding: Finding, key: str) -> Question:
        seen = self.said[finding.id]
        # The receiver is asked first, and can say what was heard.
        to = finding.roles[1:] if finding.kind in HANDOVER_KINDS else finding.roles
        return Question(key, seen.wonder, seen, to, finding.objective, finding.id, finding.entries)

    def _topic(self, finding: Finding) -> str:
        patient = finding.kind is Kind.ROLE_SILENT and finding.subject in self.state.scenario.patients
        if finding.kind is Kind.ESTHER_RATINGS or patient:
            return "patient"
        if finding.kind in HANDOVER_KINDS:
            return "handovers"
        return "objectives" if finding.objective in self.state.setting.objectives else "rest"

    def _patient(self) -> dict[str, str]:
        patients = [role_title(self.shown, role) for role in self.state.scenario.patients]
        return {"patient": joined(patients or ["Esther"], self.guide.language)}

    def _of_finding(self, finding: Finding) -> dict[str, str]:
        roles = [role_title(self.shown, role) for role in finding.roles]
        facts, event = self.shown.facts, self.shown.events.get(finding.event or "")
        subject = finding.subject or ""
        return {
            "clock": clock(finding, self.zone),
            "event": clean_line(event.title) if event else "",
            "subject": clean_line(facts[subject].text) if subject in facts else subject,
            "roles": joined(roles, self.guide.language),
            "sender": roles[0] if roles else "",
            "receivers": joined(roles[1:], self.guide.language),
            "items": ", ".join((*(f"{item.kind}:{item.id}" for item in finding.gate), *finding.items)),
        }

    def _to(self, to: str) -> tuple[str, ...]:
        """Return the taken seats that are asked first; empty where everybody is asked."""
        scenario = self.state.scenario
        asked = {"patient": scenario.patients, "roles": scenario.roles, "observers": scenario.observers}.get(to, ())
        return tuple(seat for seat in seated(self.state, self.papers) if seat in asked)


def weight_of(finding: Finding) -> int:
    """Return the priority of a finding's question; negative for a finding that the team went back on."""
    weight = WEIGHTS.get((finding.kind, finding.variant), WEIGHTS.get(finding.kind, 1))
    if finding.critical:
        weight += CRITICAL
    if finding.variant == "not-known":
        weight -= NOT_KNOWN  # it was lost at an earlier handover, where the question belongs
    return weight - 1000 if finding.undone else weight


def _about(finding: Finding) -> tuple[str, ...]:
    if finding.kind is Kind.ESTHER_RATINGS:
        return ("esther", str(finding.entries[-1]))
    if finding.kind in {Kind.FACT_REQUESTED, Kind.FACT_LOST}:
        return ("fact", finding.subject or "")
    if finding.kind is Kind.HANDOVER_WHOLE:
        return (finding.kind.value,)
    return (finding.kind.value, finding.subject or finding.id)


def _asserted(part: conditions.Part) -> Iterable[tuple[str, str, str]]:
    """Yield what a condition requires to have happened, as (verb, id, receiver or ""); negated parts are left out."""
    match part:
        case conditions.Happened(verb, name, receiver):
            yield verb, name.text, receiver.text if receiver else ""
        case conditions.Chose(option, _):
            yield "chose", option.text, ""
        case conditions.All(parts) | conditions.Any(parts):
            for each in parts:
                yield from _asserted(each)
        case _:
            return


_ASKED = {
    "lost": {Kind.FACT_LOST},
    "leaked": {Kind.FACT_LEAKED},
    "missed": {Kind.EXPECTATION_MISSED},
    "late": {Kind.EXPECTATION_LATE},
    "broke": {Kind.DEADLINE_BROKEN},
    "expired": {Kind.TIMER_RAN_OUT},
    "chose": {Kind.AGAINST_ADVICE},
}


def _fits(finding: Finding, asked: tuple[str, str, str]) -> bool:
    verb, name, receiver = asked
    return (
        finding.kind in _ASKED.get(verb, ())
        and finding.subject == name
        and (not receiver or receiver in finding.roles[1:])
    )
