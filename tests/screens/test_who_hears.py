"""Who hears what, on the screens: the shared screen, the console, the role cards; documents, and two patients."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.play.commands import Choose, GoTo, Proceed, Receive, Send
from esthersim.play.entries import EstherRated
from esthersim.play.vocabulary import Form
from esthersim.screens.role_card import RoleCardScreen
from esthersim.screens.shared import SharedScreen
from support.frames import Stage
from support.playing_room import SIZES, playing, wait
from support.two_patients import TWO_PATIENTS

EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
CLOSED = (
    "She whispers", "nobody of the bottle", "burn this", "Sit down beside", "Whom do you call", "Call the doctor",
    "Wait for the daylight", "The line is busy", "far too high", "buzzes", "in your own hand",
)  # fmt: skip
"""What the room must not read, at any event."""


def scenario(folder: Path) -> Path:
    """Write the night with two patients to a file."""
    file = folder / "two-patients.yaml"
    file.write_text(TWO_PATIENTS, encoding="utf-8")
    return file


def read(stage: Stage) -> str:
    """Return what is on the screen, with every space one space."""
    return " ".join(stage.text().split())


async def test_nothing_closed_is_on_the_shared_screen(tmp_path: Path) -> None:
    """Not what a closed event says, nor its documents, choices and feedback, whatever key is pressed."""
    async with playing(tmp_path, scenario(tmp_path), (120, 40)) as stage:
        await stage.press("s")
        for command in (None, Proceed(), Choose("call"), Proceed(override=True)):
            assert command is None or stage.session.do(command) is None
            await wait(stage, 1)
            for key in ("down", "v", "1", "A", "h", "k"):
                assert [each for each in CLOSED if each in read(stage)] == [], (command, key)
                if stage.session.state.here.event == "whisper":
                    await stage.press(key)
                    assert isinstance(stage.app.screen, SharedScreen), key
        assert stage.session.state.at_ending


async def test_a_refusal_names_nothing_closed(tmp_path: Path) -> None:
    """An item that must be ticked at a closed event is not named on the shared screen; on the console it is."""
    file = tmp_path / "two-patients.yaml"
    required = TWO_PATIENTS.replace("{text: Sit down beside her}", "{text: Sit down beside her, required: true}")
    before, _decision, after = required.partition("    decision:\n      by: nurse\n")
    call = after[after.index("\n  call:\n") :]
    file.write_text(f"{before}    next: end{call}", encoding="utf-8")
    async with playing(tmp_path, file, (120, 40)) as stage:
        await stage.press("enter", "s", "enter")
        assert "Something is still to be ticked" in read(stage)
        assert "Sit down" not in read(stage)
        await stage.press("s", "enter")
        assert "Still to be ticked: Sit down beside her" in read(stage)


async def test_what_is_written_at_a_closed_event_is_not_for_everybody(tmp_path: Path) -> None:
    """The prompts of the handover are shown; what the sender wrote and the receiver said back are not."""
    file = tmp_path / "two-patients.yaml"
    closed = TWO_PATIENTS.replace("    text: It rings at both ends.\n", "    text: It rings.\n    heard_by: present\n")
    file.write_text(closed, encoding="utf-8")
    async with playing(tmp_path, file, (120, 40)) as stage:
        for command in (GoTo("call"), Send(Form.WRITTEN, {"situation": "in your own hand"}), Receive("said back")):
            assert stage.session.do(command) is None
        await stage.press("s", "h")
        await wait(stage, 1)
        assert "Nurse → Doctor" in read(stage)
        assert "in your own hand" not in read(stage)
        assert "said back" not in read(stage)


@EACH_SIZE
async def test_a_closed_event(tmp_path: Path, size: tuple[int, int]) -> None:
    """The room reads that something is going on; the console has all of it, with who hears it."""
    async with playing(tmp_path, scenario(tmp_path), size) as stage:
        await stage.press("enter")
        stage.compare("closed-console")
        await stage.press("s")
        stage.compare("closed-shared")
        await stage.press("s", "1")
        assert stage.session.state.here.event == "call"


@EACH_SIZE
async def test_two_patients_and_a_document(tmp_path: Path, size: tuple[int, int]) -> None:
    """Each patient's words are signed; the table fits; what one role alone reads is not there."""
    async with playing(tmp_path, scenario(tmp_path), size) as stage:
        await stage.press("s")
        stage.compare("two-patients-shared")
        await stage.press("s")
        stage.compare("two-patients-console")


async def test_each_patient_is_asked(tmp_path: Path) -> None:
    """One key asks one after the other; then it asks whom to ask again."""
    async with playing(tmp_path, scenario(tmp_path)) as stage:
        await stage.press("e")
        assert "Anna Ek, how is it for you right now?" in read(stage)
        await stage.press("2")
        assert "Bo Ask, how is it for you right now?" in read(stage)
        await stage.press("4")
        rated = [each.entry for each in stage.session.journal if isinstance(each.entry, EstherRated)]
        assert rated == [EstherRated(2, "anna", seat="anna"), EstherRated(4, "bo", seat="bo")]
        await stage.press("e", "2", "5")
        assert stage.session.journal[-1].entry == EstherRated(5, "bo", seat="bo")


async def test_a_card_has_what_its_role_hears(tmp_path: Path) -> None:
    """The nurse reads the closed event on the card, after the public part; the clerk does not."""
    async with playing(tmp_path, scenario(tmp_path), (120, 40)) as stage:
        await stage.press("enter")
        seen = {}
        for role in ("nurse", "clerk", "doctor"):
            await stage.app.push_screen(RoleCardScreen(role))
            await stage.settle()
            assert not [each for each in CLOSED if each in read(stage)]
            await stage.press("s")
            seen[role] = [each for each in CLOSED if each in read(stage)]
            await stage.press("x", "escape")
        assert seen["nurse"] == list(CLOSED[:7])
        assert seen["clerk"] == seen["doctor"] == []


async def test_a_telephone_buzzes_on_one_card(tmp_path: Path) -> None:
    """What one role alone hears at an open event is on its card; what everybody hears is not said again there."""
    async with playing(tmp_path, scenario(tmp_path), (120, 40)) as stage:
        await stage.app.push_screen(RoleCardScreen("doctor"))
        await stage.press("s")
        assert "Your telephone buzzes twice." in read(stage)
        assert "The lamp is lit" not in read(stage)


async def test_an_answer_reaches_one_role(tmp_path: Path) -> None:
    """The room reads that something reached the doctor; what, the doctor reads on the card."""
    async with playing(tmp_path, scenario(tmp_path), (120, 40)) as stage:
        await stage.press("enter", "1", "s")
        assert "The laboratory answers" in read(stage)
        assert "It reaches only: Doctor" in read(stage)
        assert "far too high" not in read(stage)
        await stage.press("s")
        assert "far too high" in read(stage)
        await stage.app.push_screen(RoleCardScreen("doctor"))
        await stage.press("s")
        assert "far too high" in read(stage)
