"""Runs to be reported: a small journey played by hand on a manual clock, plain or with hostile texts; shipped ones."""

from __future__ import annotations

from datetime import UTC, date, datetime

from esthersim.clock import ManualClock
from esthersim.debriefing.checklists import closing_ids, prebriefing_ids
from esthersim.journal.opening import memory_store
from esthersim.journal.scenario_text import scenario_text, text_hash
from esthersim.journal.session import Session
from esthersim.journal.store import ScenarioText, Store
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.handover import can_give
from esthersim.play.vocabulary import ActionStatus, FactStatus, Form, Observation, Step
from esthersim.scenario.model import Scenario
from esthersim.scenario.play_steps import TO_ALL, PlayStep
from esthersim.shipped import shipped

RUN = "viktlarm-2026-03-07-ab12"
BEGINS = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)

SCENARIO = """\
esthersim: 1
id: viktlarm
title: Viktlarm en lördag
summary: Vågen hemma visar två kilo för mycket, och ingen i vården ser siffran.
language: sv
fictional: true
sources: ["Egenmonitorering vid hjärtsvikt"]
license: MIT
time: {prebriefing: 5 min, simulation: 10 min, debriefing: 15 min}
needs: Vågen hemma larmar patienten, inte vården.
objectives:
  sbar: Vi ringer med en hel SBAR
  esther: Vi frågar Esther vad som är viktigt för henne i dag
story: Esther är 81 år, har hjärtsvikt och bor ensam med katten Sture.
organisations:
  hemtjansten: {name: Hemtjänsten, principal: kommun}
  mottagningen: {name: Hjärtsviktsmottagningen, principal: region}
roles:
  esther: {title: Esther, patient: true, brief: Du vaknade andfådd., knows: [sillen]}
  underskoterska: {title: Undersköterska i hemtjänsten, organisation: hemtjansten, brief: Du kommer för frukost.}
  sjukskoterska: {title: Sjuksköterska, organisation: mottagningen, brief: Du har jour.}
facts:
  vikten: {text: Vikten har ökat två kilo på två dygn, known_by: [underskoterska], element: assessment, critical: true}
  sillen: {text: Esther åt salt mat i går, element: background}
  yrsel: {text: Esther är yr när hon reser sig, known_by: [underskoterska], element: assessment}
  katten: {text: Katten heter Sture, known_by: [esther, underskoterska], element: background}
starts: 2026-03-07 08:00
observers:
  vid-fonstret: {title: Observatör vid fönstret, watch: [esther, communication]}
events:
  frukost:
    title: Frukost hos Esther
    place: Esthers kök
    present: [esther, underskoterska]
    text: Esther sitter på sängkanten med skorna på.
    esther: Jag vill inte åka in.
    rate: true
    timer: {limit: 4 min, next: for-sent}
    expect:
      fragar: {text: Frågar Esther vad som är viktigt, by: underskoterska, within: 3 min, objective: esther}
      pulsen: {text: Tar pulsen, by: underskoterska, critical: true}
    decision:
      by: underskoterska
      question: Vad gör du?
      options:
        ring: {text: Ring hjärtsviktsmottagningen, next: samtalet}
        vanta: {text: Vänta till måndag, next: for-sent}
      advice: [{choose: ring}]
  samtalet:
    title: Samtalet
    after: 40 min
    present: [underskoterska, sjukskoterska, esther]
    text: Det tutar fem gånger.
    esther: De pratar om mig som om jag inte var här.
    rate: true
    handover:
      {from: underskoterska, to: sjukskoterska, format: sbar, must: [vikten, sillen], should: [yrsel], noise: [katten],
       read_back: true}
    next: [{when: sjukskoterska knows vikten, to: trygg-helg}, {to: for-sent}]
  trygg-helg:
    title: En lugn helg
    text: Sjuksköterskan ringer på söndag.
    esther: Hon frågade hur jag ville ha det.
    rate: true
    ending: Esther sover i sin egen säng
  for-sent: {title: Söndag natt, at: "day 2 23:30", text: Ambulansen kommer., ending: Esther åker in i onödan}
injects:
  grannen: {title: Grannen ringer på, text: Hon undrar varför persiennerna är nere.}
deadlines:
  kontakt: {from: frukost, to: samtalet, within: 30 min, text: Vården vet inom en halvtimme, source: lokal rutin}
debriefing: {guide: esther}
action_plan: {follow_up: [5 weeks, 3 months]}
"""


def small_text(text: str = SCENARIO) -> ScenarioText:
    """Return the small journey as a run carries it."""
    return ScenarioText("viktlarm", "Viktlarm en lördag", "sv", text, text_hash(text))


class Playing:
    """A session on a manual clock: every command must be accepted, each a quarter of a minute after the last."""

    def __init__(self, text: ScenarioText | None = None, run: str = RUN, store: Store | None = None) -> None:
        self.clock = ManualClock(BEGINS)
        self.store = store or memory_store()
        self.session = Session.begin(
            self.store, text or small_text(), self.clock, run=run, prebriefing=prebriefing_ids(), closing=closing_ids()
        )

    @property
    def scenario(self) -> Scenario:
        """The scenario that is played."""
        return self.session.scenario

    def do(self, *commands: c.Command, seconds: float = 15) -> None:
        """Carry out commands, one after the other."""
        for command in commands:
            self.clock.advance(seconds)
            refusal = self.session.do(command)
            assert refusal is None, (command, refusal)

    def seat_all(self) -> None:
        """Agree, sit down, tick, and stand at the first event."""
        self.do(c.Advance())
        for role in self.scenario.roles:
            self.do(e.Seated(role, int(self.scenario.roles[role].people[0])), seconds=2)
        for observer in self.scenario.observers:
            self.do(e.Seated(observer), seconds=2)
        for item in (*prebriefing_ids(), *self.scenario.prebriefing):
            self.do(e.Ticked(item), seconds=2)
        self.do(c.Advance())


def small_run(hostile: str = "", text: ScenarioText | None = None) -> Playing:
    """Return the small journey played to its end and closed; `hostile` is put into every text that people write."""
    it = Playing(text)
    it.seat_all()
    it.do(
        e.EstherRated(3, seat="esther"),
        c.MarkExpectation("fragar"),
        e.Noted(f"Hon såg på klockan. {hostile}"),
        e.Observed(
            f"Hon satte sig bredvid Esther. {hostile}", f"Det gav lugn. {hostile}", "underskoterska", "esther",
            seat="vid-fonstret",
        ),
        c.FireInject("grannen"),
        c.Choose("ring"),
        e.EstherRated(2, seat="esther"),
        e.FactMarked("vikten", FactStatus.GIVEN),
        e.FactMarked("yrsel", FactStatus.REQUESTED),
        e.FactMarked("katten", FactStatus.GIVEN),
        c.Send(Form.WRITTEN, {"situation": f"Vågen larmar.\n{hostile}"}, seat="underskoterska"),
        c.Receive(f"Två kilo på två dygn. {hostile}", seat="sjukskoterska"),
        c.Confirm(seat="underskoterska"),
        e.ConfidenceRated(4, seat="sjukskoterska"),
        c.Proceed(),
        e.EstherRated(4, seat="esther"),
        c.Advance(),
    )  # fmt: skip
    it.do(
        e.PhaseEntered("esther-forst"),
        e.Answered("a-1", "guide:esther-forst:hur-var-det", "Esther, hur var den här resan för dig?",
                   f"Jag blev frågad.\nDet var nytt. {hostile}", ("esther",)),
        e.Heard("underskoterska"),
        e.Heard("sjukskoterska"),
        e.PhaseEntered("vagen"),
        c.Advance(),
    )  # fmt: skip
    action = e.ActionWritten(
        "action-1", f"Lägg en rad om mat i SBAR-kortet {hostile}", "sbar", f"Sillen kom inte fram {hostile}",
        f"Enhetschef {hostile}", date(2026, 3, 20), f"Vi läser tio kort {hostile}", f"Ett kort på måndag {hostile}",
        f"En timme i veckan {hostile}", follow_ups=(date(2026, 4, 11), date(2026, 6, 7)),
    )  # fmt: skip
    it.do(action, e.ActionWritten("action-2", "Fråga Esther först"))
    it.do(*(e.Ticked(item) for item in closing_ids()), seconds=1)
    it.do(c.Advance())
    it.clock.advance(40 * 86_400)
    it.do(e.FollowedUp("action-1", date(2026, 4, 11), ActionStatus.IN_PROGRESS, f"Sju av tio kort {hostile}"))
    return it


def shipped_run(scenario: str, play: str) -> Playing:
    """Return a shipped scenario played along one of its author's plays, rated, observed, reflected on and closed."""
    it = Playing(scenario_text(shipped("scenarios") / f"{scenario}.yaml"), f"{scenario}-2026-03-07-ab12")
    it.seat_all()
    for step in it.scenario.plays[play]:
        take(it, step)
    if it.session.state.at_ending and it.session.state.event.rate:
        it.do(e.EstherRated(4))
    it.do(c.Advance(override=True))
    it.do(e.PhaseEntered("esther-forst"), e.Answered("a", "b", "Esther, hur var den här resan?", "Lång.", ("esther",)))
    for role in it.scenario.roles:
        it.do(e.Heard(role))
    it.do(c.Advance())
    for number, what in enumerate(it.scenario.action_plan.suggestions.values(), 1):
        it.do(
            e.ActionWritten(
                f"action-{number}", what, next(iter(it.scenario.objectives)), "", "Enhetschef", date(2026, 4, 1),
                "Vi räknar varje månad", "En gång på måndag", "Tid", follow_ups=(date(2026, 4, 11), date(2026, 6, 7)),
            )
        )  # fmt: skip
    it.do(*(e.Ticked(item) for item in closing_ids()), seconds=1)
    it.do(c.Advance())
    assert it.session.state.step is Step.CLOSED
    return it


def take(it: Playing, step: PlayStep) -> None:
    """Take a step of a play, walking on to where it applies, as a play does; what it expects is not looked at."""
    if step.expect is not None:
        return
    for _number in range(60):
        at_event(it)
        commands = _that_apply(it, step)
        if commands:
            it.do(*commands)
            return
        if step.wait:
            it.clock.advance(step.wait.total_seconds)
            it.session.tick()
            return
        if it.session.state.event.decision is not None:
            return
        it.do(c.Proceed())
        if step.proceed:
            return


def _that_apply(it: Playing, step: PlayStep) -> list[c.Command]:
    """Return what a step means at the present event; nothing where it belongs to a later one."""
    state = it.session.state
    event, here = state.event, state.here
    if step.choose and event.decision:
        return [c.Choose(step.choose)]
    if step.hand_over and event.handover and not (here.handover and here.handover.received):
        known = [fact for fact in event.handover.facts if can_give(state, event.handover, fact)]
        facts = step.hand_over.get(TO_ALL, ())
        given = known if facts == ("all",) else [fact for fact in facts if fact != "none"]
        marks = [e.FactMarked(fact, FactStatus.GIVEN) for fact in given]
        sure = [e.ConfidenceRated(3, seat=seat) for seat in event.handover.to]
        return [*marks, c.Send(), c.Receive("Så här förstod jag det."), *sure]
    if step.check and event.checklist:
        return [e.Checked(item) for item in (event.checklist if step.check == ("all",) else step.check)]
    return [c.FireInject(step.inject)] if step.inject else []


def at_event(it: Playing) -> None:
    """Rate and observe at an event, once."""
    state = it.session.state
    key = state.here.event
    if state.event.rate and not any(rated == key for rated, _value, _who in state.here.ratings):
        it.do(e.EstherRated(len(state.here.visited) * 2 % 5 + 1))
    if not any(event == key for event, _each in state.here.marks):
        for number, expectation in enumerate(state.event.expect):
            it.do(c.MarkExpectation(expectation, list(Observation)[number % 4]), seconds=1)
        if state.event.expect:
            seat = next(iter(state.scenario.observers), "facilitator")
            it.do(e.Observed("Hon lutade sig fram och frågade en gång till.", "Hon ville veta mer.", seat=seat))
