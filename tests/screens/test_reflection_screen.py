"""The reflection on the screen, played by its keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from esthersim.journal.opening import memory_store
from esthersim.journal.store import Store
from esthersim.play.entries import Answered
from esthersim.screens.reflection import ReflectionScreen
from esthersim.screens.widgets.field import Field
from support.after_the_journey import in_utc, reflecting, words, write
from support.frames import Stage, room


@pytest.fixture
def store() -> Iterator[Store]:
    """Return a store with a run that has just come to its reflection."""
    store = memory_store()
    with in_utc():
        reflecting(store).close()
        yield store


def on(stage: Stage) -> ReflectionScreen:
    """Return the screen of the reflection."""
    assert isinstance(stage.app.screen, ReflectionScreen)
    return stage.app.screen


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_frame(store: Store, tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """A question about a finding, with what was seen above it and an answer, looks as stored."""
    async with room(tmp_path, size, language, store=store, start="prov") as stage:
        await stage.press("p", "f", "f", "right", "1", "3", "enter")
        await write(stage, "Ingen sa [det] högt")
        await stage.press("f10", "2")
        stage.compare("reflection")


async def test_an_answer_is_saved_with_whose_words_it_is(store: Store, tmp_path: Path) -> None:
    """Digits tag who is heard, F10 saves; brackets are text; the field is empty afterwards."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("1", "2", "enter")
        await write(stage, "It was [b]dark")
        await stage.press("f10")
        (answer,) = stage.session.state.plan.answers.values()
        assert answer.text == "It was [b]dark"
        assert answer.heard == ("esther", "natt")
        assert answer.asked == "Esther, how was this journey for you?"
        assert stage.session.state.plan.heard == {"esther", "natt"}
        assert on(stage).query_one("#answer", Field).text == ""
        assert "It was [b]dark" in words(stage)


async def test_an_answer_without_a_voice_is_refused_and_stays(store: Store, tmp_path: Path) -> None:
    """Nobody's words are not saved; the text stays, and escape, a digit and s save it."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("enter")
        await write(stage, "dark")
        await stage.press("f10")
        assert not stage.session.state.plan.answers
        assert "Whose words" in words(stage)
        await stage.press("escape", "1", "s")
        assert [each.text for each in stage.session.state.plan.answers.values()] == ["dark"]


async def test_being_heard_needs_no_text(store: Store, tmp_path: Path) -> None:
    """A digit and s note that somebody was heard, without an answer."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("3", "s")
        assert stage.session.state.plan.heard == {"patrull"}
        assert not stage.session.state.plan.answers
        assert "3 ✓" in words(stage)


async def test_what_is_typed_survives_everything(store: Store, tmp_path: Path) -> None:
    """A draft is still there after another question, another language, a resize and a pause."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("f", "f", "enter")
        await write(stage, "half a thought")
        await stage.press("f2", "f3", "escape", "right", "p")
        await stage.pilot.resize_terminal(120, 40)
        await stage.settle()
        assert on(stage).query_one("#answer", Field).text == ""
        await stage.press("left")
        assert on(stage).query_one("#answer", Field).text == "half a thought"


async def test_a_personal_number_is_refused_and_can_be_mended(store: Store, tmp_path: Path) -> None:
    """A text with a personal number is not kept in the journal; it stays in the field."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("1", "enter")
        await write(stage, "19121212-1212")
        await stage.press("f10")
        assert not stage.session.state.plan.answers
        assert on(stage).query_one("#answer", Field).text == "19121212-1212"
        assert "personal number" in words(stage)


async def test_answers_are_changed_and_taken_away_in_the_list(store: Store, tmp_path: Path) -> None:
    """In the list, enter takes an answer back into the field, and x takes it away after a question."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("1", "enter")
        await write(stage, "dark")
        await stage.press("f10", "f", "l", "enter")
        assert stage.session.state.plan.phase == "esther-forst"
        await write(stage, " night")
        await stage.press("f10")
        assert [each.text for each in stage.session.state.plan.answers.values()] == ["dark night"]
        await stage.press("l", "x", "enter")
        assert stage.session.state.plan.answers == {}
        assert isinstance(stage.session.journal[-1].entry, Answered)


async def test_the_next_step_waits_for_an_unsaved_answer_and_for_who_was_not_heard(
    store: Store, tmp_path: Path
) -> None:
    """With a draft, n shows it; without, the gate names who has not been heard, and o passes it."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("p", "enter")
        await write(stage, "dark")
        await stage.press("escape", "n")
        assert "not saved yet" in words(stage)
        await stage.press("1", "s", "n")
        assert "has not been heard" in words(stage) or "not heard yet" in words(stage)
        assert stage.session.state.step == "reflection"
        await stage.press("o")
        assert stage.session.state.step == "action-plan"


async def test_phases_time_and_another_guide(store: Store, tmp_path: Path) -> None:
    """The header counts the phase down and then over; the ten-minute guide is two keys away."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("p", "f")
        assert stage.session.state.plan.phase == "reaktioner"
        stage.clock.advance(5 * 60)
        on(stage).tick()
        await stage.settle()
        assert "1:00 over" in words(stage)
        await stage.press("g")
        assert "Esther, 30 minutes" in words(stage)
        assert "The diamond, 30 minutes" in words(stage)
        await stage.press("2")
        assert "Esther, short" in words(stage)
        assert stage.session.state.step == "reflection"


async def test_more_questions_and_what_they_rest_on(store: Store, tmp_path: Path) -> None:
    """One key calls up a question that had no room, another shows the entries behind a finding, with the clock."""
    async with room(tmp_path, size=(120, 40), store=store, start="prov") as stage:
        await stage.press("f", "f", "m", "enter")
        view = on(stage).view()
        question = on(stage).question_of(view)
        assert question is not None
        assert question.called_up
        await stage.press("w")
        assert "In the journal" in words(stage)
        assert "08:0" in words(stage)
        await stage.press("escape")
        assert isinstance(stage.app.screen, ReflectionScreen)
