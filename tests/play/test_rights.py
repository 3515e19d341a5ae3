"""What each seat may ask for: its own, and nothing else; the facilitator everything, for any seat that it fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.kinds import COMMANDS
from esthersim.play.plays import Player, at_the_start
from esthersim.play.refusal import Refusal
from esthersim.play.rights import has, known_seats
from esthersim.play.rules import judge
from esthersim.play.vocabulary import FACILITATOR, ActionStatus, FactStatus, Form, Observation, Reason, Right, Ticking
from esthersim.scenario.model import Scenario
from support.kinds import any_command
from support.players import commands, play
from support.scenarios import event, rich_scenarios, scenario

FACILITATORS = (
    c.Start(), c.Advance(), c.Pause(), c.Continue(), c.Tick(), c.RunOut(), c.Proceed(), c.GoTo("two"),
    c.FireInject("n"), e.InjectHeld("n"), c.HandOver(),
    e.TimerExtended(60), e.Checked("i"), e.CueGiven("c"), e.Rewound(1), e.Noted("hej"),
    e.TickingAgreed(Ticking.OBSERVERS), e.SettlingAgreed(by_deciders=False),
    e.Spoke("nurse"), e.ObjectivesAgreed(("ett", "tva")), e.Seated("nurse"), e.Ticked("p"), e.TextAdopted("0"),
    e.GuideChosen("esther"), e.PhaseEntered("x"), e.Heard("nurse"), e.ActionWritten("a", "Ring"), e.ActionRemoved("a"),
    e.FollowedUp("a", date(2026, 4, 1), ActionStatus.COMPLETED),
)  # fmt: skip
"""What nobody but the facilitator may do: the clock, the way, the gates, the injects, the notes, the plan."""

GAME = scenario(
    {
        "one": event(
            decision={"by": "nurse", "question": "Vad?", "options": {"a": {"text": "A", "next": "two"}}},
            expect={"x": {"text": "Frågar"}},
        ),
        "two": event(
            handover={"from": "nurse", "to": ["son", "esther"], "format": "sbar", "must": ["f"]}, next="three"
        ),
        "three": event(
            decision={"by": "team", "question": "Vad?", "options": {"a": {"text": "A", "next": "end"}}},
        ),
        "end": event(ending="Slut"),
    },
    roles={
        "esther": {"title": "Esther", "brief": "Du.", "patient": True},
        "nurse": {"title": "Sjuksköterska", "brief": "Du."},
        "son": {"title": "Son", "brief": "Du."},
    },
    facts={"f": {"text": "F", "known_by": ["nurse"]}},
    observers={"watcher": {"title": "Följer Esther"}},
)  # fmt: skip
SEATS = ("esther", "nurse", "son", "watcher")


def refusals(player: Player, command: c.Command, seats: tuple[str, ...] = SEATS) -> Iterator[tuple[str, bool]]:
    """Yield for each seat whether it may ask for a command as far as its seat goes."""
    for seat in seats:
        asked = type(command)(**{**{each.name: getattr(command, each.name) for each in fields(command)}, "seat": seat})
        refusal = judge(player.state, asked, player.room, asker=seat).refusal
        yield seat, not (refusal and refusal.reason is Reason.NOT_THIS_SEAT)


def allowed(player: Player, command: c.Command) -> set[str]:
    """Return the seats that may ask for this."""
    return {seat for seat, may in refusals(player, command) if may}


def at_two(ticking: Ticking = Ticking.FACILITATOR) -> Player:
    """Return a run at the handover."""
    return play(GAME, e.TickingAgreed(ticking), c.Choose("a"))


@pytest.mark.parametrize("command", FACILITATORS, ids=lambda command: type(command).__name__)
def test_nobody_but_the_facilitator(command: c.Command) -> None:
    """No other seat has a right to it, at any event, also where the rules would refuse it for another reason."""
    assert type(command).by == frozenset()
    player = at_two()
    for seat in SEATS:
        assert judge(player.state, command, 0.0, asker=seat).refusal is not None
        assert judge(player.state, command, 0.0, asker=seat).entries == ()


def test_the_list_of_what_is_the_facilitators_is_whole() -> None:
    """Every kind of command is either in that list or has a right that says whose it is."""
    assert {kind for kind in COMMANDS.values() if not kind.by} == {type(command) for command in FACILITATORS}


def test_only_those_who_decide_propose() -> None:
    """A decision belongs to the roles that it names; where it is the team's, to any role, and never to an observer."""
    assert allowed(at_the_start(GAME), e.Proposed("a")) == {"nurse"}
    team = play(GAME, c.Choose("a"), c.HandOver({"f": FactStatus.GIVEN}), c.Proceed())
    assert allowed(team, e.Proposed("a")) == {"esther", "nurse", "son"}


def test_the_facilitator_asks_for_what_ends_something() -> None:
    """A seat proposes and says back; that it is decided, or that all is received, is for the facilitator to enter."""
    assert {kind for kind in COMMANDS.values() if kind.facilitated} == {c.Choose, c.Receive}
    assert allowed(at_the_start(GAME), c.Choose("a")) == set()
    assert allowed(at_two(), c.Receive()) == set()
    assert play(GAME, c.Choose("a", seat="nurse")).state.here.event == "two"
    assert at_the_start(GAME).do(c.Choose("a", seat="son")) == Refusal(Reason.NOT_THIS_SEAT, ("son",))


@pytest.mark.parametrize(
    ("command", "seats"),
    [
        (c.Send(Form.SPOKEN), {"nurse"}),
        (c.Confirm(), {"nurse"}),
        (e.SaidBack(), {"esther", "son"}),
        (e.ConfidenceRated(3), {"esther", "son"}),
        (e.FactMarked("f", FactStatus.GIVEN), set()),
        (e.EstherRated(3), {"esther"}),
        (e.Observed("Hon frågar"), {"watcher"}),
        (c.MarkExpectation("x", Observation.DONE), set()),
        (e.StopAsked(), set(SEATS)),
    ],
)
def test_a_handover_belongs_to_its_ends(command: c.Command, seats: set[str]) -> None:
    """The sender sends, a receiver says it back and how sure it is, the patient rates, anybody asks to stop."""
    assert allowed(at_two(), command) == seats


def test_observers_tick_where_that_was_agreed() -> None:
    """Both the facts and what is expected, and nobody else with them."""
    watching = at_two(Ticking.OBSERVERS)
    assert allowed(watching, e.FactMarked("f", FactStatus.GIVEN)) == {"watcher"}
    assert allowed(watching, c.MarkExpectation("x", Observation.DONE)) == {"watcher"}


def test_both_sides_tick_where_that_was_agreed() -> None:
    """The sender what was said, then each receiver whether it heard that, for itself alone."""
    player = at_two(Ticking.BOTH_SIDES)
    assert allowed(player, e.FactMarked("f", FactStatus.GIVEN)) == {"nurse"}
    assert allowed(player, e.FactMarked("f", FactStatus.GIVEN, "son")) == {"nurse"}, "nothing has been said yet"
    assert player.do(e.FactMarked("f", FactStatus.GIVEN, seat="nurse"), asker="nurse") is None
    assert allowed(player, e.FactMarked("f", FactStatus.MISSING, "son")) == {"nurse", "son"}
    assert player.do(e.FactMarked("f", FactStatus.MISSING, "son", seat="son"), asker="son") is None
    progress = player.state.here.handover
    assert progress is not None
    assert progress.marked("son") == {"f": FactStatus.MISSING}
    assert progress.marked("esther") == {"f": FactStatus.GIVEN}
    assert progress.marked_by == {("f", ""): "nurse", ("f", "son"): "son"}


def test_anybody_seated_answers() -> None:
    """In the reflection each seat has an answer of its own."""
    player = play(GAME, c.Advance(override=True))
    assert allowed(player, e.Answered("a", "q", "Vad?", "Så")) == set(SEATS)


def test_a_seat_never_asks_for_another() -> None:
    """Whoever sits as the son cannot speak as the nurse, though the nurse herself may."""
    player = at_two()
    refusal = judge(player.state, c.Send(seat="nurse"), 0.0, asker="son").refusal
    assert refusal == Refusal(Reason.NOT_THIS_SEAT, ("son",))
    assert judge(player.state, c.Send(seat="nurse"), 0.0, asker="nurse").refusal is None


def test_the_facilitator_acts_for_a_seat_and_the_entry_says_for_whom() -> None:
    """With one keyboard the facilitator sends for the sender and receives for the receiver; nobody else's is taken."""
    player = at_two()
    assert player.do(c.Send(seat="nurse")) is None
    assert player.do(c.Receive(seat="esther")) is None
    assert [each.entry.seat for each in player.journal[-2:]] == ["nurse", "esther"]
    assert player.do(e.EstherRated(2, seat="nurse")) == Refusal(Reason.NOT_THIS_SEAT, ("nurse",))


def test_only_the_facilitator_overrides() -> None:
    """What the rules ask for first is passed by the facilitator alone, also where the choice is another's."""
    player = at_the_start(GAME)
    pushed = c.Choose("a", override=True, seat="nurse")
    assert judge(player.state, pushed, 0.0, asker="nurse").refusal == Refusal(Reason.NOT_THIS_SEAT, ("nurse",))
    assert judge(player.state, pushed, 0.0, asker=FACILITATOR).refusal is None


def test_a_mark_of_a_seat_gives_way_to_the_facilitator_s_own() -> None:
    """It is a proposal: it counts until the facilitator marks the same, whose mark no seat changes any more."""
    player = at_two(Ticking.OBSERVERS)
    given, wrong = e.FactMarked("f", FactStatus.GIVEN, seat="watcher"), e.FactMarked("f", FactStatus.WRONG)
    assert player.do(given, asker="watcher") is None
    assert player.state.here.handover is not None
    assert player.state.here.handover.marked_by == {("f", ""): "watcher"}
    assert player.do(wrong) is None
    assert player.do(given, asker="watcher") == Refusal(Reason.ALREADY_MARKED, ("f",))
    assert player.do(given) == Refusal(Reason.ALREADY_MARKED, ("f",)), "nor by the facilitator on behalf of the seat"
    assert player.state.here.handover.marks == {"f": FactStatus.WRONG}
    assert player.do(e.FactMarked("f", FactStatus.REQUESTED)) is None


def test_a_mark_for_one_receiver_gives_way_to_one_for_all_and_to_one_for_the_same() -> None:
    """What the facilitator marked for one receiver leaves the others to the seats; what she marked for all does not."""
    player = at_two(Ticking.BOTH_SIDES)
    assert player.do(e.FactMarked("f", FactStatus.GIVEN, "son")) is None
    assert player.state.here.handover is not None
    assert player.state.here.handover.marked_by == {("f", "son"): FACILITATOR}
    seats = {each: e.FactMarked("f", FactStatus.WRONG, each, seat="nurse") for each in (None, "son", "esther")}
    assert player.do(seats["son"], asker="nurse") == Refusal(Reason.ALREADY_MARKED, ("f",))
    assert player.do(seats[None], asker="nurse") == Refusal(Reason.ALREADY_MARKED, ("f",))
    assert player.do(seats["esther"], asker="nurse") is None
    assert player.state.here.handover.marked_by == {("f", "son"): FACILITATOR, ("f", "esther"): "nurse"}
    assert player.do(e.FactMarked("f", FactStatus.GIVEN)) is None
    assert player.state.here.handover.marked_by == {("f", ""): FACILITATOR}
    assert player.do(seats["esther"], asker="nurse") == Refusal(Reason.ALREADY_MARKED, ("f",))


def test_an_event_that_is_come_back_to_is_marked_anew() -> None:
    """What the facilitator marked stands until the event is left; going back in the journal brings it back."""
    player = play(GAME, e.TickingAgreed(Ticking.OBSERVERS))
    mark, seen = c.MarkExpectation("x", Observation.MISSED), c.MarkExpectation("x", seat="watcher")
    assert player.do(mark) is None
    marked = player.state.seq
    assert player.do(seen, asker="watcher") == Refusal(Reason.ALREADY_MARKED, ("x",))
    assert player.do(c.GoTo("two")) is None
    assert player.do(c.GoTo("one")) is None
    assert player.do(seen, asker="watcher") is None
    assert player.state.here.marks["one", "x"] is Observation.DONE
    assert player.do(e.Rewound(marked)) is None
    assert player.do(seen, asker="watcher") == Refusal(Reason.ALREADY_MARKED, ("x",))


MARKS: st.SearchStrategy[e.FactMarked | c.MarkExpectation | c.GoTo] = st.one_of(
    st.builds(e.FactMarked, st.just("f"), st.sampled_from(FactStatus), seat=st.sampled_from([FACILITATOR, "watcher"])),
    st.builds(
        c.MarkExpectation, st.just("x"), st.sampled_from(Observation), seat=st.sampled_from([FACILITATOR, "watcher"])
    ),
    st.builds(c.GoTo, st.sampled_from(["one", "two"])),
)


@given(st.lists(MARKS, max_size=12))
def test_no_seat_changes_what_the_facilitator_marked(asked: list[e.FactMarked | c.MarkExpectation | c.GoTo]) -> None:
    """At every visit, in whatever order marks come: the facilitator's latest stands, else the latest of a seat."""
    player, standing = play(GAME, e.TickingAgreed(Ticking.OBSERVERS)), dict[int, tuple[str, object]]()
    for command in asked:
        here = player.state.here
        refusal = player.do(command, asker=command.seat)
        if isinstance(command, c.GoTo) or isinstance(command, e.FactMarked) is (here.event == "one"):
            continue  # it is no mark, or of another event
        by, mark = standing.get(here.way.seq, ("", None))
        refused = by == FACILITATOR != command.seat
        assert (refusal is not None and refusal.reason is Reason.ALREADY_MARKED) is refused
        standing[here.way.seq] = (by, mark) if refused else (command.seat, command.status)
        handover = player.state.here.handover
        found = handover.marks["f"] if handover else player.state.here.marks["one", "x"]
        assert found == standing[here.way.seq][1]


@given(rich_scenarios(), st.lists(commands(), max_size=8), st.data())
def test_no_seat_gets_what_is_not_its_own(scenario: Scenario, asked: list[c.Command], data: st.DataObject) -> None:
    """Whatever a seat asks for is carried out only if the seat has a right to that kind where the run stands."""
    player = at_the_start(scenario)
    for command in asked:
        player.do(command)
    state = player.state
    seats = st.sampled_from(sorted(known_seats(state) | {"nobody"}))
    command = data.draw(any_command(seat=seats) | commands())
    asker = data.draw(seats)
    ruling = judge(state, command, player.room, asker=asker)
    if ruling.refusal is None:
        assert asker in {FACILITATOR, command.seat}
        fits = command.seat == FACILITATOR or any(has(right, state, command.seat) for right in command.by)
        assert fits
        assert asker == FACILITATOR or not (command.overrides or command.facilitated)
    elif ruling.refusal.reason is Reason.NOT_THIS_SEAT:
        assert ruling.entries == ()
        assert asker != FACILITATOR or command.seat != FACILITATOR, "the facilitator as such is never refused by seat"


def test_every_right_is_somebodys() -> None:
    """No right stands in the vocabulary that no kind of command gives."""
    assert set().union(*(kind.by for kind in COMMANDS.values())) == set(Right)
