"""What is read, carried, present or left over: the ways that count, one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from esthersim.authored.problems import Problem
from esthersim.authoring.examination import rule_base
from esthersim.authoring.placeholders import LANGUAGES, is_placeholder, texts_for
from esthersim.authoring.rule_runner import examine
from esthersim.scenario.loading import read_scenario
from esthersim.scenario.model import VITAL_SIGNS
from support.problem_examples import lay_over, plain_tree

WORRY = {"variables": {"oro": 1}}
TIMED = {"events": {"hemma": {"timer": {"limit": "3 min", "next": "natten"}}}}
HEADER = 'msgid ""\nmsgstr "Language: en\\n"\n\n'


def found(*patches: dict[str, Any]) -> tuple[Problem, ...]:
    """Return what is found in the base scenario with patches laid over it."""
    tree: Any = plain_tree(rule_base())
    for patch in patches:
        tree = lay_over(tree, patch)
    loaded = read_scenario(json.dumps(tree, ensure_ascii=False, indent=1), "kort.yaml")
    assert loaded.problems == ()
    return examine(loaded)


def codes(*patches: dict[str, Any]) -> list[str]:
    """Return the codes of what is found in the base scenario with patches laid over it."""
    return [problem.code for problem in found(*patches)]


def at_home(**keys: Any) -> dict[str, Any]:
    """Return a patch of the first event."""
    return {"events": {"hemma": keys}}


@pytest.mark.parametrize(
    "patch",
    [
        at_home(text="Oron är {oro}."),
        {"debriefing": {"questions": {"oron": {"ask": "Vad gjorde oron?", "when": "oro > 2", "objective": "sbar"}}}},
        {"plays": {"ingen-ringer": [{"choose": "vanta"}, {"expect": {"event": "natten", "variables": {"oro": 1}}}]}},
    ],
)
def test_a_variable_is_read(patch: dict[str, Any]) -> None:
    """A text that shows it, a question of the debriefing, or a play that checks it is enough."""
    assert codes(WORRY) == ["ES273"]
    assert "ES273" not in codes(WORRY, patch)


def test_the_score_in_a_text_reads_every_vital_sign() -> None:
    """The early warning score is reckoned from all of them; one of them by itself is reported alone."""
    signs = {"variables": {"pulse": 88, "sbp": 120, "rr": 16}}
    [problem] = found(signs)
    assert (problem.code, problem.message) == ("ES275", "nothing reads these vital signs: 'pulse', 'sbp', 'rr'")
    [problem] = found(signs, at_home(text="Pulsen är {pulse}, {sbp} övertryck."))
    assert problem.message == "nothing reads these vital signs: 'rr'"
    whole = {"variables": {**dict.fromkeys(VITAL_SIGNS, 2), "o2": False, "alert": True}}
    assert codes(whole, at_home(text="Poängen är {news2}.")) == []
    assert codes(signs, at_home(text="Poängen är {news2}.")) == ["ES320"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"expect": {"fragar": {"within": "3 min"}}}, []),
        ({"expect": {"fragar": {"within": "181 s"}}}, ["ES277"]),
        ({"cues": {"handen": {"after": "179 s", "text": "Handen"}}}, []),
        ({"cues": {"handen": {"after": "180 s", "text": "Handen"}}}, ["ES278"]),
        ({"timer": "3 min", "cues": {"handen": {"after": "5 min", "text": "Handen"}}}, []),
    ],
)
def test_what_the_timer_leaves_time_for(keys: dict[str, Any], expected: list[str]) -> None:
    """An expectation may have all of it, a cue must come before it runs out, and a soft timer ends nothing."""
    assert codes(TIMED, at_home(**keys)) == expected


@pytest.mark.parametrize(
    ("role", "event"), [("skoterska", "hemma"), ("lakare", "samtalet"), ("skoterska", "samtalet"), ("esther", "hemma")]
)
def test_who_acts_at_an_event_is_there(role: str, event: str) -> None:
    """Those who decide, hand over, receive or speak need not be listed under `present`."""
    nobody = {"events": {key: {"present": None} for key in ("hemma", "samtalet")}}
    expected = {"events": {event: {"expect": {"ser": {"text": "Ser upp", "by": role}}}}}
    assert "ES279" not in codes(nobody, expected)
    elsewhere = {"events": {"natten": {"present": None, "expect": {"ser": {"text": "Ser upp", "by": role}}}}}
    assert codes(elsewhere) == ["ES279"]


def test_capitals_and_lines_make_no_difference() -> None:
    """Texts are compared as they are heard."""
    assert codes({"roles": {"lakare": {"title": "SKÖTERSKA\n"}}}) == ["ES284"]


def test_a_play_that_fails_is_all_that_is_reported_of_plays() -> None:
    """Where it would end is not known before it is mended; without any play nothing is missed."""
    broken = {"plays": {"allt-gar-bra": None, "ingen-ringer": [{"choose": "vanta"}, {"expect": "kvallen"}]}}
    assert codes(broken) == ["ES224"]
    assert codes({"plays": {"allt-gar-bra": None, "ingen-ringer": None}}) == []
    assert codes({"plays": {"allt-gar-bra": None}}) == ["ES286"]


@pytest.mark.parametrize(
    "left", ["TODO", "fixa: FIXME", "XXX", "Lorem ipsum dolor", "[Insert name here]", "[skriv mer]"]
)
def test_a_reminder_is_found(left: str) -> None:
    """In both languages, with its place inside the text."""
    [problem] = found(at_home(text=f"Esther ler. {left}"))
    assert problem.code == "ES287"
    assert problem.source_line[problem.column - 1 :].startswith(left.removeprefix("fixa: ")[:4])


@pytest.mark.parametrize("text", ["Hon säger todo", "[suckar]", "Storlek XX", "metodologi"])
def test_a_word_of_the_story_is_no_reminder(text: str) -> None:
    """Stage directions in brackets and words that only hold one are left alone."""
    assert codes(at_home(text=text)) == []


def test_a_reminder_in_a_translation() -> None:
    """It is found in the .po file, at its line."""
    entry = 'msgctxt "story"\nmsgid "Esther är 81 år och bor ensam."\nmsgstr "Esther is 81. TODO"\n'
    translated = read_scenario(rule_base(), "kort.yaml", HEADER + entry)
    [problem] = examine(read_scenario(rule_base(), "kort.yaml"), [translated])
    assert (problem.code, problem.file, problem.line, problem.path) == ("ES287", "kort.po", 6, "story")


def situations(language: str) -> Iterator[str]:
    """Yield the longer texts of the two situations that a language's new scenarios can tell of."""
    for own in (False, True):
        texts = texts_for(language, own=own, patient="Lars")
        yield from (texts[key] for key in ("summary", "needs", "story", "patient_private", "first_text", "lost_text"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_of_new_are_known_again(language: str) -> None:
    """Wherever their lines are broken, about whomever they are, also with the author's fact among them."""
    for text in situations(language):
        filled = text.replace("{facts}", "”Lars har fallit”")
        assert is_placeholder(filled.replace(" ", "\n  "), ["Lars"])
        assert not is_placeholder(f"{filled[:20]} och mer.", ["Lars"])
    for text in ("Vad gör du nu?", "What do you do now?", "Esthers kök"):
        assert not is_placeholder(text, ["Esther"])


def test_a_role_may_be_called_as_in_a_new_scenario() -> None:
    """A district nurse at a health centre is in many a journey; her text, which tells of another, is found."""
    assert is_placeholder("District nurse at the health centre", ["Esther"])
    assert codes({"roles": {"skoterska": {"title": "District nurse at the health centre"}}}) == []
    assert codes({"roles": {"skoterska": {"brief": texts_for("sv", own=True)["sender_brief"]}}}) == ["ES288"]


@pytest.mark.parametrize("title", ["Esther", "Gamla Esther", "Esther, 81 år"])
def test_the_name_esther_is_the_patients(title: str) -> None:
    """Then nothing is said of it."""
    assert codes({"roles": {"esther": {"title": title}}}) == []


@pytest.mark.parametrize(
    ("title", "expected"), [("Esther, dottern", []), ("Den som möter Esther", ["ES289"]), ("Esthers läkare", ["ES289"])]
)
def test_the_name_esther_is_somebody_elses(title: str, expected: list[str]) -> None:
    """Another role may be called so; to be defined by her is not to be called so."""
    assert codes({"roles": {"esther": {"title": "Anna"}, "lakare": {"title": title}}}) == expected


def test_sources_may_speak_of_esther() -> None:
    """They name the method."""
    clean = json.loads(json.dumps(plain_tree(rule_base())).replace("Esther", "Anna"))
    clean["sources"] = ["Esther-nätverket"]
    assert examine(read_scenario(json.dumps(clean, ensure_ascii=False, indent=1), "kort.yaml")) == ()
