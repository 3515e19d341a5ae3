"""How long a random team stays at an event, and who has something to do there."""

from __future__ import annotations

from typing import Any

from esthersim.play.plays import run_play
from esthersim.rehearsal.pace import (
    SECONDS_A_FACT,
    TALK,
    TALK_TO_DECIDE,
    TALK_TO_HAND_OVER,
    Pace,
    busy_roles,
    longest_time,
    paces,
    time_of_play,
)
from esthersim.rehearsal.reading import WORDS_A_MINUTE
from esthersim.scenario.model import Scenario
from esthersim.scenario.play_steps import PlayStep
from support.graphs import raw_event, raw_scenario

WORDS = " ".join(["ord"] * 120)
A_MINUTE = 60
TITLE = 60 / WORDS_A_MINUTE
"""The titles, questions and options here have one word each."""


def stay(event: dict[str, Any], **scenario: Any) -> Pace:
    """Return how long a team stays at the first event of a scenario."""
    return paces(Scenario.model_validate(raw_scenario({"a": event, "b": raw_event("b")}, **scenario)))["a"]


def raw(targets: tuple[str, ...] = ("b",), **more: Any) -> dict[str, Any]:
    """Return an event with a text of one minute."""
    return {**raw_event("a", targets), "title": "Ett", "text": WORDS, **more}


def test_a_text_is_read_aloud_and_talked_about() -> None:
    """A hundred and twenty words are a minute; a handover takes longer than going on, and each fact ten seconds."""
    assert stay(raw()) == (A_MINUTE + TITLE, TALK[0], TALK[1] - TALK[0])
    facts = {key: {"text": key} for key in ("weight", "breath")}
    handover = {"from": "nurse", "to": "esther", "format": "sbar", "must": ["weight"], "noise": ["breath"]}
    least, most = TALK_TO_HAND_OVER
    ticking = 2 * SECONDS_A_FACT
    assert stay(raw(handover=handover), facts=facts) == (A_MINUTE + TITLE + ticking, least, most - least)


def test_a_question_is_read_with_its_options_and_the_longest_feedback() -> None:
    """Whatever is chosen, what follows is read."""
    decision = {
        "by": "team",
        "question": WORDS,
        "options": {
            "one": {"text": WORDS, "next": "b", "feedback": WORDS},
            "two": {"text": WORDS, "next": "b", "feedback": "Kort."},
        },
    }
    event = {key: value for key, value in raw(decision=decision).items() if key != "next"}
    least, most = TALK_TO_DECIDE
    assert stay(event) == (5 * A_MINUTE + TITLE, least, most - least)


def test_what_some_read_alone_they_read_at_the_same_time() -> None:
    """The longest counts; a document that everybody hears is read as the text is, and so is a checklist."""
    only = {"nurse": WORDS, "esther": f"{WORDS} {WORDS}"}
    assert stay(raw(only=only)).aside == 3 * A_MINUTE + TITLE
    documents = {"list": {"title": "Lista", "text": WORDS}}
    assert stay(raw(shows=["list"]), documents=documents).aside == 2 * A_MINUTE + 2 * TITLE
    apart = stay(raw(only=only, shows={"list": ["nurse"]}), documents=documents)
    assert apart.aside == 3 * A_MINUTE + 2 * TITLE, "the nurse reads for two minutes and a title"
    assert stay(raw(checklist={"one": {"text": WORDS}})).aside == 2 * A_MINUTE + TITLE


def test_a_stage_is_read_where_it_begins() -> None:
    """Its heading and its text come before the event, and not again at the next event of the stage."""
    stages = {"home": {"title": "Hemma", "text": WORDS}}
    events = {"a": raw(stage="home"), "b": {**raw_event("b"), "title": "Ett", "text": WORDS, "stage": "home"}}
    found = paces(Scenario.model_validate(raw_scenario(events, stages=stages)))
    assert found["a"].aside == 2 * A_MINUTE + 2 * TITLE
    assert A_MINUTE < found["b"].aside < 2 * A_MINUTE


def test_what_esther_says_is_read_too() -> None:
    """Her words count as the text does."""
    assert stay(raw(esther=WORDS)).aside == 2 * A_MINUTE + TITLE


def test_a_timer_is_counted_after_the_reading() -> None:
    """With a timer, hard or soft, it is from a third of the limit to all of it, after what is read."""
    found = stay(raw(timer="3 min"))
    assert (round(found.aside - TITLE), round(found.least), round(found.most)) == (60, 60, 180)


def test_a_play_takes_the_longest_time_everywhere_in_the_language_it_is_read_in() -> None:
    """All of each timer, the ending, and the injects that came; a translation of twice the words takes longer."""
    inject = {"title": "Larm", "text": WORDS}
    swedish, longer = (
        Scenario.model_validate(
            raw_scenario({"a": raw(timer="3 min", text=text), "b": raw_event("b")}, injects={"alarm": inject})
        )
        for text in (WORDS, f"{WORDS} {WORDS}")
    )
    with_inject, without = (
        run_play(swedish, [PlayStep.model_validate(step) for step in steps]).journal
        for steps in ([{"inject": "alarm"}, {"expect": "b"}], [{"expect": "b"}])
    )
    most = sum(pace.whole for pace in paces(swedish).values())
    assert time_of_play(swedish, without) == most
    assert time_of_play(swedish, with_inject) == most + A_MINUTE + TITLE
    assert time_of_play(longer, without) == most + A_MINUTE
    assert longest_time((longer, swedish), without) == most + A_MINUTE


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
    stay = Pace(0, 60, 120)
    assert [stay.stay(second) for second in (30, 60, 120, 180, 200)] == [1, 1, 0.5, 0, 0]
    assert stay.after(30) == (0, 30, 120)
    assert stay.after(120) == (0, 0, 60)
