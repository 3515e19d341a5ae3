"""The rules about traps, decisions, timers, handovers and time: what counts as a mistake, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from esthersim.authoring.rules import decisions, typical
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.teams import rehearse_teams
from support.findings import problems_in, reported
from support.graphs import journey, raw_branching, raw_event
from support.scenarios import scenario

Events = dict[str, Any]
FACTS = {
    "fall": {"text": "Esther har fallit", "known_by": ["esther"]},
    "cat": {"text": "Katten heter Sture"},
}
END = {"end": raw_event("end"), "other": raw_event("other")}
HANDOVER = {"from": "esther", "to": "nurse", "format": "free", "must": ["fall"]}


def question(when: str) -> Events:
    """Return a debriefing with a question that is asked under a condition."""
    return {"debriefing": {"questions": {"q": {"ask": "Vad hände?", "when": when}}}}


def handing_over(handover: Events, when: str = "nurse knows fall") -> Events:
    """Return an event with a handover and a way on a condition."""
    ways = [{"when": when, "to": "end"}, {"to": "other"}]
    return {"title": "call", "text": "Det händer något.", "handover": handover, "next": ways}


def _raw(ways: dict[str, str]) -> Events:
    return {key: raw_event(key, targets.split()) for key, targets in ways.items()}


def test_a_dead_end_is_reported_with_the_way_there() -> None:
    """The help is a list of choices, in the words of a play."""
    door = raw_event("door", ["end", "other"])
    for option in door["decision"]["options"].values():
        option["when"] = "nurse knows fall"
    events = {"call": raw_event("call", ["door"]) | {"handover": HANDOVER}, "door": door, **END}
    [problem] = problems_in(events, facts=FACTS)
    assert (problem.code, problem.path) == ("ES255", "events.door")
    assert problem.help.startswith("The way there: hand_over: none.")


def test_a_long_way_is_cut_and_a_way_without_choices_is_said() -> None:
    """Of many choices the last are shown; where there was none, the text says so."""
    ways = {f"e{number}": f"e{number + 1} end" for number in range(8)}
    assert _help_about_loop({**ways, "e8": "e9 e8", "e9": "e8", "end": ""}).startswith(
        "The way there: …, choose: o0, choose: o0,"
    )
    assert _help_about_loop({"a": "b", "b": "c b", "c": "b"}).startswith("The way there: straight on from the start.")


def _help_about_loop(ways: dict[str, str]) -> str:
    [problem] = [each for each in problems_in(_raw(ways)) if each.code == "ES256"]
    return problem.help


def test_a_loop_without_time_or_choice_is_no_loop_without_a_way_out_too() -> None:
    """One mistake is reported once, as what it is."""
    assert reported(_raw({"home": "a end", "a": "b", "b": "a", "end": ""})) == ["ES257 events.a"]


def test_what_is_settled_before_the_trap_is_reported_where_it_is_settled() -> None:
    """The loop is an error; that 'a' leads nowhere else is a warning, and no more is said."""
    events = _raw({"home": "a end", "a": "b", "b": "c d", "c": "b", "d": "b", "end": ""})
    assert reported(events) == ["ES258 events.a", "ES256 events.b"]


def test_a_checklist_that_blocks_is_no_dead_end_too() -> None:
    """Ticked, it shuts the only option; a way that a timer leads is still a way, and the list still blocks."""
    home = raw_event("home", ["end", "other"]) | {"checklist": {"asked": {"text": "Gjort", "required": True}}}
    for option in home["decision"]["options"].values():
        option["when"] = "not checked asked"
    assert reported({"home": home, **END}) == ["ES259 events.home.checklist"]


@pytest.mark.parametrize(
    ("when", "effects"),
    [
        ("chose o0", []),
        ("chose o1 at home", []),
        ("trust > 3", [{"add": {"trust": 1}}]),
        ("nurse knows fall", [{"learn": {"nurse": "fall"}}]),
    ],
)
def test_a_decision_that_the_debriefing_asks_about_matters(when: str, effects: list[Any]) -> None:
    """Both options lead to the same event; what they leave behind is asked about afterwards."""
    home = raw_event("home", ["end", "end"])
    home["decision"]["options"]["o0"]["effects"] = effects
    more: Events = {"variables": {"trust": 3}, "facts": FACTS}
    events = {"home": home, "end": raw_event("end")}
    assert reported(events, **more) == ["ES262 events.home.decision"]
    assert reported(events, **more, **question(when)) == []


def test_advice_makes_no_idle_decision_matter() -> None:
    """To follow the advice and not to follow it come to the same: the advice is idle too."""
    home = raw_event("home", ["end", "end"])
    home["decision"] |= {"advice": [{"choose": "o0"}], "support": "Lathunden"}
    assert reported({"home": home, "end": raw_event("end")}) == ["ES262 events.home.decision"]


def test_options_that_are_never_on_offer_together_are_no_idle_decision() -> None:
    """What is open hangs on what happened before; they lead to different events."""
    first, then = raw_event("first", ["then", "then"]), raw_event("then", ["end", "other"])
    then["decision"]["options"]["o0"]["when"] = "chose o0 at first"
    then["decision"]["options"]["o1"]["when"] = "not chose o0 at first"
    assert reported({"first": first, "then": then, **END}) == []


def test_options_whose_branches_come_to_the_same_are_an_idle_decision() -> None:
    """Both lead to one event or to the other, and always to the same; with one branch turned round they do not."""
    home = raw_branching("home", {}, ("chose o0 at first", "other"), last="end")
    home["decision"]["options"]["o0"]["next"] = [*home["decision"]["options"]["ring"]["next"]]
    first = raw_event("first", ["home", "home"])
    assert reported({"first": first, "home": home, **END}) == ["ES262 events.home.decision"]
    home["decision"]["options"]["o0"]["next"] = [{"when": "chose o0 at first", "to": "end"}, {"to": "other"}]
    assert reported({"first": first, "home": home, **END}) == []


def test_a_timer_that_is_asked_about_matters() -> None:
    """It leads where 'next' leads, but the debriefing wants to know; a soft limit is never reported."""
    home = raw_event("home", ["end"], "end")
    events = {"home": home, "end": raw_event("end")}
    assert reported(events) == ["ES261 events.home.timer"]
    assert reported(events, **question("expired home")) == []
    assert reported({**events, "home": raw_event("home", ["end"]) | {"timer": "2 min"}}) == []


def test_a_timer_that_chooses_for_the_team_matters() -> None:
    """It takes one of the two ways that they had."""
    assert reported({"home": raw_event("home", ["end", "other"], "end"), **END}) == []


def test_timers_longer_than_the_simulation_are_found_without_exploring(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as the simulation is planned to be, one can just run out."""
    monkeypatch.setattr("esthersim.rehearsal.exploring.explore", None)
    events = {"home": raw_event("home", ["end"]) | {"timer": "601 s"}, "end": raw_event("end")}
    assert reported(events, [decisions.endless_timers]) == ["ES260 events.home.timer"]
    events["home"]["timer"] = "10 min"
    assert reported(events, [decisions.endless_timers]) == []


@pytest.mark.parametrize(
    ("handover", "found"),
    [
        (HANDOVER, []),
        ({**HANDOVER, "must": ["cat"], "noise": []}, ["ES263 events.call.handover"]),
        ({**HANDOVER, "must": ["fall", "cat"]}, ["ES264 events.call.handover.must.1"]),
        ({**HANDOVER, "should": ["cat"]}, []),
        ({**HANDOVER, "must": [], "should": ["fall"]}, []),
    ],
)
def test_what_the_sender_can_never_know(handover: Events, found: list[str]) -> None:
    """Nothing of what is named is the one mistake, one must fact of several the other."""
    assert reported({"call": handing_over(handover), **END}, facts=FACTS) == found


def test_a_loss_matters_only_if_the_journey_differs() -> None:
    """That the debriefing asks what was lost does not let the team feel it."""
    assert reported({"call": handing_over(HANDOVER), **END}, facts=FACTS) == []
    plain = {"call": raw_event("call", ["end"]) | {"handover": HANDOVER}, "end": raw_event("end")}
    assert reported(plain, facts=FACTS) == ["ES265 events.call.handover"]
    assert reported(plain, facts=FACTS, **question("lost fall")) == ["ES265 events.call.handover"]


def test_story_time_that_has_passed_is_reported_with_its_clock_and_way() -> None:
    """Who takes the long way comes after nine, and the event says that it is eight."""
    events = {
        "home": raw_event("home", ["walk", "visit"]),
        "walk": raw_event("walk", ["visit"]) | {"after": "26 h"},
        "visit": raw_event("visit", ["end"]) | {"at": "day 1 08:30"},
        "end": raw_event("end"),
    }
    [problem] = problems_in(events)
    assert (problem.code, problem.path) == ("ES266", "events.visit.at")
    assert "day 2 10:00" in problem.message
    assert problem.help.startswith("The way there: choose: o0.")
    events["visit"]["at"] = "day 2 10:00"
    assert reported(events) == []


def test_a_loop_may_bring_a_team_back_to_an_hour_that_has_passed() -> None:
    """Once round is a way that teams take; what only many rounds can do is no word worth."""
    events = {
        "home": raw_event("home", ["wait", "visit"]),
        "wait": raw_event("wait", ["home"]) | {"after": "10 min"},
        "visit": raw_event("visit", ["end"]) | {"at": "day 1 08:30"},
        "end": raw_event("end"),
    }
    assert reported(events) == []
    events["home"]["at"] = "day 1 08:00"
    assert reported(events) == ["ES266 events.home.at"]


def test_a_story_that_starts_after_its_first_event() -> None:
    """Without 'starts' it is eight in the morning."""
    events = {"home": raw_event("home", ["end"]) | {"at": "day 1 07:30"}, "end": raw_event("end")}
    [problem] = problems_in(events)
    assert (problem.code, problem.path) == ("ES266", "events.home.at")
    assert "day 1 08:00" in problem.message
    assert reported(events, starts="2026-03-07 07:00") == []


def test_a_wait_is_reported_unless_the_role_is_optional_or_has_nothing_at_all() -> None:
    """The nurse comes to the ending only; without that another rule reports her as idle."""
    long = "Esther sitter kvar och tiden går. " * 60
    events = {
        "home": raw_event("home", ["later"]) | {"present": ["esther"], "text": long},
        "later": raw_event("later", ["end"]) | {"present": ["esther"], "text": long},
        "end": raw_event("end") | {"present": ["esther", "nurse"]},
    }
    time = {"prebriefing": "5 min", "simulation": "8 min", "debriefing": "15 min"}
    [problem] = problems_in(events, time=time)
    assert (problem.code, problem.path) == ("ES269", "roles.nurse")
    roles = {
        "esther": {"title": "Esther", "patient": True, "brief": "Du är Esther."},
        "nurse": {"title": "Sjuksköterska", "brief": "Du är på väg.", "optional": True},
    }
    assert reported(events, time=time, roles=roles) == []
    events["end"]["present"] = ["esther"]
    assert reported(events, time=time) == []


def test_what_is_sure_to_be_within_the_time_needs_no_teams() -> None:
    """The longest way is too long, but few take it: the median is reckoned, and teams agree."""
    ways = {f"e{number}": f"e{number + 1} end" for number in range(9)}
    few = journey({**ways, "e9": "", "end": ""})
    space = explore(few)
    promised = few.time.simulation.total_seconds
    assert not typical._can_be_long(space, promised, promised)
    assert max(rehearse_teams(few, 2000, 1).room_time) > promised
    assert sorted(rehearse_teams(few, 2000, 1).room_time)[1000] < promised


def test_a_promise_that_most_teams_break_is_reported() -> None:
    """Ten decisions take longer than two minutes."""
    ways = {f"e{number}": f"e{number + 1}" for number in range(10)}
    time = {"prebriefing": "5 min", "simulation": "2 min", "debriefing": "15 min"}
    assert reported(_raw({**ways, "e10": ""}), time=time)[0] == "ES270 time.simulation"


def test_a_cut_space_says_so_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not looked at is not called impossible."""
    monkeypatch.setattr("esthersim.rehearsal.exploring.explore", lambda scenario: explore(scenario, 3))
    [problem] = problems_in(_raw({"a": "b end", "b": "c end", "c": "d end", "d": "end", "end": "", "gone": "end"}))
    assert (problem.code, problem.severity) == ("ES271", "note")
    assert "more than 150000 states" in problem.message


def test_an_unreached_part_is_left_to_its_own_rule() -> None:
    """A handover, a deadline and a timer in what nobody reaches are not judged."""
    far = handing_over({**HANDOVER, "must": ["cat"]}, "nurse knows cat") | {"timer": {"limit": "1 min", "next": "end"}}
    rule = {"from": "far", "to": "end", "within": "1 min", "text": "I tid"}
    events = {"home": raw_event("home", ["end", "other"]), **END, "far": far}
    assert reported(events, facts=FACTS, deadlines={"d": rule}) == ["ES250 events.far"]
    assert scenario(events, facts=FACTS).events["far"].handover is not None
