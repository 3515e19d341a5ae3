"""The description of an action's parts: it is whole, and what is shown, typed and read follows from it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from esthersim.debriefing.saying import Said
from esthersim.language import set_language
from esthersim.play.entries import ActionWritten
from esthersim.play.state import NEEDED, Action
from esthersim.runs.action_parts import Kind, content_lines, missing_words, part_named, parts, read_action, typed
from esthersim.views.action_choices import choices
from support.after_the_journey import ACTION, planning

TODAY = date(2026, 3, 7)
SEEN = {"fact-lost:26:tom-sang": Said("", "I saw that a fact was lost.", "", "")}
WHOLE = ActionWritten("action-2", objective="avtalet", finding="fact-lost:26:tom-sang", **ACTION)
FIELD_TYPES = {Kind.OBJECTIVE: "str | None", Kind.DAY: "date | None", Kind.DAYS: "tuple[date, ...]"}


def test_every_field_of_an_action_is_described_by_its_kind() -> None:
    """A field without a description would be asked for nowhere; one of another type would be read as what it is not."""
    described = {each.name: FIELD_TYPES.get(each.kind, "str") for each in parts()}
    assert described == {each.name: each.type for each in fields(Action) if each.name != "action"}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_part_has_its_words(language: str) -> None:
    """Each has a label and a question, and exactly those that an action needs have words for when they are missing."""
    set_language(language)
    assert all(each.label and each.question and each.hint for each in parts())
    assert {each.name for each in parts() if each.lack} == set(NEEDED)


def test_what_an_action_lacks_is_said_in_the_order_of_the_form() -> None:
    """Every missing part has words."""
    assert missing_words(ActionWritten("a", "Gör")) == (
        "a role or function that owns it",
        "a due date",
        "how we will know",
        "a date for the follow-up",
    )
    assert len(missing_words(ActionWritten("a", ""))) == 5
    assert missing_words(WHOLE) == ()


def test_an_action_can_be_typed_on_and_is_the_same_when_it_is_read_again() -> None:
    """A finding is typed by its sentence and kept by its id."""
    texts = typed(WHOLE, SEEN)
    assert texts["finding"] == "I saw that a fact was lost."
    read, problem = read_action(texts, "action-2", TODAY, SEEN)
    assert not problem
    assert all(getattr(read, each.name) == getattr(WHOLE, each.name) for each in parts())


def test_what_is_not_a_day_is_said_and_not_dropped() -> None:
    """The first piece that was meant as a day and is none is named, and so are more days than the rules take."""
    texts = {"what": "Ringa", "due": "snart", "follow_ups": "5 v, någon gång"}
    read, problem = read_action(texts, "action-1", TODAY, {})
    assert "'snart' is not a date" in problem
    assert read.due is None
    assert read.follow_ups == (date(2026, 4, 11),)
    assert "'någon gång'" in read_action({"follow_ups": "5 v, någon gång"}, "action-1", TODAY, {}).problem
    assert "','" in read_action({"follow_ups": " , "}, "action-1", TODAY, {}).problem
    days = [f"{day} d" for day in range(1, 14)]
    assert "at most 12" in read_action({"follow_ups": ", ".join(days)}, "action-1", TODAY, {}).problem
    assert not read_action({"follow_ups": ", ".join(days[:12])}, "action-1", TODAY, {}).problem


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        ("fact-lost:26:tom-sang", "I saw that a fact was lost."),
        ("fact-lost:99:gone", "something that the journal no longer shows"),
        ("Ingen frågade: varför?", "Ingen frågade: varför?"),
        ("", ""),
    ],
)
def test_nobody_reads_the_id_of_a_finding(finding: str, words: str) -> None:
    """What was seen is a sentence wherever it is shown or typed, even where the journal holds it no longer."""
    action = ActionWritten("a", "Ringa", finding=finding)
    assert "".join(content_lines(part_named("finding"), action, planning().shown, SEEN)) == words
    assert typed(action, SEEN)["finding"] == words


def test_nobody_reads_the_id_of_an_objective() -> None:
    """An objective that a new text of the scenario has no more is said to be gone."""
    action = ActionWritten("a", "Ringa", objective="nio")
    assert content_lines(part_named("objective"), action, planning().shown, {}) == (
        "an objective that the scenario no longer has",
    )


def test_what_is_chosen_can_be_typed() -> None:
    """Whatever a list offers for a part is read without complaint, and is what the part then holds."""
    session = planning()
    for part in parts():
        for each in choices(part, session.state, session.shown, TODAY, SEEN):
            read = read_action({part.name: each.typed}, "a", TODAY, SEEN)
            assert not read.problem
            assert getattr(read.action, part.name)
