"""A whole rehearsal: what nobody meets, the author's plays, and ways that can be replayed."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from esthersim.play.plays import run_play
from esthersim.rehearsal.rehearsing import rehearse
from esthersim.rehearsal.shortening import shortened
from esthersim.rehearsal.ways import as_play
from esthersim.scenario.model import Scenario
from support.graphs import journey, ladder, raw_event, raw_scenario
from support.journeys import journeys


def _with_what_nobody_meets() -> Scenario:
    """Return a journey with an option that is never open, and behind it an event, a handover and an ending."""
    choice = raw_event("choice", ["home", "far"])
    choice["decision"]["options"]["o1"]["when"] = "esther knows weight"
    far = {**raw_event("far", ["end"]), "handover": {"from": "nurse", "to": "esther", "format": "sbar"}}
    events = {"choice": choice, "home": raw_event("home"), "far": far, "end": raw_event("end")}
    for key in ("choice", "home"):
        events[key]["present"] = ["esther"]
    events["far"]["present"] = ["esther", "nurse"]
    more: dict[str, Any] = {"facts": {"weight": {"text": "Vikten"}}}
    scenario = raw_scenario(events, **more)
    scenario["events"]["choice"]["decision"]["by"] = "esther"
    return Scenario.model_validate(scenario)


def test_what_nobody_meets_is_untested() -> None:
    """Events, options, handovers, endings and roles that no team can meet are named with their place in the file."""
    rehearsal = rehearse(_with_what_nobody_meets(), 20, 1)
    assert [(each.kind, each.id, each.path) for each in rehearsal.untested] == [
        ("role", "nurse", ("roles", "nurse")),
        ("option", "choice.o1", ("events", "choice", "decision", "options", "o1")),
        ("event", "far", ("events", "far")),
        ("handover", "far", ("events", "far", "handover")),
        ("ending", "end", ("events", "end")),
    ]
    assert not rehearsal.passed


def test_what_is_met_is_not_untested() -> None:
    """A journey all of which can be met has nothing untested, and passes."""
    rehearsal = rehearse(ladder(3), 10, 1)
    assert [each for each in rehearsal.untested if each.kind != "role"] == []


def test_where_the_space_was_cut_the_teams_count_too() -> None:
    """Beyond a bound, what some random team has met is tested."""
    scenario = ladder(3)
    whole = rehearse(scenario, 200, 1, most_states=2)
    few = rehearse(scenario, 1, 1, most_states=2)
    assert whole.space.bound == "states"
    assert not [each for each in whole.untested if each.kind != "role"]
    assert len(few.untested) > len(whole.untested)


def test_plays_of_the_file_are_run() -> None:
    """Each play of the author's is stepped through, and one that goes otherwise keeps the rehearsal from passing."""
    raw = raw_scenario({"a": raw_event("a", ["b", "c"]), "b": raw_event("b"), "c": raw_event("c")})
    for event in raw["events"].values():
        event["present"] = ["esther", "nurse"]
    good = Scenario.model_validate({**raw, "plays": {"one": [{"choose": "o0"}, {"expect": "b"}]}})
    bad = Scenario.model_validate({**raw, "plays": {"one": [{"choose": "o0"}, {"expect": "c"}]}})
    assert rehearse(good, 5, 1).passed
    failed = rehearse(bad, 5, 1)
    assert failed.plays["one"].failure is not None
    assert not failed.passed


@given(journeys())
def test_a_shortened_play_goes_the_same_way(scenario: Scenario) -> None:
    """Leaving out what a play does by itself changes nothing but its length."""
    from esthersim.rehearsal.exploring import explore
    from esthersim.rehearsal.ways import shortest_ways

    for steps in shortest_ways(explore(scenario, 400)).values():
        short = shortened(scenario, steps)
        one, other = (run_play(scenario, as_play(each)) for each in (steps, short))
        assert one.failure is None
        assert [each.entry for each in one.journal] == [each.entry for each in other.journal]
        assert len(short) <= len(steps)


def test_a_play_needs_no_line_for_what_happens_anyway() -> None:
    """A way of plain steps is one line: what is expected in the end."""
    assert rehearse(journey({"a": "b", "b": "c", "c": ""}), 1, 1).shortest == {"c": ({"expect": "c"},)}


def test_progress_is_told() -> None:
    """Whoever waits is told how many teams are done, the last of them at the end."""
    told: list[tuple[str, int]] = []
    rehearse(ladder(2), 250, 1, lambda what, done: told.append((what, done)))
    assert told == [("teams", 100), ("teams", 200), ("teams", 250)]
