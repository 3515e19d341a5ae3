"""Room timers: soft ones and ones that move on, extension, pause, and commands that come when time is out."""

from __future__ import annotations

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import Player
from esthersim.play.timers import TimerReading, read_timer
from esthersim.play.vocabulary import Cause, Observation, Step
from support.players import do_all, last, play
from support.scenarios import event, scenario, viktlarm

SOFT = scenario(
    {
        "one": event(
            timer="100 s",
            expect={"fragar": {"text": "Frågar", "within": "3 min"}},
            next="two",
        ),
        "two": event(timer={"limit": "100 s", "next": "three", "warn": "60 s"}, next="one"),
        "three": event(timer={"limit": "10 s", "next": "one"}, ending="Slut"),
    }
)


def reading(player: Player) -> TimerReading:
    """Return the timer as it stands now."""
    read = read_timer(player.state, player.room)
    assert read is not None
    return read


def expired(player: Player) -> int:
    """Return how often a timer has run out."""
    return sum(isinstance(each.entry, e.TimerExpired) for each in player.journal)


def test_a_soft_timer_only_warns() -> None:
    """When a soft timer runs out it is written down once, and the team stays where it is."""
    player = play(SOFT)
    player.wait(500)
    assert (expired(player), player.state.here.event) == (1, "one")
    assert player.state.happened("expired", "one")
    assert reading(player).left == -400
    do_all(player, [c.Proceed()])
    assert player.state.here.event == "two"


def test_a_timer_with_a_way_on_moves_the_journey() -> None:
    """When such a timer runs out, the team is at the event that it names, because of the timer."""
    player = play(SOFT, c.Proceed())
    player.wait(99)
    assert player.state.here.event == "two"
    player.wait(1)
    assert last(player) == e.Arrived("three", Cause.TIMER)


def test_an_ending_is_not_moved_on_from() -> None:
    """A timer at an ending may run out, and the ending stays the end."""
    player = play(SOFT, c.GoTo("three"))
    player.wait(100)
    assert player.state.at_ending
    assert expired(player) == 1


def test_the_last_part_is_urgent() -> None:
    """Urgency begins with the last fifth, or where the author says."""
    player = play(SOFT)
    player.wait(79)
    assert not reading(player).urgent
    player.wait(1)
    assert reading(player).urgent
    do_all(player, [c.Proceed()])
    assert not reading(player).urgent
    player.wait(40)
    assert reading(player).urgent
    assert reading(player).branches


def test_an_extension_makes_the_time_longer() -> None:
    """A running timer gets the seconds on top of what is left."""
    player = play(SOFT)
    player.wait(50)
    do_all(player, [e.TimerExtended(60)])
    assert (reading(player).limit, reading(player).left) == (160, 110)


def test_an_extension_after_time_is_out_counts_from_now() -> None:
    """A soft timer that has run out gets the seconds from now on, and can run out again."""
    player = play(SOFT)
    player.wait(150)
    do_all(player, [e.TimerExtended(60)])
    assert reading(player).left == 60
    player.wait(60)
    assert expired(player) == 2


def test_an_extension_moves_no_other_limit() -> None:
    """Expectations are judged from the arrival, however often the timer is extended."""
    player = play(SOFT)
    player.wait(150)
    do_all(player, [e.TimerExtended(600)])
    player.wait(31)
    do_all(player, [c.MarkExpectation("fragar")])
    assert last(player) == e.ExpectationMarked("fragar", Observation.LATE)


def test_room_time_stands_still_in_a_pause() -> None:
    """However late a command comes in a pause, it is judged at the moment of the pause."""
    player = play(SOFT, c.Proceed())
    player.wait(50)
    do_all(player, [c.Pause()])
    player.room += 1000
    do_all(player, [c.Tick(), c.Continue()])
    assert player.state.here.event == "two"
    assert expired(player) == 0


def test_a_command_after_a_soft_timer_is_still_done() -> None:
    """The timer that has run out comes first in the journal, and then what was asked for."""
    player = play(SOFT)
    player.room = 200
    do_all(player, [c.Proceed()])
    assert [type(each.entry) for each in player.journal[-2:]] == [e.TimerExpired, e.Arrived]
    assert player.state.here.event == "two"


def test_what_does_not_mean_the_event_is_done_all_the_same() -> None:
    """A note that comes with the moment the journey moves on is kept, at the new event."""
    player = play(SOFT, c.Proceed())
    player.room = 200
    do_all(player, [e.Noted("Nu blev det tyst")])
    assert [type(each.entry) for each in player.journal[-3:]] == [e.TimerExpired, e.Arrived, e.Noted]


def test_a_refused_command_does_not_undo_time() -> None:
    """A soft timer has run out even if the command that came after it is refused."""
    player = play(SOFT)
    player.room = 200
    assert player.do(c.Choose("x")) is not None
    assert isinstance(last(player), e.TimerExpired)


def test_a_tick_when_nothing_is_due_makes_nothing() -> None:
    """Ticks fill no journal."""
    player = play(SOFT)
    entries = len(player.journal)
    do_all(player, [c.Tick()])
    player.wait(99.9)
    assert len(player.journal) == entries


def test_no_timer_runs_outside_the_simulation() -> None:
    """When the team has gone on to the reflection, the timer of the last event is over."""
    player = play(SOFT, c.Advance(override=True))
    player.wait(1000)
    assert player.state.step is Step.REFLECTION
    assert expired(player) == 0
    assert read_timer(player.state, player.room) is None


def test_coming_back_arms_the_timer() -> None:
    """Each visit of a loop has the whole limit."""
    player = play(SOFT)
    player.wait(150)
    do_all(player, [c.Proceed(), c.Proceed()])
    assert reading(player).left == 100


def test_a_limit_of_nought_moves_on_as_soon_as_time_does() -> None:
    """A limit of no time at all cannot hang a run, not even where two such timers point at each other."""
    game = scenario(
        {
            "one": event(timer={"limit": "0 s", "next": "two"}, next="two"),
            "two": event(timer={"limit": "0 s", "next": "one"}, ending="Slut"),
        }
    )
    player = play(game)
    player.wait(10)
    assert player.state.here.event == "two"
    assert player.room == 10


def test_the_reference_scenario_runs_out_at_four_minutes() -> None:
    """At breakfast nobody chooses, and after four minutes it is too late."""
    player = play(viktlarm())
    player.wait(239.999)
    assert player.state.here.event == "frukost"
    player.wait(0.001)
    assert player.state.here.event == "for-sent"
