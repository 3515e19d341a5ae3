"""The handover on the console: spoken, and written from hand to hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.play.entries import ConfidenceRated, FactMarked, HandoverReceived, HandoverSent
from esthersim.play.vocabulary import FactStatus, Form
from esthersim.screens.handover import HandoverScreen
from esthersim.screens.simulation import SimulationScreen
from esthersim.screens.written_handover import WrittenHandover
from support.frames import Stage
from support.playing_room import SIZES, playing, wait, write

EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
EACH_LANGUAGE = pytest.mark.parametrize("language", ["sv", "en"])
TO_HANDOVER = ("enter", "enter", "2", "enter")


def marks(stage: Stage) -> dict[str, FactStatus]:
    """Return how the facts of the present handover are marked."""
    progress = stage.session.state.here.handover
    assert progress is not None
    return dict(progress.marks)


@EACH_SIZE
@EACH_LANGUAGE
async def test_a_spoken_handover_from_beginning_to_end(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """Prompts and facts, then the three stages and how sure the receiver is; each looks as stored."""
    async with playing(tmp_path, size=size, language=language) as stage:
        await stage.press(*TO_HANDOVER)
        stage.compare("handover-begins")
        await stage.press("1", "2", "r", "enter")
        stage.compare("handover-said")
        await stage.press("enter", "enter", "enter")
        stage.compare("handover-sure")
        await stage.press("4")
        stage.compare("handover-done")
        sent, received, confirmed = (
            stage.session.state.here.handover.sent, stage.session.state.here.handover.received,
            stage.session.state.here.handover.confirmed,
        ) if stage.session.state.here.handover else (False,) * 3  # fmt: skip
        assert sent
        assert received
        assert confirmed
        await stage.press("enter")
        assert stage.session.state.here.event == "hos-esther"
        assert isinstance(stage.app.screen, SimulationScreen)


async def test_a_digit_hears_a_fact_and_a_letter_says_otherwise(tmp_path: Path) -> None:
    """One key for what is heard; r, w, x and d for the other states; arrows and space do the same."""
    async with playing(tmp_path) as stage:
        await stage.press(*TO_HANDOVER, "2")
        assert marks(stage) == {"laset": FactStatus.GIVEN}
        await stage.press("r")
        assert marks(stage) == {"laset": FactStatus.REQUESTED}
        await stage.press("2")
        assert marks(stage) == {"laset": FactStatus.REQUESTED}
        await stage.press("w", "up", "x", "down", "down", "down", "down", "d")
        assert marks(stage) == {
            "laset": FactStatus.WRONG, "tom-sang": FactStatus.MISSING, "smorgasen": FactStatus.NOT_NEEDED,
        }  # fmt: skip
        await stage.press("space")
        assert marks(stage)["smorgasen"] is FactStatus.GIVEN


async def test_what_was_said_was_said(tmp_path: Path) -> None:
    """A fact that the sender does not know is marked all the same, and it is said so, in the journal too."""
    async with playing(tmp_path) as stage:
        await stage.press(*TO_HANDOVER, "3")
        assert marks(stage) == {"ljuset": FactStatus.GIVEN}
        assert stage.session.journal[-1].entry == FactMarked("ljuset", FactStatus.GIVEN, sender_knew=False)
        assert "said, though the sender does not know it" in " ".join(stage.text().split())
        await stage.press("w")
        assert marks(stage) == {"ljuset": FactStatus.WRONG}


async def test_unmarked_facts_are_asked_about_before_they_count_as_missing(tmp_path: Path) -> None:
    """Received asks first; a no leaves everything as it was, a yes makes them missing."""
    async with playing(tmp_path) as stage:
        await stage.press(*TO_HANDOVER, "1", "enter", "enter")
        assert "One required fact has no mark" in stage.text()
        await stage.press("escape")
        assert not [each for each in stage.session.journal if isinstance(each.entry, HandoverReceived)]
        await stage.press("enter", "enter")
        assert marks(stage)["laset"] is FactStatus.MISSING
        await stage.press("2")
        assert marks(stage)["laset"] is FactStatus.MISSING


async def test_every_receiver_is_asked_how_sure_they_are(tmp_path: Path) -> None:
    """Two receivers, two questions, each answer at its own seat."""
    async with playing(tmp_path, "hem-fran-sjukhuset", (120, 40)) as stage:
        await stage.press("1", "enter", "1", "2", "enter", "enter", "enter", "4", "2")
        rated = [each.entry for each in stage.session.journal if isinstance(each.entry, ConfidenceRated)]
        assert rated == [
            ConfidenceRated(4, seat="vardsamordnare"),
            ConfidenceRated(2, seat="kommunsjukskoterska"),
        ]


async def test_the_screen_goes_away_when_the_journey_moves_on(tmp_path: Path) -> None:
    """Somebody rewinds or a timer branches: the handover of another event is not left standing."""
    from esthersim.play.commands import GoTo

    async with playing(tmp_path) as stage:
        await stage.press(*TO_HANDOVER)
        assert isinstance(stage.app.screen, HandoverScreen)
        assert stage.session.do(GoTo("vantan")) is None
        await wait(stage, 1)
        assert isinstance(stage.app.screen, SimulationScreen)


@EACH_SIZE
@EACH_LANGUAGE
async def test_a_written_handover_goes_from_hand_to_hand(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """The sender sees only what the role knows, the receiver only what was written, and a curtain parts them."""
    async with playing(tmp_path, size=size, language=language) as stage:
        await stage.press(*TO_HANDOVER, "f6", "enter")
        stage.compare("written-curtain")
        facts = stage.session.shown.facts
        assert not any(fact.text in stage.text() for fact in facts.values())
        await stage.press("enter")
        await write(stage, "Esther is not in her bed")
        stage.compare("written-sender")
        assert facts["ljuset"].text not in stage.text()
        await stage.press("f8")
        sent = [each.entry for each in stage.session.journal if isinstance(each.entry, HandoverSent)]
        assert [each.form for each in sent] == [Form.WRITTEN]
        assert "Esther is not in her bed" not in stage.text()
        await stage.press("enter")
        stage.compare("written-receiver")
        assert "Esther is not in her bed" in stage.text()
        assert facts["laset"].text not in stage.text()
        await write(stage, "She is up")
        await stage.press("f8")
        assert "She is up" not in stage.text()
        await stage.press("enter")
        assert isinstance(stage.app.screen, HandoverScreen)
        await stage.press("1", "x", "2", "x", "enter")
        progress = stage.session.state.here.handover
        assert progress is not None
        assert progress.read_back == "She is up"
        stage.compare("written-received")


async def test_what_was_written_survives_leaving_the_page(tmp_path: Path) -> None:
    """Escape goes back to the facilitator, and the text is there when the page is opened again."""
    async with playing(tmp_path) as stage:
        await stage.press(*TO_HANDOVER, "f6", "enter", "enter")
        await write(stage, "half a")
        await stage.press("escape")
        assert isinstance(stage.app.screen, HandoverScreen)
        await stage.press("enter", "enter")
        assert isinstance(stage.app.screen, WrittenHandover)
        assert "half a" in stage.text()


async def test_a_personal_number_in_a_written_handover_is_refused_and_kept(tmp_path: Path) -> None:
    """The page stays with its text, and says why."""
    async with playing(tmp_path) as stage:
        await stage.press(*TO_HANDOVER, "f6", "enter", "enter")
        await write(stage, "191212121212")
        await stage.press("f8")
        assert "personal number" in stage.text()
        assert "191212121212" in stage.text()


async def test_an_empty_page_is_not_sent(tmp_path: Path) -> None:
    """Neither the sender nor the receiver can hand in nothing."""
    async with playing(tmp_path) as stage:
        await stage.press(*TO_HANDOVER, "f6", "enter", "enter", "f8")
        assert "Nothing is written yet" in stage.text()
        await write(stage, "something")
        await stage.press("f8", "enter", "f8")
        assert "in your own words" in stage.text()
        assert not [each for each in stage.session.journal if isinstance(each.entry, HandoverReceived)]


async def test_what_belongs_in_each_part_is_a_key_away(tmp_path: Path) -> None:
    """Also where there is no room for it under the prompts, on the console and on the shared screen."""
    async with playing(tmp_path) as stage:
        await stage.press(*TO_HANDOVER)
        assert "in one sentence" not in stage.text()
        await stage.press("k")
        assert "When something has happened and somebody else must act" in stage.text()
        assert "in one sentence" in stage.text()
        await stage.press("end")
        assert "Whoever receives says it back" in stage.text()
        await stage.press("k", "s")
        assert "k What belongs in each part" in stage.text()
        await stage.press("k")
        assert "in one sentence" in stage.text()


async def test_the_part_that_is_written_says_what_belongs_there(tmp_path: Path) -> None:
    """Only the part where the sender writes now, and the receiver is told what repeating is."""
    async with playing(tmp_path) as stage:
        await stage.press(*TO_HANDOVER, "f6", "enter", "enter")
        assert "Who you are and who it is about" in stage.text()
        assert "Illnesses that matter" not in stage.text()
        await stage.press("tab")
        assert "Who you are and who it is about" not in stage.text()
        assert "Illnesses that matter" in stage.text()
        await write(stage, "The bed is empty")
        await stage.press("f8", "enter")
        assert "Whoever receives says it back" in stage.text()
