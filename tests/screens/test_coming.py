"""Injects that come by themselves, on the screens: seen before they come, held back, fired early."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from esthersim.play.commands import Choose, Proceed
from esthersim.play.entries import InjectArrived, InjectFired, InjectHeld
from support.playing_room import playing, wait
from support.two_patients import TWO_PATIENTS


def scenario(folder: Path, text: str = TWO_PATIENTS) -> Path:
    """Write the night with two patients to a file."""
    file = folder / "two-patients.yaml"
    file.write_text(text, encoding="utf-8")
    return file


async def test_the_facilitator_holds_back_and_lets_come(tmp_path: Path) -> None:
    """One key lists what is coming and when; what is held back does not come until it is let go."""
    async with playing(tmp_path, scenario(tmp_path), (120, 40)) as stage:
        await stage.press("a")
        assert "The bell rings (in 2:00)" in stage.text()
        await stage.press("2")
        assert [each.entry for each in stage.session.journal[-1:]] == [InjectHeld("bell")]
        await wait(stage, 150)
        assert "held back" in stage.text()
        assert "Somebody down the hall" not in stage.text()
        await stage.press("a", "2")
        await wait(stage, 1)
        assert [each.entry for each in stage.session.journal[-1:]] == [InjectArrived("bell")]
        assert "Somebody down the hall" in stage.text()
        assert "has come" in stage.text()


async def test_it_comes_by_itself_on_the_shared_screen(tmp_path: Path) -> None:
    """Whoever looks at the shared screen reads it when its time comes."""
    async with playing(tmp_path, scenario(tmp_path)) as stage:
        await stage.press("s")
        await wait(stage, 121)
        await stage.press("pagedown")
        assert "Somebody down the hall needs help." in stage.text()


async def test_what_came_on_the_way_stands_above_the_event(tmp_path: Path) -> None:
    """On the console and on the shared screen, with its own story time."""
    read = ("Sunday 8 March 00:00", "The laboratory answers", "It rings at both ends.")
    async with playing(tmp_path, scenario(tmp_path), (120, 40)) as stage:
        for command in (Proceed(), Choose("call")):
            assert stage.session.do(command) is None
        await wait(stage, 1)
        for key in ((), ("s",)):
            await stage.press(*key)
            places = [stage.text().index(each) for each in read]
            assert places == sorted(places)


async def test_it_can_come_early_and_then_not_again(tmp_path: Path) -> None:
    """Fired by hand it has come; there is nothing to hold back."""
    async with playing(tmp_path, scenario(tmp_path), (120, 40)) as stage:
        await stage.press("i", "2")
        assert stage.session.journal[-1].entry == InjectFired("bell")
        await wait(stage, 150)
        assert stage.session.journal[-1].entry == InjectFired("bell")
        await stage.press("a")
        listed = stage.app.screen.query_one(OptionList)
        assert [each.id for each in listed.options] == ["lab"]


async def test_it_takes_the_team_elsewhere(tmp_path: Path) -> None:
    """One that leads to an event shows its text there."""
    led = TWO_PATIENTS.replace(
        "arrives: {room: 2 min, from: round}}", "arrives: {room: 2 min, from: round}, next: end}"
    )
    async with playing(tmp_path, scenario(tmp_path, led), (120, 40)) as stage:
        await wait(stage, 121)
        assert stage.session.state.here.event == "end"
        assert "Somebody down the hall needs help." in stage.text()
