"""Documents at an event: who sees them, and who learns what they say."""

from __future__ import annotations

from typing import Any

import pytest

from esthersim.play import commands as c
from esthersim.play.documents import documents_for
from esthersim.play.plays import at_the_start
from esthersim.scenario.model import Scenario
from support.players import play
from support.scenarios import event, scenario

ROLES = ("esther", "nurse", "doctor", "son")


def game(**keys: Any) -> Scenario:
    """Return a scenario whose second event shows something."""
    return scenario(
        {"one": event(next="two"), "two": event(next="end", **keys), "end": event(ending="Slut")},
        roles={role: {"title": role, "brief": "Du."} for role in ROLES},
        facts={"dose": {"text": "Dosen"}, "date": {"text": "Dagen"}},
        variables={"flag": False},
        documents={
            "list": {"title": "Listan", "text": "Fem mediciner", "facts": ["dose"]},
            "letter": {"title": "Brevet", "from": "Sonen", "text": "Hej", "facts": ["dose", "date"]},
        },
    )


def learnt(**keys: Any) -> dict[str, set[str]]:
    """Return who knows what at the second event."""
    knowledge = play(game(**keys), c.Proceed()).state.here.knowledge
    return {role: set(facts) for role, facts in knowledge.items() if facts}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"shows": "list"}, {}),
        ({"shows": "list", "present": ["nurse", "son"]}, {"nurse": {"dose"}, "son": {"dose"}}),
        ({"shows": "list", "present": [{"role": "nurse", "when": "flag"}, "son"]}, {"son": {"dose"}}),
        ({"shows": "list", "present": ["nurse"], "heard_by": "doctor"}, {"nurse": {"dose"}}),
        ({"shows": {"letter": "doctor"}, "present": ["nurse"]}, {"doctor": {"dose", "date"}}),
        (
            {"shows": {"letter": ["doctor"], "list": []}, "present": "son"},
            {"doctor": {"dose", "date"}, "son": {"dose"}},
        ),
        ({"shows": ["nothing"], "present": "son"}, {}),
    ],
)
def test_those_present_or_named_learn_its_facts(keys: dict[str, Any], expected: dict[str, set[str]]) -> None:
    """A document that names its readers is theirs alone; one that does not is read by who is there."""
    assert learnt(**keys) == expected


def test_whoever_hands_over_there_has_read_it() -> None:
    """Sender and receiver count as present, so that what is read can be passed on."""
    handover = {"from": "nurse", "to": "doctor", "format": "sbar", "must": ["dose"]}
    assert learnt(shows="list", handover=handover) == {"nurse": {"dose"}, "doctor": {"dose"}}


def test_it_is_read_before_the_effects() -> None:
    """An effect may ask what somebody knows from it."""
    effects = [{"when": "son knows dose", "learn": {"esther": "date"}}]
    assert learnt(shows="list", present="son", effects=effects) == {"son": {"dose"}, "esther": {"date"}}


def test_it_is_read_on_arrival_alone() -> None:
    """The event before knows nothing of it, and a rewind takes what was learnt back."""
    player = at_the_start(game(shows="list", present="son"))
    assert not player.state.knows("son", "dose")


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        ({"shows": ["list", "letter"]}, dict.fromkeys(ROLES, ("list", "letter"))),
        ({"shows": "list", "present": "son", "heard_by": "present"}, {"son": ("list",)}),
        ({"shows": {"letter": "doctor", "list": []}, "heard_by": "son"}, {"doctor": ("letter",), "son": ("list",)}),
    ],
)
def test_the_seats_that_hear_the_event_see_it(keys: dict[str, Any], seen: dict[str, tuple[str, ...]]) -> None:
    """Where it names its readers, it is theirs, heard or not."""
    state = play(game(**keys), c.Proceed()).state
    assert {role: found for role in ROLES if (found := documents_for(state, role))} == seen
