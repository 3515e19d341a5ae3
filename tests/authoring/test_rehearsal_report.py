"""Reports of a rehearsal: as text at eighty columns, and as the one JSON object that is promised."""

from __future__ import annotations

import json
import re

import pytest

from esthersim.authoring.rehearsal_data import rehearsal_data, rehearsal_json
from esthersim.authoring.rehearsal_report import COLUMNS, rehearsal_text
from esthersim.cells import width
from esthersim.language import set_language
from esthersim.library.scenarios import default_library
from esthersim.play.plays import run_play
from esthersim.rehearsal.pace import time_of_play
from esthersim.rehearsal.rehearsing import Rehearsal, rehearse
from esthersim.scenario.loading import Loaded, load_scenario, read_scenario, scenario_or_error
from support.scenarios import VIKTLARM

NEVER = VIKTLARM.replace("vanta: {text: Vänta till måndag,", "vanta: {text: Vänta till måndag, when: ringde,")
OTHERWISE = VIKTLARM.replace("- expect: trygg-helg", "- expect: for-sent")


def _rehearsed(text: str = VIKTLARM, teams: int = 300) -> tuple[Rehearsal, Loaded]:
    loaded = read_scenario(text, "viktlarm.yaml")
    return rehearse(scenario_or_error(loaded), teams, 1), loaded


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("name", ["tom-sang", "hem-fran-sjukhuset"])
def test_text_keeps_within_eighty_columns(name: str, language: str) -> None:
    """No line of a shipped scenario's rehearsal is wider than a plain terminal, in either language.

    A line that names a place in a file is as long as the file's name makes it.
    """
    loaded = load_scenario(default_library().find(name))
    set_language(language)
    text = rehearsal_text(rehearse(scenario_or_error(loaded), 100, 1, most_states=500), loaded)
    assert [line for line in text.splitlines() if width(line) > COLUMNS and ".yaml:" not in line] == []


def test_text_begins_with_what_nobody_meets() -> None:
    """Each line of it has the word, the file and the line, so that an editor can jump there."""
    text = NEVER
    rehearsal, loaded = _rehearsed(text)
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "when: ringde," in row)
    report = rehearsal_text(rehearsal, loaded).splitlines()
    assert report[3] == f"viktlarm.yaml:{line}: UNTESTED: no team is ever offered option 'frukost.vanta'"


def test_text_says_that_all_can_be_met() -> None:
    """A rehearsal without anything untested says so in a line."""
    report = rehearsal_text(*_rehearsed())
    assert "Every event, option, handover, ending and role can be met by some team." in report
    assert "UNTESTED" not in report


def test_text_says_where_the_space_was_cut() -> None:
    """A bound is reported with the number of states, never silently."""
    loaded = load_scenario(default_library().find("tom-sang"))
    rehearsal = rehearse(scenario_or_error(loaded), 10, 1, most_states=50)
    explored = len(rehearsal.space.events) - len(rehearsal.space.open_states)
    report = " ".join(rehearsal_text(rehearsal, loaded).split())
    assert f"{explored} states explored: there are more, which only the random teams may have met." in report
    assert rehearsal_data(rehearsal, loaded)["bound"] == "states"


def test_text_tells_how_a_play_differs() -> None:
    """A play of the file that goes otherwise is reported with its step, what was expected and what happened."""
    report = rehearsal_text(*_rehearsed(OTHERWISE))
    assert (
        "allt-gar-bra: FAILS at step 3: expected event 'for-sent', but the team is at event 'trygg-helg'"
        in " ".join(report.split())
    )
    assert re.search(r"goes as written: ingen-ringer, \d+ min at most", report)


def test_text_tells_what_a_lost_fact_changes() -> None:
    """Beside the handover where it was lost stand the endings that come more or less often for it."""
    report = rehearsal_text(*_rehearsed(teams=1000))
    rows = report.split("  vikten: ")[1].split("  sillen: ")[0].splitlines()
    assert rows[1].startswith("    lost by ")
    assert rows[1].endswith(" at 'samtalet'")
    assert rows[2].split() == ["trygg-helg", "0", "%", "when", "lost,", "100", "%", "when", "given"]


def test_shortest_ways_can_be_put_into_the_file() -> None:
    """What is printed under `plays:` is read as plays by the program, and they go as written."""
    rehearsal, loaded = _rehearsed()
    report = rehearsal_text(rehearsal, loaded)
    plays = report[report.index("\nplays:\n") + 1 :].split("\n\n")[0]
    whole = VIKTLARM[: VIKTLARM.index("\nplays:\n") + 1] + plays + "\n"
    scenario = scenario_or_error(read_scenario(whole, "viktlarm.yaml"))
    assert list(scenario.plays) == ["trygg-helg", "for-sent"]
    assert all(run_play(scenario, steps).failure is None for steps in scenario.plays.values())


def test_json_is_the_object_that_is_promised() -> None:
    """The keys and what they hold: shares of teams, seconds, lines, plays."""
    rehearsal, loaded = _rehearsed(NEVER)
    data = json.loads(rehearsal_json(rehearsal, loaded))
    assert data["complete"] is True
    assert data["bound"] is None
    assert data["states"] == len(rehearsal.space.events)
    assert (data["teams"], data["seed"]) == (300, 1)
    assert data["events"]["frukost"] == 1
    assert data["options"]["frukost.vanta"] == 0
    assert 0.8 < data["options"]["frukost.ring"] < 0.95
    assert data["handovers"] == {"samtalet": data["options"]["frukost.ring"]}
    assert data["roles"].keys() == rehearsal.scenario.roles.keys()
    assert sum(data["endings"].values()) == pytest.approx(1, abs=0.001)
    assert [(each["kind"], each["id"]) for each in data["untested"]] == [("option", "frukost.vanta")]
    scenario = rehearsal.scenario
    length = time_of_play(scenario, rehearsal.plays["allt-gar-bra"].journal)
    assert data["plays"]["allt-gar-bra"] == {
        "passed": True,
        "step": None,
        "message": None,
        "room_time": pytest.approx(length, abs=0.1),
    }
    for times in (data["room_time"], data["story_time"]):
        assert list(times) == ["least", "median", "p90", "most"]
        assert times["least"] <= times["median"] <= times["p90"] <= times["most"]
    assert data["shortest"]["trygg-helg"][-1] == {"expect": "trygg-helg"}
    assert data["lost"]["vikten"]["samtalet"]["endings_given"] == {"trygg-helg": 1, "for-sent": 0}


def test_json_tells_how_a_play_differs() -> None:
    """A play that goes otherwise has its step, counted from one, and the words for people."""
    data = rehearsal_data(*_rehearsed(OTHERWISE, teams=1))
    assert data["plays"]["allt-gar-bra"] == {
        "passed": False,
        "step": 3,
        "message": "expected event 'for-sent', but the team is at event 'trygg-helg'",
        "room_time": None,
    }


def test_json_has_no_times_where_nobody_comes_to_an_ending() -> None:
    """Where every team is in a loop there are no times to tell, and that is said with nothing in their place."""
    text = VIKTLARM.replace("limit: 4 min, next: for-sent", "limit: 4 min, next: frukost")
    text = text.replace("next: samtalet,", "next: frukost,").replace(
        "next: for-sent, effects", "next: frukost, effects"
    )
    rehearsal, loaded = _rehearsed(text, teams=2)
    data = rehearsal_data(rehearsal, loaded)
    assert (data["room_time"], data["story_time"]) == (None, None)
    assert data["unfinished"] == {"frukost": 1}
    assert "no ending" in rehearsal_text(rehearsal, loaded)
