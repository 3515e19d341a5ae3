"""Messages: their form, their hints, their columns inside conditions, and that one mistake is told once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from esthersim.authored.problems import base_scenario
from esthersim.authoring.check import render_problems
from esthersim.language import get_language, set_language
from esthersim.scenario.loading import Loaded, ScenarioError, read_scenario, scenario_or_error
from support.problem_examples import patched

VANTA = next(n for n, line in enumerate(base_scenario().splitlines(), start=1) if "vanta:" in line)
"""The line of the base scenario where the option `vanta` stands."""


def with_patch(patch: dict[str, Any]) -> Loaded:
    """Load the base scenario with a patch laid over it."""
    return read_scenario(json.dumps(patched(patch), ensure_ascii=False, indent=1), "kort.yaml")


def codes(loaded: Loaded) -> list[str]:
    """Return the codes of the problems found, in the order of the file."""
    return [problem.code for problem in loaded.problems]


def replaced(old: str, new: str) -> Loaded:
    """Load the base scenario with a piece of its text replaced."""
    assert base_scenario().count(old) == 1
    return read_scenario(base_scenario().replace(old, new), "scenarios/kort.yaml")


def test_message_has_the_form_of_a_compiler() -> None:
    """File, line, column, severity, code, the ids in single quotes, the line and a caret under the wrong word."""
    loaded = replaced("text: Ring läkaren, next: samtalet", "text: Ring läkaren, next: samtal")
    assert render_problems(loaded.problems, "text").splitlines()[:3] == [
        (
            "scenarios/kort.yaml:29:42: error[ES104] decision 'hemma': option 'ring' leads to 'samtal', "
            "which is no event; did you mean 'samtalet'?"
        ),
        "            ring: {text: Ring läkaren, next: samtal}",
        "    " + " " * 41 + "^",
    ]
    assert loaded.problems[0].path == "events.hemma.decision.options.ring.next"


def test_message_is_in_the_interface_language() -> None:
    """The language of the words is the interface's, not the scenario's."""
    before = get_language()
    try:
        set_language("en")
        english = replaced("next: samtalet}", "next: samtal}").problems[0].message
        set_language("sv")
        swedish = replaced("next: samtalet}", "next: samtal}").problems[0].message
    finally:
        set_language(before)
    assert "leads to" in english
    assert "'samtal'" in swedish


@pytest.mark.parametrize(
    ("condition", "code", "offset"),
    [
        ("esther knows viktn", "ES106", 13),
        ("ester knows vikten", "ES105", 0),
        ("not (visited hemma or visited borta)", "ES100", 30),
        ("trygghet >= 3 and trygget < 2", "ES107", 18),
        ("chose rin at hemma", "ES110", 6),
        ("chose ring at hema", "ES100", 14),
        ("chose ring at samtalet", "ES124", 6),
        ("trygghet => 3", "ES130", 9),
        ("trygghet >=", "ES130", 11),
        ("(ringde", "ES130", 7),
        ("ringde and and", "ES130", 11),
        ("lost vikten", "ES131", 0),
        ("ringde < 2", "ES133", 0),
        ("not ringde and trygghet == true", "ES134", 15),
        ("news2 > 4", "ES132", 0),
        ("expired hemma and vikten", "ES107", 18),
    ],
)
@pytest.mark.parametrize(("before", "after"), [("", ""), ("'", "'"), ('"', '"')])
def test_column_inside_a_condition(condition: str, code: str, offset: int, before: str, after: str) -> None:
    """A problem points at the word inside the condition, in quotation marks or without."""
    option = f"vanta: {{when: {before}{condition}{after}, text: Vänta"
    loaded = replaced("vanta: {text: Vänta", option)
    start = base_scenario().splitlines()[VANTA - 1].index("{text") + len("{when: ") + len(before) + 1
    found = [(problem.code, problem.line, problem.column) for problem in loaded.problems]
    assert found == [(code, VANTA, start + offset)]


@pytest.mark.parametrize(
    ("layout", "line", "column"),
    [
        ("when: |\n            trygghet > 3\n            and viktn", 3, 17),
        ("when: >-\n            trygghet > 3\n            and\n            viktn", 4, 13),
        ("when: trygghet > 3\n              and viktn", 2, 19),
    ],
)
def test_column_inside_a_condition_over_several_lines(layout: str, line: int, column: int) -> None:
    """A long condition may stand on several lines; the word is found in its own."""
    vanta = "        vanta: {text: Vänta, next: slutet}"
    loaded = replaced(vanta, f"        vanta:\n          {layout}\n          text: Vänta\n          next: slutet")
    found = [(problem.code, problem.line, problem.column) for problem in loaded.problems]
    assert found == [("ES107", VANTA + line, column)]


def test_hint_says_what_else_has_that_id() -> None:
    """A fact where a variable should be is no typing error, and the hint says so."""
    message = replaced("vanta: {text: Vänta", "vanta: {when: vikten, text: Vänta").problems[0].message
    assert "'vikten' is a fact" in message


def test_comma_in_braces_is_told_as_such() -> None:
    """`{text: Vänta, gå}` has a key that nobody meant: the hint says what to do about it."""
    loaded = replaced("vanta: {text: Vänta,", "vanta: {text: Vänta, gå sedan,")
    assert codes(loaded) == ["ES140"]
    assert loaded.problems[0].message.endswith("a text with a comma must stand in quotation marks")


def test_hint_says_where_a_key_belongs() -> None:
    """A key of another part of the format is known there."""
    loaded = with_patch({"events": {"hemma": {"options": {}}}})
    assert codes(loaded) == ["ES140"]
    assert "belongs in a decision" in loaded.problems[0].message


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        pytest.param({"events": {"samtalet": {"text": None}}}, ["ES141"], id="an event without a text"),
        pytest.param({"events": {"samtalet": "text"}}, ["ES143"], id="an event that is a text is still led to"),
        pytest.param({"events": {"samtalet": {"next": None, "nextt": "slutet"}}}, ["ES140"], id="a misspelt exit"),
        pytest.param(
            {"events": {"samtalet": {"next": None, "nextt": "sltet"}}}, ["ES101", "ES140"], id="and its content"
        ),
        pytest.param({"events": {"hemma": {"decision": "Vad?"}}}, ["ES143"], id="a decision that is a text"),
        pytest.param(
            {"events": {"hemma": {"decision": {"options": None, "option": {"ring": {"text": "t", "next": "slutet"}}}}}},
            ["ES140"],
            id="misspelt options",
        ),
        pytest.param(
            {"events": {"hemma": {"decision": {"options": None, "question": None, "xyzzy": "x"}}}},
            ["ES140", "ES141", "ES141"],
            id="half a decision",
        ),
        pytest.param(
            {"events": {"samtalet": {"handover": {"from": None, "to": None, "format": None, "must": None}}}},
            ["ES141", "ES141", "ES141"],
            id="an empty handover",
        ),
        pytest.param({"facts": ["vikten"]}, ["ES143"], id="a list of facts"),
        pytest.param({"rolls": {}, "roles": {"esther": {"organisation": "x"}}}, ["ES115", "ES140"], id="two mistakes"),
        pytest.param({"objectives": "Vi ringer"}, ["ES143"], id="objectives in one text"),
        pytest.param({"time": None}, ["ES141"], id="no time"),
        pytest.param({"roles": {"esther": {"patient": "ja"}}}, ["ES145"], id="the patient in other words"),
        pytest.param({"events": {"hemma": {"decision": {"by": None}}}}, ["ES141"], id="nobody decides"),
        pytest.param({"events": {"hemma": {"decision": {"by": []}}}}, ["ES151"], id="by nobody"),
        pytest.param(
            {"events": {"samtalet": {"next": [{"when": "a ="}, {"to": "slutet"}]}}}, ["ES130", "ES141"], id="way"
        ),
        pytest.param({"events": {"samtalet": {"timer": {"limit": 5, "nxt": "hemma"}}}}, ["ES140", "ES148"], id="timer"),
        pytest.param(
            {"events": {"samtalet": {"handover": {"must": ["a b", "vikten"]}}}}, ["ES152"], id="an id in a list"
        ),
        pytest.param({"roles": {"esther": {"goals": [1, {"a": "b"}]}}}, ["ES142"], id="a goal that is no text"),
        pytest.param({"roles": {"lakare": {"people": ["en", "två"]}}}, ["ES157"], id="people in words"),
        pytest.param({"plays": {"p": ["vänta"]}}, ["ES143"], id="an unknown step"),
        pytest.param({"plays": {"p": []}}, ["ES151"], id="a play without steps"),
        pytest.param(
            {"variables": {"trygghet": "hög"}, "deadlines": {"d": None}}, ["ES147", "ES151"], id="a word and nothing"
        ),
    ],
)
def test_one_mistake_is_told_once(patch: dict[str, Any], expected: list[str]) -> None:
    """No cascades: what follows from a mistake is not told, and the mistakes beside it are."""
    assert sorted(codes(with_patch(patch))) == expected


def test_empty_sections_are_left_out() -> None:
    """A heading of which nothing is written yet is no mistake, where the section may be left out."""
    loaded = read_scenario(base_scenario() + "injects:\nplays:\nsources:\n", "kort.yaml")
    assert loaded.problems == ()
    assert scenario_or_error(loaded).injects == {}


def test_problems_come_in_the_order_of_the_file() -> None:
    """A trainer mends from above."""
    loaded = with_patch({"id": "kart", "language": "?", "variables": {"a": "b"}, "events": {"slutet": {"after": "x"}}})
    places = [(problem.line, problem.column) for problem in loaded.problems]
    assert places == sorted(places)
    assert set(codes(loaded)) == {"ES147", "ES148", "ES155", "ES156"}


def test_id_must_be_the_files_stem_where_there_is_a_file() -> None:
    """Runs and translations find a scenario by its id; a text that comes from elsewhere has no stem."""
    assert codes(read_scenario(base_scenario(), "lang.yaml")) == ["ES156"]
    assert codes(read_scenario(base_scenario(), "a run of 7 March")) == []


def test_composed_and_decomposed_letters_are_the_same() -> None:
    """A Mac may write å as a and a ring: ids are the same, in the file and in its name."""
    import unicodedata

    text = base_scenario().replace("slutet", "på-väg").replace("id: kort", "id: färd")
    loaded = read_scenario(unicodedata.normalize("NFD", text), unicodedata.normalize("NFD", "färd.yaml"))
    assert codes(loaded) == []
    assert "på-väg" in scenario_or_error(loaded).events


def test_error_holds_the_problems() -> None:
    """Who needs a scenario or nothing gets an exception that knows what is wrong."""
    with pytest.raises(ScenarioError, match=r"kort\.yaml:1:") as error:
        scenario_or_error(with_patch({"title": None}))
    assert [problem.code for problem in error.value.problems] == ["ES141"]


def test_peoples_text_in_messages_is_cleaned() -> None:
    """An id with a terminal's escape code or a turned direction does nothing to the screen."""
    loaded = with_patch({"events": {"samtalet": {"next": "slu\u202etet \x1b[31m"}}})
    shown = render_problems(loaded.problems, "text")
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    ("text", "code", "hinted"),
    [
        ("roles: {e: {brief: Jaha, nu}}", "ES140", True),
        ("events: {a: {esther: {e: Jaha, nu}}}", "ES151", True),
        ("events: {a: {only: {e: 'Jaha', nu kommer hon, du: x}}}", "ES152", True),
        ("events: {a: {esther: {e: Jaha, nu: }}}", "ES151", False),
        ("events:\n  a:\n    esther:\n      e: Jaha\n      nu:\n", "ES151", False),
        ("roles: {e, f}", "ES151", False),
        ("events: {a: {only: {nu kommer hon: Jaha}}}", "ES152", False),
    ],
)
def test_the_rest_of_a_text_after_a_comma_in_braces(text: str, code: str, hinted: bool) -> None:
    """It is a key without a value, wherever that is a mistake; a key with its colon is another thing."""
    messages = [problem.message for problem in read_scenario(text, "fall").problems if problem.code == code]
    assert messages
    assert any("; a text with a comma must stand in quotation marks" in each for each in messages) == hinted


RING = "ring: {text: Ring läkaren, next: samtalet}"


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        (
            "[{when: ringde, to: samtal}, {to: slutet}]",
            "ES104 'samtal' events.hemma.decision.options.ring.next.0.to",
        ),
        (
            "[{when: ringde and trygget > 1, to: samtalet}, {to: slutet}]",
            "ES107 'trygget' events.hemma.decision.options.ring.next.0.when",
        ),
        (
            "[{when: lost vikten, to: samtalet}, {to: slutet}]",
            "ES131 'lost' events.hemma.decision.options.ring.next.0.when",
        ),
        (
            "[{when: ringde, to: samtalet}]",
            "ES184 'ring': the last item of 'next' events.hemma.decision.options.ring.next.0.when",
        ),
        ("[{to: samtalet}, {to: slutet}]", "ES188 'ring': what follows events.hemma.decision.options.ring.next.0"),
        ("[]", "ES151 'ring' events.hemma.decision.options.ring.next"),
        ("{to: samtalet}", "ES144 'ring' events.hemma.decision.options.ring.next"),
        ("[{when: ringde}, {to: slutet}]", "ES141 'ring' events.hemma.decision.options.ring.next.0.to"),
    ],
)
def test_a_mistake_in_the_ways_of_an_option_is_told_at_its_place(ways: str, told: str) -> None:
    """Each once, with the option's name and the place in its list."""
    loaded = replaced(RING, RING.replace("samtalet", ways))
    code, *words, path = told.split(" ")
    assert [(problem.code, problem.path) for problem in loaded.problems] == [(code, path)]
    assert " ".join(words) in loaded.problems[0].message


def test_a_wrong_event_in_the_ways_of_an_option_has_its_column() -> None:
    """The caret stands under the id."""
    loaded = replaced(RING, RING.replace("samtalet", "[{when: ringde, to: samtalet}, {to: slute}]"))
    [where, line, caret] = render_problems(loaded.problems, "text").splitlines()[:3]
    assert "error[ES104] decision 'hemma': option 'ring' leads to 'slute', which is no event" in where
    assert line[caret.index("^") :].startswith("slute}")
