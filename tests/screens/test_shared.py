"""The shared screen: what the room sees, and what it must never see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from esthersim.play.commands import FireInject, GoTo
from esthersim.play.entries import FactMarked, Noted, Observed
from esthersim.play.vocabulary import FactStatus
from esthersim.scenario.model import Scenario
from esthersim.scenario.wordings import texts_in
from esthersim.screens.handover import HandoverScreen
from esthersim.screens.shared import SharedScreen
from esthersim.screens.simulation import SimulationScreen
from support.playing_room import SHIPPED, SIZES, playing, wait
from support.two_patients import TWO_PATIENTS

EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
EACH_LANGUAGE = pytest.mark.parametrize("language", ["sv", "en"])
PIECE = 24
"""So many characters of a private text in a row would give it away."""


def private_texts(shown: Scenario) -> Iterator[str]:
    """Yield every text that only the facilitator or one role may read."""
    for role in shown.roles.values():
        yield role.private or ""
        yield from (role.goals,) if isinstance(role.goals, str) else role.goals or ()
    yield from (fact.text for fact in shown.facts.values())
    for event in shown.events.values():
        yield from texts_in(event.facilitator)
        yield from (each.text for each in event.expect.values())
        yield from (cue.text for cue in event.cues.values())
        yield from (text for only in event.only.values() for text in texts_in(only))
    for inject in shown.injects.values():
        yield from texts_in(inject.text) if inject.to else ()


def pieces(text: str) -> set[str]:
    """Return every piece of a text, white space evened out."""
    even = " ".join(text.split()).casefold()
    return {even[place : place + PIECE] for place in range(max(len(even) - PIECE, 0) + 1)} - {""}


def public(shown: Scenario) -> str:
    """Return what everybody may read, where a private text may say the same words."""
    texts = [shown.title, shown.story]
    for event in shown.events.values():
        texts += [event.title, *texts_in(event.text), event.place or "", *texts_in(event.ending or ())]
        texts += [text for each in event.esther.values() for text in texts_in(each)]
        texts += [item.text for item in event.checklist.values()]
        if event.decision:
            texts += texts_in(event.decision.question)
            texts += [
                part for each in event.decision.options.values() for part in texts_in((*each.text, *each.feedback))
            ]
    for inject in shown.injects.values():
        texts += [inject.title, *(() if inject.to else texts_in(inject.text))]
    return " ".join(" ".join(texts).split()).casefold()


@EACH_SIZE
@pytest.mark.parametrize("scenario", SHIPPED)
async def test_nothing_private_is_on_it_at_any_event(tmp_path: Path, scenario: str, size: tuple[int, int]) -> None:
    """No piece of a note, cue, expectation, fact or role's private text, with a note written and facts marked."""
    async with playing(tmp_path, scenario, size, "sv") as stage:
        session = stage.session
        allowed = public(session.shown)
        secrets = {piece for text in private_texts(session.shown) for piece in pieces(text)}
        secrets = {piece for piece in secrets if len(piece) == PIECE and piece not in allowed}
        assert len(secrets) > 500
        assert session.do(Noted("a note that nobody else may see")) is None
        assert session.do(Observed("an observation of somebody in here")) is None
        await stage.press("s")
        assert isinstance(stage.app.screen, SharedScreen)
        for event in session.scenario.events.values():
            key = next(key for key, each in session.scenario.events.items() if each is event)
            assert session.do(GoTo(key)) is None
            if event.handover is not None:
                session.do(FactMarked(event.handover.must[0], FactStatus.WRONG))
            views = ("handover", "event") if event.handover is not None else ("event",)
            await wait(stage, 20)
            for _view in views:
                shown = " ".join(stage.text().split()).casefold()
                assert "nobody else may see" not in shown
                assert "somebody in here" not in shown
                found = [piece for piece in secrets if piece in shown]
                assert not found, (key, found[:3])
                if len(views) > 1:
                    await stage.press("h")


def open_night(folder: Path) -> Path:
    """Write the night with two patients to a file, with a decision that everybody hears and that has little time."""
    timed = "    timer: {limit: 90 s, next: end}\n"
    file = folder / "two-patients.yaml"
    file.write_text(TWO_PATIENTS.replace("    heard_by: present\n", timed), encoding="utf-8")
    return file


@EACH_SIZE
@EACH_LANGUAGE
async def test_the_room_s_screen(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """A quiet event, a decision in a hurry, and the prompts of a handover look as stored."""
    async with playing(tmp_path, size=size, language=language) as stage:
        await stage.press("s")
        stage.compare("shared-event")
        assert stage.session.do(GoTo("samtalet")) is None
        await wait(stage, 1)
        await stage.press("h")
        stage.compare("shared-handover")
        ending = next(key for key, event in stage.session.scenario.events.items() if event.ending)
        assert stage.session.do(GoTo(ending)) is None
        await wait(stage, 1)
        stage.compare("shared-ending")
    async with playing(tmp_path / "night", open_night(tmp_path), size=size, language=language) as stage:
        await stage.press("s", "enter")
        await wait(stage, 76)
        stage.compare("shared-decision")


async def test_one_key_there_and_back(tmp_path: Path) -> None:
    """The letter s turns the console into the shared screen and back; F5 does the same."""
    async with playing(tmp_path) as stage:
        for key in ("s", "f5"):
            await stage.press(key)
            assert isinstance(stage.app.screen, SharedScreen)
            await stage.press(key)
            assert isinstance(stage.app.screen, SimulationScreen)
        assert "for you alone" in stage.text()


async def test_escape_and_other_console_keys_show_nothing_private(tmp_path: Path) -> None:
    """Keys of the console that belong to the facilitator do nothing here."""
    async with playing(tmp_path) as stage:
        await stage.press("s", "f", "m", "j", "t", "i", "c", "g", "w")
        assert isinstance(stage.app.screen, SharedScreen)


async def test_the_room_plays_on_from_it(tmp_path: Path) -> None:
    """Digits choose, enter goes on, and an inject is seen by all."""
    async with playing(tmp_path, open_night(tmp_path)) as stage:
        await stage.press("s", "enter", "1")
        assert stage.session.state.here.event == "call"
        inject = next(iter(stage.session.scenario.injects))
        assert stage.session.do(FireInject(inject, override=True)) is None
        await wait(stage, 1)
        assert stage.session.shown.injects[inject].title[:20] in stage.text()


async def test_from_the_handover_it_shows_the_handover(tmp_path: Path) -> None:
    """What the room looks at does not change with the key, and the way back is to the same console."""
    async with playing(tmp_path) as stage:
        await stage.press("enter", "enter", "2", "enter", "s")
        assert "SITUATION" in stage.text()
        await stage.press("enter")
        assert stage.session.state.here.handover is not None
        assert stage.session.state.here.handover.sent
        await stage.press("enter")
        assert "to the console" in stage.text()
        await stage.press("s")
        assert isinstance(stage.app.screen, HandoverScreen)
