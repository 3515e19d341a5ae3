"""Conditions in words: every test can be said both ways, in either language, without an id that has a title."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.authored.conditions import VERBS, parse_condition
from esthersim.language import set_language, speaking
from esthersim.scenario.condition_words import condition_words, when_words
from esthersim.scenario.model import Scenario
from support.graphs import raw_event, raw_scenario

_DECISION = {
    "by": "team",
    "question": "Vad gör ni?",
    "options": {
        "x-ring": {"text": "Ring jouren", "next": "x-end"},
        "x-wait": {"text": "Vänta till måndag", "next": "x-end"},
    },
}
_HOME = {
    "title": "Frukosten",
    "text": "Hon sitter på sängkanten.",
    "decision": _DECISION,
    "timer": {"limit": "4 min", "next": "x-end"},
    "checklist": {"x-scale": {"text": "Vågen är framme"}},
    "expect": {"x-asks": {"text": "Frågar vad som är viktigt"}},
}
SCENARIO = Scenario.model_validate(
    raw_scenario(
        {"x-home": _HOME, "x-end": raw_event("x-end", title="Söndag natt")},
        roles={
            "x-esther": {"title": "Esther", "patient": True, "brief": "Du är Esther."},
            "x-beata": {"title": "Beata", "patient": True, "brief": "Du är Beata."},
            "x-nurse": {"title": "Samordnaren", "brief": "Du är på väg."},
        },
        facts={"x-weight": {"text": "Vikten har ökat två kilo"}, "x-cat": {"text": "Katten heter Sture"}},
        deadlines={"x-contact": {"from": "x-home", "to": "x-end", "within": "30 min", "text": "Vården vet i tid"}},
        variables={
            "trygghet": 3, "ringde": False, "x-beata.pulse": 80, "x-beata.alert": True, "x-esther.o2": False,
            "x-esther.temp": 37.5,
        },
        starts="2026-03-07 08:00",
    )
)  # fmt: skip

ROLES = st.sampled_from(("x-esther", "x-beata", "x-nurse"))
FACTS = st.sampled_from(("x-weight", "x-cat"))
EVENTS = st.sampled_from(("x-home", "x-end"))
COMPARISON = st.sampled_from(("==", "!=", "<", "<=", ">", ">="))
NUMBERS = st.sampled_from(
    ("3", "0", "-1", "37.5", "trygghet", "x-beata.pulse", "x-esther.temp", "x-beata.news2", "day")
)
TESTS = st.one_of(
    st.builds("{} knows {}".format, ROLES | st.sampled_from(("anybody", "everybody")), FACTS),
    st.builds("{} {}".format, st.sampled_from(("visited", "expired")), EVENTS),
    st.builds("chose {}".format, st.sampled_from(("x-ring", "x-wait", "x-ring at x-home"))),
    st.sampled_from(("checked x-scale", "missed x-asks", "late x-asks", "broke x-contact")),
    st.builds("{} {}".format, st.sampled_from(("lost", "leaked")), FACTS),
    st.builds("lost {} for {}".format, FACTS, ROLES) | st.builds("leaked {} to {}".format, FACTS, ROLES),
    st.builds("since {} {} {}".format, EVENTS, COMPARISON, st.sampled_from(("30 min", "2 days", "0 s"))),
    st.builds("{} {} {}".format, NUMBERS, COMPARISON, NUMBERS),
    st.builds("clock {} 17:00".format, COMPARISON) | st.builds("07:30 {} clock".format, COMPARISON),
    st.sampled_from(("ringde", "x-beata.alert", "x-esther.o2", "trygghet", "true", "ringde == false", "day")),
)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' and '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' or '.join(parts)})"),
    ),
    max_leaves=6,
)
WRITTEN = re.compile(r"x-|\b(?:knows|visited|expired|chose|checked|not|and|or|since|is|the)\b|[<>=!{}]")
"""An id, a word of conditions or of English, a comparison or an empty place: none of it is Swedish."""


def said(condition: str) -> str:
    """Return a condition in the words of the language spoken."""
    return condition_words(SCENARIO, parse_condition(condition))


@given(CONDITIONS)
def test_every_condition_has_words_without_ids(condition: str) -> None:
    """Whoever reads Swedish meets no id that has a title, no sign of the format's, and no English."""
    with speaking("sv"):
        assert not WRITTEN.search(said(condition))
    with speaking("en"):
        assert not re.search(r"x-|[<>=!{}]", said(condition))


@given(TESTS)
def test_a_test_and_its_opposite_are_said_differently(test: str) -> None:
    """Nobody takes what must be for what must not be, and two `not` say nothing."""
    for language in ("sv", "en"):
        with speaking(language):
            assert said(f"not {test}") != said(test)
            assert said(f"not (not {test})") == said(test)


@given(TESTS, TESTS)
def test_not_is_said_of_the_single_tests(one: str, other: str) -> None:
    """Not both is either not the one or not the other."""
    assert said(f"not ({one} and {other})") == said(f"not {one} or not {other}")
    assert said(f"not ({one} or {other})") == said(f"not {one} and not {other}")


@pytest.mark.parametrize(
    ("condition", "english", "swedish"),
    [
        (
            "x-nurse knows x-cat and not x-esther knows x-weight",
            "Samordnaren knows “Katten heter Sture” and Esther does not know “Vikten har ökat två kilo”",
            "Samordnaren vet ”Katten heter Sture” och Esther inte vet ”Vikten har ökat två kilo”",
        ),
        (
            "x-nurse knows x-cat and x-nurse knows x-weight and day == 2",
            "Samordnaren knows “Katten heter Sture” and “Vikten har ökat två kilo” and it is day 2",
            "Samordnaren vet ”Katten heter Sture” och ”Vikten har ökat två kilo” och det är dag 2",
        ),
        (
            "ringde and (x-nurse knows x-cat or x-nurse knows x-weight)",
            "“ringde” is true and (Samordnaren knows “Katten heter Sture” or “Vikten har ökat två kilo”)",
            "”ringde” är sant och (Samordnaren vet ”Katten heter Sture” eller ”Vikten har ökat två kilo”)",
        ),
        (
            "not x-nurse knows x-cat or not x-nurse knows x-weight",
            "Samordnaren does not know “Katten heter Sture” or Samordnaren does not know “Vikten har ökat två kilo”",
            "Samordnaren inte vet ”Katten heter Sture” eller Samordnaren inte vet ”Vikten har ökat två kilo”",
        ),
        ("not anybody knows x-cat", "nobody knows “Katten heter Sture”", "ingen vet ”Katten heter Sture”"),
        ("visited x-end", "the team has been at “Söndag natt”", "teamet har varit vid ”Söndag natt”"),
        ("chose x-ring", "“Ring jouren” was chosen", "”Ring jouren” valdes"),
        (
            "leaked x-cat to x-nurse",
            "“Katten heter Sture” has leaked to Samordnaren",
            "”Katten heter Sture” har läckt till Samordnaren",
        ),
        (
            "since x-home > 30 min",
            "more than 30 min have passed since “Frukosten”",
            "mer än 30 min har gått sedan ”Frukosten”",
        ),
        ("day >= 2", "it is day 2 or later", "det är dag 2 eller senare"),
        ("not clock < 7:30", "the time is 07:30 or later", "klockan är 07:30 eller senare"),
        ("x-beata.pulse > 120", "the pulse of Beata is more than 120", "pulsen hos Beata är mer än 120"),
        ("not x-beata.alert", "Beata is not alert", "Beata inte är vaken"),
        ("37.5 <= trygghet", "“trygghet” is at least 37.5", "”trygghet” är minst 37,5"),
        ("not ringde", "“ringde” is false", "”ringde” är falskt"),
        (
            "(day == 1 or day == 3) and ringde",
            "(it is day 1 or it is day 3) and “ringde” is true",
            "(det är dag 1 eller det är dag 3) och ”ringde” är sant",
        ),
        (
            "day == 1 and ringde or day == 3",
            "it is day 1 and “ringde” is true, or it is day 3",
            "det är dag 1 och ”ringde” är sant, eller det är dag 3",
        ),
    ],
)
def test_what_is_said(condition: str, english: str, swedish: str) -> None:
    """The words are those that a trainer would use, in either language."""
    assert said(condition) == english
    set_language("sv")
    assert said(condition) == swedish


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_words(verb: str) -> None:
    """What the language of conditions learns, people can read, even of something that the scenario does not have."""
    assert said(f"{verb} x-nothing").strip() not in {"", f"{verb} x-nothing"}


def test_a_condition_of_a_way_begins_with_if() -> None:
    """So it can follow an option or an arrow."""
    assert when_words(SCENARIO, parse_condition("day == 2")) == "if it is day 2"


def test_a_name_of_the_scenarios_own_goes_before() -> None:
    """A role `anybody` and a variable `day` are what the scenario calls them."""
    own = SCENARIO.model_copy(
        update={
            "roles": {**SCENARIO.roles, "anybody": SCENARIO.roles["x-nurse"]},
            "variables": {**SCENARIO.variables, "day": 1},
        }
    )

    assert condition_words(own, parse_condition("anybody knows x-cat")) == "Samordnaren knows “Katten heter Sture”"
    assert condition_words(own, parse_condition("day >= 2")) == "“day” is at least 2"


def test_one_patient_needs_no_name() -> None:
    """A vital sign is the only patient's."""
    one = Scenario.model_validate(
        raw_scenario({"a": raw_event("a")}, variables={"pulse": 80, "alert": True}, starts="2026-03-07 08:00")
    )

    assert condition_words(one, parse_condition("pulse > 120")) == "the pulse is more than 120"
    assert condition_words(one, parse_condition("alert")) == "Esther is alert"


def test_an_option_that_several_events_have_is_named_by_each_text() -> None:
    """An id may stand for another text at another event; the condition asks for any of them."""
    options = {"x-ring": {"text": "Ring igen", "next": "x-end"}}
    again = {**_HOME, "title": "Kvällen", "decision": {**_DECISION, "options": options}}
    end = raw_event("x-end", title="Slut")
    two = Scenario.model_validate(raw_scenario({"x-home": _HOME, "x-more": again, "x-end": end}))

    assert condition_words(two, parse_condition("chose x-ring")) == "“Ring jouren” or “Ring igen” was chosen"
    assert condition_words(two, parse_condition("chose x-ring at x-more")) == "“Ring igen” was chosen at “Kvällen”"
