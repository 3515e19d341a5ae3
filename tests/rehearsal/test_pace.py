"""How long a random team stays at an event, and who has something to do there."""

from __future__ import annotations

from typing import Any

from esthersim.rehearsal.pace import TALK, TALK_TO_DECIDE, TALK_TO_HAND_OVER, Pace, busy_roles, pace
from esthersim.scenario.model import Event, Scenario
from support.graphs import raw_event, raw_scenario

WORDS = " ".join(["ord"] * 130)


def _event(targets: tuple[str, ...] = ("b",), **more: Any) -> Event:
    return Event.model_validate({**raw_event("a", targets), "text": WORDS, **more})


def test_a_text_is_read_aloud_and_talked_about() -> None:
    """A hundred and thirty words are a minute; a decision takes longer than going on, a handover longest."""
    handover = {"from": "nurse", "to": "esther", "format": "sbar"}
    for event, talk in (
        (_event(), TALK),
        (_event(("b", "c")), TALK_TO_DECIDE),
        (_event(handover=handover), TALK_TO_HAND_OVER),
    ):
        assert pace(event) == (60 + talk[0], talk[1] - talk[0])


def test_what_esther_says_is_read_too() -> None:
    """Her words count as the text does, and an ending takes as long as it is read."""
    assert pace(_event((), esther=WORDS)) == (120, 0)


def test_a_timer_sets_the_time() -> None:
    """With a timer, hard or soft, it is from a third of the limit to all of it, however long the text is."""
    least, more = pace(_event(timer="3 min"))
    assert (round(least), round(least + more)) == (60, 180)


def test_roles_are_busy_where_they_are_present_or_act() -> None:
    """Those present, those who hand over and receive, those of whom something is expected, Esther where she speaks."""
    roles: dict[str, Any] = {
        key: {"title": key, "brief": key} for key in ("present", "sender", "receiver", "watched", "else")
    }
    roles["esther"] = {"title": "Esther", "brief": "Esther", "patient": True}
    event = {
        **raw_event("a", ["b"]),
        "present": ["present"],
        "esther": "Hej",
        "handover": {"from": "sender", "to": "receiver", "format": "sbar"},
        "expect": {"looks": {"text": "Ser efter", "by": "watched"}},
    }
    scenario = Scenario.model_validate(raw_scenario({"a": event, "b": raw_event("b")}, roles=roles))
    assert busy_roles(scenario, scenario.events["a"]) == {"present", "sender", "receiver", "watched", "esther"}


def test_the_team_is_everybody() -> None:
    """A decision by the team is by all in the room, also by those whom the event does not name."""
    events = {"a": raw_event("a", ["b", "b"]), "b": {**raw_event("b", ["a", "a"]), "present": ["nurse"]}}
    scenario = Scenario.model_validate(raw_scenario(events))
    assert busy_roles(scenario, scenario.events["a"]) == {"esther", "nurse"}
    assert busy_roles(scenario, scenario.events["b"]) == {"esther", "nurse"}


def test_who_has_stayed_for_a_while_stays_for_the_rest() -> None:
    """Between one and three minutes: half stay until two, and these then stay for up to one more."""
    stay = Pace(60, 120)
    assert [stay.stay(second) for second in (30, 60, 120, 180, 200)] == [1, 1, 0.5, 0, 0]
    assert stay.after(30) == (30, 120)
    assert stay.after(120) == (0, 60)
