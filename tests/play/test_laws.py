"""The laws of play: whatever is asked of a run in whatever order, on whatever scenario, these things are true of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from esthersim.journal.codec import decode, encode
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.due import first_due, waits
from esthersim.play.entry import Command
from esthersim.play.handover import Statuses, can_give
from esthersim.play.journey import Journey
from esthersim.play.people import hearers, present
from esthersim.play.plays import Player
from esthersim.play.replay import replay
from esthersim.play.rules import evolve, fold, initial, judge
from esthersim.play.state import State
from esthersim.play.timers import read_timer
from esthersim.play.vocabulary import Cause, FactStatus, Step
from esthersim.play.wording import worded_on_arrival
from esthersim.scenario.model import Effect, Scenario
from support.players import commands, comparable, plan_commands, standing
from support.scenarios import rich_scenarios

ARRIVED = {FactStatus.GIVEN, FactStatus.REQUESTED}
SECONDS = st.sampled_from([0.0, 0.4, 1.0, 7.5, 30.0, 61.0])


def learnt(effects: Iterable[Effect]) -> set[tuple[str, str]]:
    """Return who could learn what from these effects."""
    return {(role, fact) for effect in effects for role, facts in effect.learn.items() for fact in facts}


def read_at(scenario: Scenario, key: str) -> set[tuple[str, str]]:
    """Return who could learn what from the documents of an event."""
    event = scenario.events[key]
    there = {*event.may_be_present}
    if event.handover:
        there |= {*event.handover.sender_ids, *event.handover.to}
    if event.decision:
        there |= {*event.decision.by}
    return {
        (role, fact)
        for document, readers in event.shows.items()
        for role in readers or there
        for fact in scenario.documents[document].facts
    }


def known(journey: Journey) -> set[tuple[str, str]]:
    """Return who knows what, as pairs."""
    return {(role, fact) for role, facts in journey.knowledge.items() for fact in facts}


def may_learn(before: State, entry: e.Entry) -> set[tuple[str, str]]:
    """Return who could know what after an entry and did not before, worked out from the scenario alone."""
    scenario, journey = before.scenario, before.here
    event = scenario.events[journey.event]
    match entry:
        case e.Arrived(event=key):
            return learnt(scenario.events[key].effects) | read_at(scenario, key)
        case e.Chose(option=option):
            assert event.decision
            return learnt(event.decision.options[option].effects)
        case e.InjectFired(inject=inject):
            return learnt(scenario.injects[inject].effects)
        case e.InjectArrived(inject=inject, came=True):
            return learnt(scenario.injects[inject].effects)
        case e.HandoverReceived(statuses=statuses, apart=apart):
            assert event.handover
            told = Statuses(statuses, apart)
            return {
                (role, fact)
                for role in event.handover.to
                for fact, status in told.of(role).items()
                if status in ARRIVED
            }
        case _:
            return set()


def shown(state: State) -> tuple[object, ...]:
    """Return what stands on the screens for the length of a visit: who is there, who hears it, what it says."""
    event = state.event
    texts = (event.text, *event.only.values(), *event.esther.values(), event.ending or ())
    return present(state), hearers(state), *(worded_on_arrival(state, each, state.scenario.language) for each in texts)


class Run(RuleBasedStateMachine):
    """A run is asked anything; what it answers is held against the laws."""

    def __init__(self) -> None:
        super().__init__()
        self.player: Player
        self.after: dict[int, Journey] = {}

    @initialize(scenario=rich_scenarios(), advances=st.sampled_from([None, 0, 1, 2, 2, 2, 2, 2, 2, 3, 4]))
    def begin(self, scenario: Scenario, advances: int | None) -> None:
        """Most runs are asked in the simulation, some before it begins and some after it."""
        self.player = Player(initial(scenario))
        if advances is not None:
            self.do(c.Start(("p9",), ("k9",)), 0)
            for _ in range(advances):
                self.do(c.Advance(override=True), 1)

    @rule(command=commands(), seconds=SECONDS)
    def ask(self, command: Command, seconds: float) -> None:
        """Ask for anything at all, some time later."""
        self.do(command, seconds)

    @rule(seconds=SECONDS, number=st.integers(0, 5))
    @precondition(lambda self: self.player.state.step is Step.SIMULATION)
    def go_on(self, seconds: float, number: int) -> None:
        """Do what fits the event, so that runs get somewhere."""
        event = self.player.state.event
        if self.player.state.paused:
            self.do(c.Continue(), seconds)
        elif event.decision is not None:
            options = list(event.decision.options)
            self.do(c.Choose(options[number % len(options)], override=True), seconds)
        elif event.handover is not None and number % 2:
            facts = event.handover.facts[:number]
            knows = [fact for fact in facts if can_give(self.player.state, event.handover, fact)]
            given = dict.fromkeys(knows, FactStatus.GIVEN)
            one = next(iter(event.handover.to))
            self.do(c.HandOver(given) if number < 5 else c.HandOver(apart={one: given}), seconds)
        else:
            self.do(c.Proceed(override=bool(number % 3)), seconds)

    @rule(data=st.data(), seconds=SECONDS)
    @precondition(lambda self: self.player.state.step is Step.SIMULATION and len(self.after) > 1)
    def go_back(self, data: st.DataObject, seconds: float) -> None:
        """Go to where the journey has been, also to what an earlier rewind took back."""
        self.do(e.Rewound(data.draw(st.sampled_from(sorted(self.after)))), seconds)

    @rule(command=plan_commands(), seconds=SECONDS)
    @precondition(lambda self: self.player.state.step in {Step.REFLECTION, Step.ACTION_PLAN, Step.CLOSED})
    def reflect(self, command: Command, seconds: float) -> None:
        """Reflect and plan."""
        self.do(command, seconds)

    def do(self, command: Command, seconds: float) -> None:
        """Ask, and hold the answer against the laws entry by entry."""
        player = self.player
        before, begun = player.state, len(player.journal)
        player.room = before.room if before.paused else player.room + seconds
        answer = judge(before, command, player.room)
        assert judge(before, command, player.room) == answer, "the same question has the same answer"
        if isinstance(command, c.Proceed):
            ruled = judge(before, command, player.room, place=before.place)
            assert ruled == answer, "the shortcut says what the rules say"
        refusal = player.do(command)
        made = player.journal[begun:]
        assert (tuple(each.entry for each in made), refusal) == (answer.expired + answer.entries, answer.refusal)
        if not made:
            assert player.state is before, "a refused command changes nothing"
        for each in made:
            before = self.follow(before, each)

    def follow(self, before: State, recorded: e.Recorded) -> State:
        """Take one entry, see that the laws hold on both sides of it, and return the state after it."""
        entry, after = recorded.entry, evolve(before, recorded)
        assert decode(encode(entry)) == entry
        assert recorded.seq == before.seq + 1 == after.seq
        assert recorded.room >= before.room, "room time never runs back"
        if not isinstance(entry, e.JourneyEntry):
            assert after.journey is before.journey, "only the journey's own entries change it"
        elif before.journey is None or (isinstance(entry, e.Arrived) and entry.cause is Cause.START):
            assert after.here.record.lost == after.here.record.leaked == frozenset()
        else:
            self.follow_journey(before, entry, after)
        if after.journey is not before.journey and after.journey is not None:
            self.after[recorded.seq] = after.journey
        return after

    def follow_journey(self, before: State, entry: e.Entry, after: State) -> None:
        """See that story time, knowledge, losses and timers follow from the entry and from nothing else."""
        old, new = before.here, after.here
        if isinstance(entry, e.Rewound):
            assert standing(new) == standing(self.after[entry.to])
            reading = read_timer(after, after.room)
            assert reading is None or reading.left == reading.limit == after.event.timer.limit.total_seconds  # type: ignore[union-attr]
            return
        assert new.story >= old.story, "story time never runs back"
        assert known(new) - known(old) <= may_learn(before, entry), "a role knows only what it was given"
        assert known(new) >= known(old), "nobody forgets"
        lost: set[tuple[str, str]] = set()
        leaked: set[tuple[str, str]] = set()
        if isinstance(entry, e.HandoverReceived):
            handover: Any = before.event.handover
            told = Statuses(entry.statuses, entry.apart)
            for role, receiver in handover.receivers.items():
                lost |= {(fact, role) for fact in receiver.must if not after.knows(role, fact)}
                leaked |= {(fact, role) for fact in receiver.must_not if told.of(role).get(fact) in ARRIVED}
        assert new.record.lost == old.record.lost | lost
        assert new.record.leaked == old.record.leaked | leaked
        self.follow_injects(before, entry, after)
        if not isinstance(entry, e.Arrived):
            assert shown(after) == shown(before), "nothing changes while it is read, and nobody comes or goes"

    def follow_injects(self, before: State, entry: e.Entry, after: State) -> None:
        """See that each inject comes by itself at most once, and that none that was due is passed by an arrival."""
        asked = before.here.record.asked
        if isinstance(entry, e.InjectArrived):
            assert waits(before.here, entry.inject), "what came, was fired or is held back does not come by itself"
        assert asked <= after.here.record.asked
        if isinstance(entry, e.Arrived):
            assert first_due(before, after.here.way.story) is None, "what is due before an arrival comes before it"
            assert after.here.record.asked == asked

    def teardown(self) -> None:
        """See that the journal alone gives the same run: folded, read back from its documents, and played again."""
        if not hasattr(self, "player"):
            return
        scenario, journal = self.player.state.scenario, self.player.journal
        expected = comparable(self.player.state)
        assert comparable(fold(scenario, journal)) == expected
        read_back = [each._replace(entry=decode(encode(each.entry))) for each in journal]
        assert comparable(fold(scenario, read_back)) == expected
        again = replay(scenario, self.player.asked)
        assert again.difference is None
        assert comparable(again.state) == expected


TestRun = Run.TestCase
