"""The guide that leads the reflection on the screen: chosen by a key, kept in the journal, and there after a resume."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from esthersim.journal.memory import MemoryStore
from esthersim.journal.opening import memory_store
from esthersim.journal.store import ScenarioText, Store
from esthersim.play.commands import Advance
from esthersim.play.entries import Answered, GuideChosen, PhaseEntered
from esthersim.play.entry import Command
from esthersim.screens.reflection import ReflectionScreen
from support.after_the_journey import in_utc, reflecting, words, write
from support.debriefing_texts import new_words
from support.frames import Stage, room


@pytest.fixture(autouse=True)
def _in_utc() -> Iterator[None]:
    with in_utc():
        yield


def left(*commands: Command, store: Store | None = None) -> Store:
    """Return a store with a run that was left in its reflection after these commands."""
    store = store or memory_store()
    session = reflecting(store)
    for command in commands:
        assert session.do(command) is None
    session.close()
    return store


def leads(stage: Stage) -> tuple[str, str | None]:
    """Return the guide that leads on the screen, and the phase that the run stands in."""
    assert isinstance(stage.app.screen, ReflectionScreen)
    return stage.app.screen.guide_in_use().guide.id, stage.session.state.plan.phase


async def test_a_resumed_reflection_stands_where_it_was_left(tmp_path: Path) -> None:
    """The guide that the team chose leads on in its phase, and nothing is written down for that."""
    store = left(GuideChosen("diamond"), PhaseEntered("forsta"))
    async with room(tmp_path, (80, 24), "en", store=store, start="prov") as stage:
        assert leads(stage) == ("diamond", "forsta")
        assert not any(isinstance(each.entry, (GuideChosen, PhaseEntered)) for each in stage.session.journal[-1:])


async def test_another_guide_is_an_entry_and_answers_name_their_phase(tmp_path: Path) -> None:
    """A guide is chosen from the list; its first phase is entered; an answer knows where it was asked."""
    async with room(tmp_path, (80, 24), "en", store=left(), start="prov") as stage:
        await stage.press("g", *["down"] * 3, "enter")
        chosen, entered = (each.entry for each in stage.session.journal[-2:])
        assert isinstance(chosen, GuideChosen)
        assert isinstance(entered, PhaseEntered)
        assert leads(stage) == (chosen.guide, entered.phase)
        assert chosen.guide != "esther"
        await stage.press("1", "enter")
        await write(stage, "dark")
        await stage.press("f10")
        (answer,) = stage.session.state.plan.answers.values()
        assert answer.phase == entered.phase
        await stage.press("l", "x", "enter")
        last = stage.session.journal[-1].entry
        assert isinstance(last, Answered)
        assert (last.text, last.phase) == ("", entered.phase)


async def test_the_guide_that_leads_already_is_not_chosen_again(tmp_path: Path) -> None:
    """To open the list and leave it with enter writes nothing; a length that has the phase goes on in it."""
    async with room(tmp_path, (80, 24), "en", store=left(), start="prov") as stage:
        entries = len(stage.session.journal)
        await stage.press("g", "enter")
        assert len(stage.session.journal) == entries
        await stage.press("g", "down", "enter")
        assert [each.entry for each in stage.session.journal[entries:]] == [GuideChosen("esther-10")]
        assert leads(stage) == ("esther-10", "esther-forst")


async def test_an_older_run_stays_in_its_phase(tmp_path: Path) -> None:
    """Before the choice was an entry, the phase tells the guide; where several have it, the facilitator is asked."""
    store = left(PhaseEntered("plus"), PhaseEntered("en-av-varje"))
    async with room(tmp_path, (80, 24), "en", store=store, start="prov") as stage:
        assert leads(stage) == ("plus-delta", "en-av-varje")
    async with room(tmp_path, (80, 24), "en", store=left(PhaseEntered("forsta")), start="prov") as stage:
        assert "does not say which guide has led so far" in words(stage)
        await stage.press("enter")
        assert leads(stage) == ("diamond", "forsta")
        assert stage.session.journal[-1].entry == GuideChosen("diamond")


class WithoutGuides(MemoryStore):
    """A store whose runs carry one guide only."""

    def scenario(self, run: str) -> ScenarioText:
        """Return the texts with the guide `diamond` alone."""
        text = super().scenario(run)
        kept = {key: each for key, each in text.debrief.items() if "guides/" not in key or key == "guides/diamond"}
        return replace(text, debrief=kept)


@pytest.mark.parametrize(("language", "told"), [("en", "has led so far"), ("sv", "har lett hittills")])
async def test_a_guide_that_is_gone_is_said(tmp_path: Path, language: str, told: str) -> None:
    """It is said that it is not there, and another one is chosen: also escape does so, and the journal says which."""
    async with room(tmp_path, (80, 24), language, store=left(store=WithoutGuides()), start="prov") as stage:
        assert told in words(stage)
        await stage.press("escape")
        assert leads(stage) == ("diamond", "beskriva")
        assert [each.entry for each in stage.session.journal[-2:]] == [GuideChosen("diamond"), PhaseEntered("beskriva")]


class OtherTexts(MemoryStore):
    """A store whose runs carry other Swedish texts than those that ship."""

    def scenario(self, run: str) -> ScenarioText:
        """Return the texts, changed."""
        text = super().scenario(run)
        changed = {key: new_words(each) for key, each in text.debrief.items()}
        return replace(text, debrief=changed)


async def test_the_screens_show_the_runs_own_texts(tmp_path: Path) -> None:
    """Guide, questions about findings, and the closing checklist are those that the run carries."""
    async with room(tmp_path, (120, 40), "sv", store=left(store=OtherTexts()), start="prov") as stage:
        assert "Nytt Esther först" in words(stage)
        await stage.press("p", "f", "f")
        assert "Nytt Jag såg" in words(stage)
        assert stage.session.do(Advance(override=True)) is None
        stage.app.show_step()
        await stage.settle()
        assert "Nytt En chef som tror" in words(stage)
