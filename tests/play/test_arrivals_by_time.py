"""Injects that come by themselves, by story time and by room time: when, in which order, once, and where they lead."""

from __future__ import annotations

from typing import Any

import pytest

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import Player, at_the_start
from esthersim.play.replay import replay
from esthersim.play.rules import fold
from esthersim.play.timers import seconds_until_something_comes
from esthersim.play.vocabulary import Cause
from esthersim.scenario.model import Scenario
from support.players import comparable, do_all, last, play
from support.scenarios import event, scenario

WAYS = {
    "one": event(next="two"),
    "two": event(after="2 h", next="three"),
    "three": event(after="8 h", next="end"),
    "end": event(after="1 day", ending="Slut"),
    "icu": event(after="30 min", next="end"),
}


def game(events: dict[str, Any] | None = None, variables: Any = None, **injects: Any) -> Scenario:
    """Return a scenario that starts at 08:00, with these injects."""
    return scenario(
        {**WAYS, **(events or {})},
        starts="2026-03-07 08:00",
        variables={"n": 0, **(variables or {})},
        facts={"kalium": {"text": "5,9"}},
        injects={key: {"title": key, "text": "Det kom.", **inject} for key, inject in injects.items()},
    )


def told(player: Player, since: int = 0) -> list[str]:
    """Return what happened on the journey, in order: arrivals, and injects with an `!`, or a `-` where they did not."""
    found: list[str] = []
    for each in player.journal:
        match each.entry:
            case e.Arrived(event=key) if each.seq > since:
                found.append(key)
            case e.InjectArrived(inject=key, came=came) if each.seq > since:
                found.append(f"{key}{'!' if came else '-'}")
            case e.InjectFired(inject=key) if each.seq > since:
                found.append(f"{key} fired")
    return found


def clock(player: Player) -> str:
    """Return story time now."""
    return f"{player.state.day} {player.state.story:%H:%M}"


def survives(player: Player) -> None:
    """See that the journal alone gives the same run, folded and asked again."""
    again = replay(player.state.scenario, player.asked)
    assert again.difference is None
    assert (
        comparable(again.state) == comparable(fold(player.state.scenario, player.journal)) == comparable(player.state)
    )


def test_what_is_due_before_an_arrival_comes_before_it_at_its_own_time() -> None:
    """Its effects count at the event that follows, whose own time is counted from the event before as ever."""
    answer = {"arrives": {"after": "30 min", "from": "one"}, "effects": [{"learn": {"nurse": "kalium"}}]}
    player = play(game(answer=answer), c.Proceed())
    assert told(player) == ["one", "answer!", "two"]
    arrived = next(each.seq for each in player.journal if isinstance(each.entry, e.InjectArrived))
    assert f"{fold(player.state.scenario, player.journal[:arrived]).story:%H:%M}" == "08:30"
    assert clock(player) == "1 10:00"
    assert player.state.knows("nurse", "kalium")
    survives(player)


def test_several_come_in_the_order_of_their_time_then_of_the_file() -> None:
    """Also where one is counted from another, from a choice, or stands at a time of day."""
    player = play(
        game(
            late={"arrives": {"at": "day 1 9:30"}},
            chained={"arrives": {"after": "40 min", "from": "early"}},
            early={"arrives": {"after": "10 min", "from": "one"}},
            same={"arrives": {"at": "day 1 08:50"}},
            tomorrow={"arrives": {"at": "day 2 00:00"}},
        ),
        c.Proceed(),
    )
    assert told(player) == ["one", "early!", "chained!", "same!", "late!", "two"]
    do_all(player, [c.Proceed(), c.Proceed()])
    assert told(player)[6:] == ["three", "tomorrow!", "end"]
    survives(player)


def test_one_exactly_at_the_arrival_comes_before_it() -> None:
    """What was due when the team arrived has happened."""
    assert told(play(game(a={"arrives": {"after": "2 h", "from": "one"}}), c.Proceed())) == ["one", "a!", "two"]


def test_it_counts_from_the_latest_arrival_or_choice() -> None:
    """A loop that comes back begins the time anew, until the inject has come."""
    options = {"a": {"text": "A", "next": "two"}, "again": {"text": "B", "next": "one"}}
    events = {
        "one": event(after="50 min", decision={"by": "team", "question": "Vad?", "options": options}),
    }
    again = c.Choose("again")
    arrival = play(game(events, a={"arrives": {"after": "1 h", "from": "one"}}), again, again, c.Choose("a"))
    assert told(arrival) == ["one", "one", "one", "a!", "two"]
    choice = play(game(events, a={"arrives": {"after": "1 h", "from": "one.again"}}), again, again, c.Choose("a"))
    assert told(choice) == ["one", "one", "one", "a!", "two"]
    assert told(play(game(events, a={"arrives": {"after": "1 h", "from": "one.again"}}), c.Choose("a"))) == [
        "one",
        "two",
    ]
    survives(choice)


def test_one_fired_by_hand_is_counted_from_then_and_does_not_come_again() -> None:
    """Fired early it is over; what is counted from it is counted from then."""
    player = play(
        game(a={"arrives": {"after": "9 h", "from": "one"}}, b={"arrives": {"after": "1 h", "from": "a"}}),
        c.FireInject("a"), c.Proceed(), c.Proceed(),
    )  # fmt: skip
    assert told(player) == ["one", "a fired", "b!", "two", "three"]
    survives(player)


def test_its_condition_is_asked_once_when_it_is_due() -> None:
    """It sees the state and the clock of its own time; where it does not hold, the inject never comes by itself."""
    seen = {
        "arrives": {"after": "30 min", "from": "one"},
        "when": "clock == 08:30 and since one >= 30 min and day == 1",
    }
    late = {"arrives": {"after": "30 min", "from": "one"}, "when": "visited two", "effects": [{"add": {"n": 1}}]}
    player = play(game(seen=seen, late=late), c.Proceed(), c.Proceed())
    assert told(player) == ["one", "seen!", "late-", "two", "three"]
    assert player.state.here.injects == ("seen",)
    assert player.state.value("n") == 0
    do_all(player, [c.FireInject("late")])
    assert player.state.value("n") == 1, "by hand it may still be fired"
    survives(player)


def test_held_back_it_waits_and_let_go_it_comes_at_the_next_arrival() -> None:
    """One that was let go late comes late: story time does not run back."""
    player = play(game(a={"arrives": {"after": "1 h", "from": "one"}}), e.InjectHeld("a"), c.Proceed())
    assert told(player) == ["one", "two"]
    do_all(player, [e.InjectHeld("a", held=False), c.Proceed()])
    assert told(player) == ["one", "two", "a!", "three"]
    assert clock(player) == "1 18:00"
    survives(player)


def test_held_back_it_may_be_fired() -> None:
    """It waits for the facilitator, and does not come after that."""
    player = play(game(a={"arrives": {"after": "1 h", "from": "one"}}), e.InjectHeld("a"), c.FireInject("a"))
    do_all(player, [c.Proceed(), c.Proceed()])
    assert told(player) == ["one", "a fired", "two", "three"]


@pytest.mark.parametrize(("at", "there"), [("two", []), ("end", ["two", "three"])])
def test_by_story_time_it_leads_there_instead_also_of_an_ending(at: str, there: list[str]) -> None:
    """The event where the team was about to arrive is not arrived at; story time goes on from the inject."""
    before = [*there, at][-2] if there else "one"
    player = play(
        game(a={"arrives": {"after": "1 h", "from": before}, "next": "icu"}), *[c.Proceed()] * (len(there) + 1)
    )
    assert told(player) == ["one", *there, "a!", "icu"]
    assert last(player) == e.Arrived("icu", Cause.INJECT)
    assert clock(player) == {"two": "1 09:30", "end": "1 19:30"}[at], "an hour, and the thirty minutes there"
    survives(player)


def test_what_is_due_on_the_way_that_an_inject_takes_comes_too() -> None:
    """The arrival is the one where the inject leads; of two that lead elsewhere, the later one has the last word."""
    first, second = {"after": "1 h", "from": "one"}, {"after": "80 min", "from": "one"}
    player = play(game(a={"arrives": first, "next": "icu"}, b={"arrives": second, "next": "three"}), c.Proceed())
    assert told(player) == ["one", "a!", "b!", "three"]
    player = play(game(a={"arrives": first, "next": "icu"}, b={"arrives": {"at": "day 1 9:45"}}), c.Proceed())
    assert told(player) == ["one", "a!", "icu"], "at half past nine the second is not due yet"


def test_the_time_at_the_event_counts_from_the_inject_that_led_there() -> None:
    """Also where another inject comes in between: half an hour from the first is half past nine."""
    first, between = {"after": "1 h", "from": "one"}, {"after": "75 min", "from": "one"}
    player = play(game(a={"arrives": first, "next": "icu"}, b={"arrives": between}), c.Proceed())
    assert told(player) == ["one", "a!", "b!", "icu"]
    assert clock(player) == "1 09:30"
    survives(player)


def test_one_whose_condition_fails_leads_nowhere() -> None:
    """The team arrives where it was going."""
    player = play(game(a={"arrives": {"after": "1 h", "from": "one"}, "when": "n > 0", "next": "icu"}), c.Proceed())
    assert told(player) == ["one", "a-", "two"]


def test_the_facilitator_goes_where_she_says() -> None:
    """What is due comes, but going to an event by hand leads there."""
    player = play(game(a={"arrives": {"after": "1 h", "from": "one"}, "next": "icu"}), c.GoTo("two"))
    assert told(player) == ["one", "a!", "two"]
    survives(player)


def test_by_room_time_it_comes_while_the_team_is_there() -> None:
    """So many seconds after the arrival, once; a team that has gone on is not called back."""
    larm = {"arrives": {"room": "3 min", "from": "one"}, "effects": [{"add": {"n": 1}}]}
    player = at_the_start(game(larm=larm))
    assert seconds_until_something_comes(player.state, player.room) == 180
    player.wait(179)
    assert told(player) == ["one"]
    player.wait(1)
    assert told(player) == ["one", "larm!"]
    assert player.journal[-1].room == 180
    assert (clock(player), player.state.value("n")) == ("1 08:00", 1)
    player.wait(900)
    do_all(player, [c.Proceed(), c.GoTo("one")])
    player.wait(900)
    assert told(player) == ["one", "larm!", "two", "one"]
    gone = play(game(larm=larm), c.Proceed())
    gone.wait(900)
    assert told(gone) == ["one", "two"]
    survives(player)


def test_a_pause_stops_the_time_that_it_waits_for() -> None:
    """Room time is what the team has played."""
    player = play(game(larm={"arrives": {"room": "3 min", "from": "one"}}))
    player.wait(100)
    do_all(player, [c.Pause()])
    player.wait(500)
    do_all(player, [c.Continue()])
    player.wait(79)
    assert told(player) == ["one"]
    player.wait(1)
    assert told(player) == ["one", "larm!"]


@pytest.mark.parametrize(
    ("timer", "expected"), [("3 min", ["one", "two"]), ("181 s", ["one", "larm!", "icu"]), ("2 min", ["one", "two"])]
)
def test_at_the_same_second_the_timer_goes_first(timer: str, expected: list[str]) -> None:
    """Then the team is gone when the inject would come; a second later it is the inject that leads away."""
    events = {"one": event(timer={"limit": timer, "next": "two"}, next="three")}
    for wait in (True, False):
        player = at_the_start(game(events, larm={"arrives": {"room": "3 min", "from": "one"}, "next": "icu"}))
        if wait:
            player.wait(181)
        else:
            player.room = 400.0
            do_all(player, [c.Tick()])
        assert told(player) == expected, "in order of time, however late somebody looks"
        survives(player)


def test_by_room_time_it_leaves_as_a_timer_does() -> None:
    """Also out of an open handover, whose facts heard so far arrive; but not out of an ending."""
    handover = {"from": "nurse", "to": "esther", "format": "sbar", "must": ["kalium"]}
    larm = {"arrives": {"room": "60 s", "from": "one"}, "next": "icu"}
    player = play(game({"one": event(handover=handover, next="two")}, larm=larm))
    player.wait(60)
    assert [type(each.entry) for each in player.journal[-3:]] == [e.InjectArrived, e.HandoverReceived, e.Arrived]
    assert last(player) == e.Arrived("icu", Cause.INJECT)
    assert player.state.here.lost == {"kalium"}
    ended = play(game({"one": event(ending="Slut")}, larm=larm))
    ended.wait(60)
    assert told(ended) == ["one", "larm!"]
    survives(player)


def test_by_hand_it_leads_out_of_the_event() -> None:
    """An inject that the facilitator fires may lead somewhere, at any event but an ending; story time goes on."""
    player = play(game(stop={"next": "icu"}), c.Proceed(), c.FireInject("stop"))
    assert told(player) == ["one", "two", "stop fired", "icu"]
    assert clock(player) == "1 10:30"
    do_all(player, [c.Proceed(), c.FireInject("stop")])
    assert player.state.here.event == "end"
    survives(player)


def test_a_rewind_takes_it_back_and_it_comes_again() -> None:
    """What came after the point gone back to is to come again, and what was held is not."""
    player = play(game(a={"arrives": {"after": "1 h", "from": "one"}}))
    start = player.state.seq
    do_all(player, [c.Proceed(), e.Rewound(start)])
    assert player.state.here.record.asked == frozenset()
    do_all(player, [e.InjectHeld("a"), e.Rewound(start), c.Proceed()])
    assert told(player, start) == ["a!", "two", "a!", "two"]
    survives(player)


def test_what_was_due_while_the_program_was_away_comes_in_order() -> None:
    """A run read back from its journal goes on as if nothing had been: at the next arrival, or at once by room time."""
    injects = {
        "b": {"arrives": {"after": "90 min", "from": "one"}},
        "a": {"arrives": {"after": "1 h", "from": "one"}},
        "larm": {"arrives": {"room": "60 s", "from": "one"}},
        "later": {"arrives": {"room": "90 s", "from": "one"}},
    }
    before = play(game(**injects), c.Pause(interrupted=True))
    player = Player(fold(before.state.scenario, before.journal), 0.0, [*before.journal], [*before.asked])
    do_all(player, [c.Continue()])
    player.room = 100.0
    do_all(player, [c.Proceed()])
    assert told(player) == ["one", "larm!", "later!", "a!", "b!", "two"]
    survives(player)


def test_it_never_comes_before_its_beginning_is_known() -> None:
    """One counted from what has not happened waits, and one of a day long after the ending never comes."""
    player = play(
        game(
            a={"arrives": {"after": "0 min", "from": "icu"}},
            b={"arrives": {"after": "1 min", "from": "a"}},
            c={"arrives": {"at": "day 9999 08:00"}},
            d={"arrives": {"after": "1 h", "from": "nowhere"}},
        ),
        *[c.Proceed()] * 3,
    )
    assert told(player) == ["one", "two", "three", "end"]


def test_an_ending_that_is_arrived_at_stands() -> None:
    """What would come after it does not: nothing arrives any more."""
    player = play(game(a={"arrives": {"after": "2 days", "from": "three"}, "next": "icu"}), *[c.Proceed()] * 3)
    player.wait(10_000)
    assert told(player) == ["one", "two", "three", "end"]
