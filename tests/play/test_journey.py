"""The journey: choices, effects, story time, deadlines, checklists, expectations, injects, ratings, going back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.arrivals import open_options
from esthersim.play.decisions import advised
from esthersim.play.entry import Command
from esthersim.play.plays import Player
from esthersim.play.story import DeadlineStatus, deadline_status
from esthersim.play.timers import read_timer
from esthersim.play.vocabulary import Cause, Observation, Reason
from esthersim.scenario.model import Scenario
from support.players import do_all, last, play, refused, standing
from support.scenarios import SIGNS, event, scenario, viktlarm

CALL = c.Choose("ring")


def test_effects_are_applied_in_order() -> None:
    """Each effect is judged on what the ones before it made, and the order in the file decides."""
    effects = [
        {"add": {"n": 1}},
        {"when": "n == 1", "set": {"n": 10}},
        {"when": "n == 1", "set": {"flag": True}},
        {"when": "n == 10", "learn": {"nurse": ["x"]}},
        {"when": "nurse knows x", "add": {"n": 5}},
    ]
    game = scenario(
        {"one": event(effects=effects, ending="Slut")}, variables={"n": 0, "flag": False}, facts={"x": {"text": "X"}}
    )
    here = play(game).state.here
    assert here.variables == {"n": 15, "flag": False}
    assert here.knowledge["nurse"] == {"x"}


def test_a_choice_has_its_effects_before_the_arrival_has_its_own() -> None:
    """In the reference scenario, waiting costs trust, and the choice is written before the arrival."""
    player = play(viktlarm(), c.Choose("vanta", seat="underskoterska"))
    assert [each.entry for each in player.journal[-2:]] == [
        e.Chose("vanta", seat="underskoterska"),
        e.Arrived("for-sent", Cause.OPTION),
    ]
    assert player.state.here.variables["trygghet"] == 2
    assert player.state.chose("vanta", "frukost")
    assert player.state.chose("vanta", None)
    assert not player.state.chose("vanta", "samtalet")


ADVISED = scenario(
    {
        "one": event(
            decision={
                "by": "nurse",
                "question": "Vart?",
                "options": {"hem": {"text": "Hem", "next": "end"}, "in": {"text": "In", "next": "end", "when": "flag"}},
                "advice": [{"when": "news2 >= 5", "choose": "in"}, {"choose": "hem"}],
            }
        ),
        "end": event(ending="Slut"),
    },
    variables={**SIGNS, "flag": False},
    injects={
        "samre": {"title": "Sämre", "text": "Hon blir grå.", "effects": [{"set": {"rr": 26, "sbp": 95, "flag": True}}]}
    },
)


def test_advice_is_kept_with_the_choice() -> None:
    """The entry of a choice holds what a decision support would have said at that moment."""
    assert last_choice(play(ADVISED, c.Choose("hem"))).advised == "hem"
    worse = play(ADVISED, c.FireInject("samre"))
    assert (advised(worse.state), open_options(worse.state)) == ("in", ("hem", "in"))
    do_all(worse, [c.Choose("hem")])
    assert last_choice(worse).advised == "in"


def last_choice(player: Player) -> e.Chose:
    """Return the choice that was made last."""
    return [each.entry for each in player.journal if isinstance(each.entry, e.Chose)][-1]


def test_without_a_vital_sign_no_comparison_with_news2_holds() -> None:
    """Nobody acts on a total that is not there."""
    signs = {name: value for name, value in SIGNS.items() if name != "temp"}
    game = scenario(
        {
            "one": event(
                next=[{"when": "news2 >= 0", "to": "two"}, {"when": "news2 < 0", "to": "two"}, {"to": "three"}]
            ),
            "two": event(ending="Slut"),
            "three": event(ending="Slut"),
        },
        variables=signs,
    )
    assert play(game, c.Proceed()).state.here.event == "three"


def test_the_first_branch_that_holds_is_taken() -> None:
    """The list of `next` is read from the top."""
    game = scenario(
        {
            "one": event(next=[{"when": "n > 1", "to": "two"}, {"when": "n > 0", "to": "three"}, {"to": "two"}]),
            "two": event(ending="Slut"),
            "three": event(ending="Slut"),
        },
        variables={"n": 1},
    )
    assert play(game, c.Proceed()).state.here.event == "three"


LOOP = scenario(
    {
        "one": event(
            after="10 min",
            expect={"fragar": {"text": "Frågar", "within": "60 s", "by": "nurse"}, "hor": {"text": "Hör"}},
            checklist={"samtycke": {"text": "Samtycke", "required": True}},
            cues={"vag": {"after": "1 min", "text": "Se på vågen"}},
            timer="2 min",
            next="two",
        ),
        "two": event(at="day 2 07:30", next="one"),
        "end": event(after="1 h", ending="Slut"),
    },
    starts="2026-03-07 08:00",
    deadlines={"snart": {"from": "one", "to": "two", "within": "1 day", "text": "Inom ett dygn"}},
)
ON: list[Command] = [c.Proceed(override=True)]


def test_story_time_goes_by_the_events() -> None:
    """The story clock goes on by `after`, jumps by `at`, and does not go back for an `at` that has passed."""
    player = play(LOOP)
    start = datetime(2026, 3, 7, 8, 0)  # noqa: DTZ001 - story time has no time zone
    assert player.state.here.story == start + timedelta(minutes=10)
    do_all(player, ON)
    assert player.state.here.story == start + timedelta(days=1, minutes=-30)
    do_all(player, [*ON, *ON])
    assert player.state.here.story == start + timedelta(days=1, minutes=-20)


def test_the_calendar_may_end_before_the_loop_does() -> None:
    """A loop of decades stops at the end of the calendar, and deadlines can still be asked for."""
    game = scenario(
        {"one": event(after="100 years", next="one")},
        starts="9900-01-01 08:00",
        deadlines={"d": {"from": "one", "to": "one", "within": "100 years", "text": "Inom ett sekel"}},
    )
    player = play(game, *[c.Proceed()] * 3)
    assert player.state.here.story == datetime.max  # noqa: DTZ901 - story time has no time zone
    assert deadline_status(player.state.scenario, player.state.journey, "d") is DeadlineStatus.RUNNING


@pytest.mark.parametrize(
    ("way", "status", "broken"),
    [
        ("x", DeadlineStatus.NOT_STARTED, False),
        ("a x", DeadlineStatus.RUNNING, False),
        ("a x b", DeadlineStatus.MET, False),
        ("a slow", DeadlineStatus.LATE, True),
        ("a slow b", DeadlineStatus.LATE, True),
        ("a x b a slow b", DeadlineStatus.LATE, True),
        ("a slow b a b", DeadlineStatus.LATE, True),
        ("a x a b", DeadlineStatus.MET, False),
        ("a x x a x x x x b", DeadlineStatus.MET, False),
        ("a slow a", DeadlineStatus.LATE, True),
        ("a slow a b", DeadlineStatus.LATE, True),
        ("a b a x", DeadlineStatus.RUNNING, False),
        ("a end", DeadlineStatus.NEVER, True),
        ("a b end", DeadlineStatus.MET, False),
        ("a b a end", DeadlineStatus.NEVER, True),
        ("b end", DeadlineStatus.NOT_STARTED, False),
    ],
)
def test_deadlines_in_loops(way: str, status: DeadlineStatus, broken: bool) -> None:
    """It runs anew from each arrival in time; once late is late; `never` is one that an ending found running."""
    events: dict[str, Any] = {key: event(after="10 min", next="x") for key in ("start", "a", "b", "x")}
    game = scenario(
        {**events, "slow": event(after="2 h", next="x"), "end": event(ending="Slut")},
        deadlines={"d": {"from": "a", "to": "b", "within": "1 h", "text": "Inom en timme"}},
    )
    state = play(game, *map(c.GoTo, way.split())).state
    assert deadline_status(state.scenario, state.journey, "d") is status
    assert state.happened("broke", "d") is broken


def test_a_deadline_that_is_not_there_has_not_started() -> None:
    """Asking for an unknown deadline, or before the simulation, is no mistake."""
    assert deadline_status(play(LOOP).state.scenario, play(LOOP).state.journey, "fly") is DeadlineStatus.NOT_STARTED


def test_a_checklist_is_passed_by_override_and_that_is_written_down() -> None:
    """The override names the required items that were left open; without open items it names none."""
    assert last(play(LOOP, c.Proceed(override=True))) == e.Arrived("two", overridden=("samtycke",))
    assert last(play(LOOP, e.Checked("samtycke"), c.Proceed(override=True))) == e.Arrived("two")


def test_a_checked_item_stays_so() -> None:
    """An item once ticked is ticked when a loop comes back, and a condition can read it."""
    player = play(LOOP, e.Checked("samtycke"), c.Proceed(), c.Proceed())
    assert player.state.happened("checked", "samtycke")
    do_all(player, [c.Proceed(), c.Proceed(), e.Checked("samtycke", done=False)])
    assert refused(player, c.Proceed()).reason is Reason.CHECKLIST_OPEN


@pytest.mark.parametrize(
    ("seconds", "marked", "ends"),
    [
        (60, Observation.DONE, Observation.DONE),
        (61, Observation.DONE, Observation.LATE),
        (61, Observation.MISSED, Observation.MISSED),
        (61, Observation.WRONG, Observation.WRONG),
        (0, Observation.LATE, Observation.LATE),
        (61, Observation.NOT_OBSERVED, Observation.NOT_OBSERVED),
    ],
)
def test_how_an_expectation_ends(seconds: float, marked: Observation, ends: Observation) -> None:
    """Done after its time is late by itself; what else is said stands as it was said."""
    player = play(LOOP)
    player.wait(seconds)
    do_all(player, [c.MarkExpectation("fragar", marked)])
    assert player.state.here.marks == {("one", "fragar"): ends}


def test_an_expectation_without_a_limit_is_never_late() -> None:
    """Where the author set no time, done is done; what nobody mentioned is in no list at all."""
    player = play(LOOP)
    player.wait(119)
    do_all(player, [c.MarkExpectation("hor")])
    assert player.state.here.marks == {("one", "hor"): Observation.DONE}
    assert not player.state.happened("missed", "fragar")


def test_a_correction_stands_and_a_second_chance_does_not_undo_the_first() -> None:
    """At one visit the last word counts; what was missed at an earlier visit was missed, whatever comes later."""
    missed = c.MarkExpectation("fragar", Observation.MISSED)
    player = play(LOOP, missed, c.MarkExpectation("fragar"))
    assert not player.state.happened("missed", "fragar")
    do_all(player, [missed, *ON, c.Proceed(), c.MarkExpectation("fragar")])
    assert player.state.here.marks == {("one", "fragar"): Observation.DONE}
    assert player.state.happened("missed", "fragar")
    assert not player.state.happened("late", "fragar")


def test_cues_ratings_and_injects_are_remembered() -> None:
    """What the facilitator used and what Esther said belong to the journey."""
    player = play(viktlarm(), e.CueGiven("titta-pa-vagen"), e.EstherRated(2, seat="esther"))
    do_all(player, [c.FireInject("grannen-ringer"), CALL, e.EstherRated(4)])
    here = player.state.here
    assert here.cues == {("frukost", "titta-pa-vagen")}
    assert here.ratings == (("frukost", 2, "esther"), ("samtalet", 4, "esther"))
    assert here.injects == ("grannen-ringer",)


def test_an_inject_against_its_condition_is_written_down_as_such() -> None:
    """The facilitator may fire any inject, and the override shows only where there was something to override."""
    game = scenario(
        {"one": event(ending="Slut")},
        variables={"n": 0},
        injects={
            "a": {"title": "A", "text": "A", "when": "n > 0", "effects": [{"add": {"n": 1}}]},
            "b": {"title": "B", "text": "B"},
        },
    )
    player = play(game, c.FireInject("a", override=True))
    assert last(player) == e.InjectFired("a", overridden=True)
    do_all(player, [c.FireInject("a", override=True), c.FireInject("b", override=True)])
    assert [each.entry for each in player.journal[-2:]] == [e.InjectFired("a"), e.InjectFired("b")]


def test_going_anywhere_is_an_override() -> None:
    """The facilitator can go to any event, with the cause and the open items in the journal."""
    assert last(play(LOOP, c.GoTo("end"))) == e.Arrived("end", Cause.OVERRIDE, ("samtycke",))


def rewound() -> tuple[Player, int, int]:
    """Return a run that rang, went back to breakfast, and where its two ways stand in the journal."""
    player = play(viktlarm())
    breakfast = player.state.seq
    do_all(player, [e.EstherRated(2), CALL, c.HandOver()])
    before_rewind = player.state.seq
    player.wait(10)
    do_all(player, [e.Rewound(breakfast)])
    return player, breakfast, before_rewind


def test_a_rewind_takes_all_of_the_journey_back() -> None:
    """Place, knowledge, variables, ratings and story time stand as they did; the journal keeps every entry."""
    player, breakfast, before_rewind = rewound()
    fresh = play(viktlarm())
    assert standing(player.state.here) == standing(fresh.state.here)
    assert player.state.seq == before_rewind + 1
    assert len(player.journal) == player.state.seq
    assert breakfast < before_rewind


def test_a_rewind_arms_the_timer_in_full() -> None:
    """Whoever goes back gets the whole time, and room time has gone on."""
    player, _breakfast, _before_rewind = rewound()
    reading = read_timer(player.state, player.room)
    assert reading is not None
    assert (reading.left, reading.limit, player.room) == (240, 240, 10)
    player.wait(240)
    assert player.state.here.event == "for-sent"


def test_a_rewind_into_the_abandoned_way_brings_it_back() -> None:
    """To go back to an entry that an earlier rewind took back is to redo it."""
    player, _breakfast, before_rewind = rewound()
    do_all(player, [c.Choose("vanta"), e.Rewound(before_rewind)])
    assert player.state.here.event == "samtalet"
    assert player.state.knows("sjukskoterska", "vikten") == play(viktlarm(), CALL, c.HandOver()).state.knows(
        "sjukskoterska", "vikten"
    )
    assert player.state.here.handover is not None
    assert player.state.here.handover.received
    assert not player.state.chose("vanta", None)


FACILITATORS: list[Command] = [
    c.GoTo("samtalet"),
    e.Rewound(4),
    e.TimerExtended(60),
    e.CueGiven("titta-pa-vagen"),
    c.MarkExpectation("fragar"),
    e.EstherRated(3),
    e.Noted("En paus"),
    e.Observed("De andas ut", seat="facilitator"),
]


@pytest.mark.parametrize("command", FACILITATORS)
def test_in_a_pause_the_facilitator_can_put_things_right(command: Command) -> None:
    """While time stands still the facilitator may catch up with the ticks, go back, and go anywhere."""
    player = play(viktlarm(), c.Pause())
    do_all(player, [command])
    assert player.state.paused


@pytest.mark.parametrize("command", [CALL, c.Proceed(), c.FireInject("grannen-ringer"), c.Advance(override=True)])
def test_in_a_pause_the_team_waits(command: Command) -> None:
    """While time stands still nobody chooses, goes on, is interrupted, or leaves the step."""
    player = play(viktlarm(), c.Pause())
    assert refused(player, command).reason is Reason.PAUSED


@pytest.mark.parametrize("command", [c.Send(), c.Receive(), c.Confirm(), c.HandOver()])
def test_in_a_pause_nobody_hands_over(command: Command) -> None:
    """A handover waits for the end of a pause, while its marks can be caught up with."""
    player = play(viktlarm(), CALL, c.Pause())
    assert refused(player, command).reason is Reason.PAUSED


def test_a_scenario_without_ways_has_no_next() -> None:
    """A model that no file could give, with an event that leads nowhere, is refused and does not raise."""
    game: Scenario = scenario({"one": event(), "two": event(next="nowhere")})
    assert refused(play(game), c.Proceed()).reason is Reason.UNKNOWN
    assert refused(play(game, c.GoTo("two")), c.Proceed()).reason is Reason.UNKNOWN


def branching(**more: Any) -> Scenario:
    """Return a decision whose one option leads to one event or to another, and counts a variable up."""
    ways = [{"when": "n > 0 and chose ring", "to": "high"}, {"to": "low"}]
    option = {"text": "Ring", "next": ways, "effects": [{"when": "flag", "add": {"n": 1}}], **more}
    return scenario(
        {
            "one": event(
                decision={"by": "nurse", "question": "Vad?", "options": {"ring": option}},
                checklist={"vagen": {"text": "Vågen", "required": True}},
            ),
            "high": event(ending="Högt", effects=[{"set": {"n": -1}}]),
            "low": event(ending="Lågt"),
        },
        variables={"n": 0, "flag": False},
        injects={"larm": {"title": "Larm", "text": "Det piper.", "effects": [{"set": {"flag": True}}]}},
    )


TICK = e.Checked("vagen")


@pytest.mark.parametrize(("before", "arrives"), [((), "low"), ((c.FireInject("larm"),), "high")])
def test_where_an_option_leads_is_asked_after_its_own_effects(before: tuple[Command, ...], arrives: str) -> None:
    """The choice and what it changes count by then; what the next event changes on arrival does not."""
    player = play(branching(), TICK, *before, CALL)
    assert [each.entry for each in player.journal[-2:]] == [e.Chose("ring"), e.Arrived(arrives, Cause.OPTION)]


def test_an_option_that_branches_waits_for_the_checklist_too() -> None:
    """Nothing is chosen, and none of its effects happens, while a required item is open."""
    player = play(branching(), c.FireInject("larm"))
    assert refused(player, CALL).reason is Reason.CHECKLIST_OPEN
    assert player.state.here.variables["n"] == 0


def test_a_choice_taken_back_leads_elsewhere_if_things_have_changed() -> None:
    """After a rewind the effects of the first choice are undone, and the ways are asked anew."""
    player = play(branching(), TICK)
    before = player.state.seq
    do_all(player, [CALL])
    assert player.state.here.event == "low"
    do_all(player, [e.Rewound(before), c.FireInject("larm"), CALL])
    assert (player.state.here.event, player.state.here.variables["n"]) == ("high", -1)
