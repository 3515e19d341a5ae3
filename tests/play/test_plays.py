"""Author's plays: implied proceeds, what each step does, failures that say where; and every shipped play."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from esthersim.play import entries as e
from esthersim.play.plays import PlayFailure, PlayResult, run_play
from esthersim.play.refusal import Refusal
from esthersim.play.replay import replay
from esthersim.play.vocabulary import FactStatus, Reason
from esthersim.scenario.play_steps import Play
from support.scenarios import event, scenario, viktlarm
from support.shipped_journeys import each_scenario, journey

STEPS: TypeAdapter[Any] = TypeAdapter(Play)
GAME = scenario(
    {
        "one": event(next="two"),
        "two": event(
            checklist={
                "samtycke": {"text": "Samtycke", "required": True},
                "kaffe": {"text": "Kaffe"},
            },
            next="three",
        ),
        "three": event(
            handover={
                "from": "nurse",
                "to": "esther",
                "format": "sbar",
                "must": ["known", "unknown"],
                "should": ["more"],
                "noise": ["noise"],
                "read_back": True,
            },
            next=[{"when": "esther knows known", "to": "choice"}, {"to": "bad"}],
        ),
        "choice": event(
            decision={
                "by": "team",
                "question": "Vad?",
                "options": {"a": {"text": "A", "next": "good"}, "b": {"text": "B", "next": "one", "when": "n > 0"}},
            },
            timer={"limit": "60 s", "next": "bad"},
        ),
        "good": event(ending="Allt väl"),
        "bad": event(ending="Inte väl"),
    },
    facts={
        "known": {"text": "K", "known_by": ["nurse"]},
        "more": {"text": "M", "known_by": ["nurse"]},
        "noise": {"text": "N", "known_by": ["nurse"]},
        "unknown": {"text": "U"},
    },
    variables={"n": 0},
    injects={"lyft": {"title": "Lyft", "text": "Det ljusnar.", "effects": [{"add": {"n": 1}}]}},
)


def go(*steps: Any) -> PlayResult:
    """Run a play written as in a file."""
    return run_play(GAME, STEPS.validate_python(list(steps)))


def failure(*steps: Any) -> PlayFailure:
    """Run a play that must fail, and return how."""
    failed = go(*steps).failure
    assert failed is not None
    return failed


def test_proceeds_are_implied_where_nothing_is_chosen() -> None:
    """A step that cannot apply yet is walked to, as far as nobody has to choose anything."""
    result = go({"check": "all"}, {"hand_over": "all"}, {"choose": "a"}, {"expect": {"ending": "Allt väl"}})
    assert result.failure is None
    assert result.state.here.event == "good"


def test_all_is_every_must_and_should_that_the_sender_knows() -> None:
    """`all` leaves out noise and what the sender cannot know, and confirms the read-back that is asked for."""
    journal = go({"check": "all"}, {"hand_over": "all"}).journal
    received = next(each.entry for each in journal if isinstance(each.entry, e.HandoverReceived))
    given = {fact for fact, status in received.statuses.items() if status is FactStatus.GIVEN}
    assert given == {"known", "more"}
    assert isinstance(journal[-1].entry, e.HandoverConfirmed)


@pytest.mark.parametrize(("said", "ending"), [("none", "Inte väl"), (["more"], "Inte väl")])
def test_what_is_handed_over_decides(said: Any, ending: str) -> None:
    """`none` gives nothing, and a list gives what it names; the journey branches on it."""
    assert go({"check": "all"}, {"hand_over": said}, {"expect": {"ending": ending}}).failure is None


def test_a_check_list_can_be_named() -> None:
    """`check` ticks the items it names, also when they are several events away."""
    result = go({"check": ["samtycke"]}, {"expect": "three"})
    assert result.failure is None
    assert result.state.here.checked == {"samtycke"}


def test_waiting_lets_timers_run_out_on_the_way() -> None:
    """`wait` is room time, and a timer that runs out in it does so at its own moment."""
    result = go({"check": "all"}, {"hand_over": "all"}, {"expect": "choice"}, {"wait": "2 min"}, {"expect": "bad"})
    assert result.failure is None
    ran_out = next(each for each in result.journal if isinstance(each.entry, e.TimerExpired))
    assert ran_out.room == 60


def test_an_inject_is_fired_where_the_team_is() -> None:
    """`inject` needs no particular event, and what follows from it is there for the next step."""
    steps = [{"inject": "lyft"}, {"check": "all"}, {"hand_over": "all"}, {"choose": "b"}, {"expect": "one"}]
    assert go(*steps).failure is None


def test_an_explicit_proceed() -> None:
    """`proceed` may be written out too."""
    assert go("proceed", {"expect": "two"}).failure is None


def test_expectations_of_knowledge_and_variables() -> None:
    """`expect` can ask who knows what, and what the variables are, where the team stands."""
    knows = {"expect": {"knows": {"nurse": ["known", "more"]}, "variables": {"n": 0}}}
    assert go(knows).failure is None
    failed = failure({"expect": {"knows": {"esther": ["known"]}}})
    assert (failed.step, failed.asked, failed.expected, failed.found) == (1, "expect", "esther knows known", "")
    failed = failure({"inject": "lyft"}, {"expect": {"variables": {"n": 0}}})
    assert (failed.step, failed.expected, failed.found) == (2, "n = 0", "n = 1")


def test_a_failed_expectation_says_where_the_team_was() -> None:
    """The failure names the step, what was expected and what was found instead."""
    failed = failure({"check": "all"}, {"hand_over": "none"}, {"expect": "good"})
    assert failed == PlayFailure(3, "expect", "good", "bad")
    failed = failure({"check": "all"}, {"hand_over": "none"}, {"expect": {"ending": "Allt väl"}})
    assert (failed.expected, failed.found) == ("Allt väl", "Inte väl")


@pytest.mark.parametrize(
    ("steps", "at", "refusal"),
    [
        ([{"choose": "a"}], "two", Refusal(Reason.NO_CHOICE_HERE)),
        ([{"check": "all"}, {"hand_over": "all"}, {"choose": "b"}], "choice", Refusal(Reason.OPTION_CLOSED, ("b",))),
        (
            [{"check": "all"}, {"hand_over": ["unknown"]}],
            "three",
            Refusal(Reason.SENDER_DOES_NOT_KNOW, ("nurse", "unknown")),
        ),
        ([{"check": "all"}, {"hand_over": "all"}, {"hand_over": "all"}], "choice", Refusal(Reason.NO_HANDOVER)),
    ],
)
def test_a_refused_step_fails_with_the_refusal(steps: list[Any], at: str, refusal: Refusal) -> None:
    """A step that the rules refuse fails the play, with the reason and the place."""
    failed = failure(*steps)
    assert (failed.step, failed.found, failed.refusal) == (len(steps), at, refusal)


def test_nothing_is_played_after_a_failure() -> None:
    """The first failure is the end of the play."""
    result = go({"expect": {"variables": {"n": 7}}}, {"inject": "lyft"})
    assert result.failure is not None
    assert result.failure.step == 1
    assert result.state.here.injects == ()


def test_the_plays_of_the_reference_pass() -> None:
    """The example that the format's reference shows does what it says."""
    game = viktlarm()
    assert {key: run_play(game, steps).failure for key, steps in game.plays.items()} == {
        "allt-gar-bra": None,
        "ingen-ringer": None,
    }


@each_scenario
def test_every_shipped_play_passes_and_replays(scenario: str) -> None:
    """The authors' own plays of a shipped scenario pass, and their journals replay without a difference."""
    game = journey(scenario)
    assert game.plays
    for key, steps in game.plays.items():
        result = run_play(game, steps)
        assert (key, result.failure) == (key, None)
        assert replay(game, result.asked).difference is None
