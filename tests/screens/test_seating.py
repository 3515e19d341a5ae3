"""Step 2: who sits where, and the role cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.cells import width
from esthersim.screens.choice_list import ChoiceList
from esthersim.screens.role_card import RoleCardScreen
from support.frames import Stage, room
from support.shipped_journeys import file_of

PRIVATE = "utskälld"


async def to_the_seats(stage: Stage) -> None:
    """Go on until the seats are on the screen."""
    await stage.press("enter", "n", "n")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_seats_with_what_they_are(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """Each role and observer with its people; beside it what all may know of the highlighted one."""
    async with room(tmp_path, size, language) as stage:
        await to_the_seats(stage)
        await stage.press("a", "down", "plus")
        stage.compare("seating")


async def test_plus_minus_and_digits_count_people(tmp_path: Path) -> None:
    """People are counted on the highlighted seat, and never more than fit there."""
    async with room(tmp_path) as stage:
        await to_the_seats(stage)
        await stage.press("down", "plus", "plus")
        assert stage.state().setting.seats == {"underskoterska": 2}
        await stage.press("plus")
        assert "At most 2 people fit there" in stage.text()
        await stage.press("minus", "minus")
        assert stage.state().setting.seats.get("underskoterska", 0) == 0
        await stage.press("2")
        assert stage.state().setting.seats == {"underskoterska": 2}


async def test_all_seats_takes_what_is_needed_and_no_more(tmp_path: Path) -> None:
    """One key seats every role that the journey needs; who may stay empty stays empty."""
    async with room(tmp_path) as stage:
        await to_the_seats(stage)
        await stage.press("a")
        assert stage.state().setting.seats == {"esther": 1, "underskoterska": 1, "sjukskoterska": 1}


async def test_an_observer_sees_what_to_watch(tmp_path: Path) -> None:
    """An observer's seat tells objectives and behaviours in words, and has no card."""
    async with room(tmp_path) as stage:
        await to_the_seats(stage)
        await stage.press("end")
        assert "Vi ringer med en hel SBAR" in stage.text()
        await stage.press("c")
        assert "Observers have no card" in stage.text()


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_a_card_shows_first_what_all_may_read(tmp_path: Path, language: str) -> None:
    """The private part is not on the screen before it is asked for."""
    async with room(tmp_path, language=language) as stage:
        await to_the_seats(stage)
        await stage.press("down", "c")
        assert "Du kommer för frukost." in stage.text()
        assert PRIVATE not in stage.text()
        stage.compare("card")


@pytest.mark.parametrize("key", ["x", "enter", "escape", "s", "q", "f2", "space"])
async def test_any_key_hides_the_private_part_again(tmp_path: Path, key: str) -> None:
    """The next key hides it and does nothing else."""
    async with room(tmp_path) as stage:
        await to_the_seats(stage)
        await stage.press("down", "c", "s")
        assert PRIVATE in stage.text()
        assert "PRIVATE" in stage.text()
        await stage.press(key)
        assert PRIVATE not in stage.text()
        assert isinstance(stage.app.screen, RoleCardScreen)
        assert "All keys" in stage.text()


async def test_the_next_card_is_public_again(tmp_path: Path) -> None:
    """Turning to another role never shows its private part."""
    async with room(tmp_path) as stage:
        await to_the_seats(stage)
        await stage.press("c", "s", "x", "right")
        assert "Du kommer för frukost." in stage.text()
        assert PRIVATE not in stage.text()
        await stage.press("escape")
        assert "Who sits where?" in stage.text()


async def test_seats_are_wrapped_beside_the_scrollbar(tmp_path: Path) -> None:
    """Where a scrollbar takes its columns, no word is left alone on a line of its own."""
    async with room(tmp_path, (80, 24), "sv", start=file_of("allt-utom-en-sak")) as stage:
        await stage.press("n", "n")
        seats = stage.app.screen.query_one(ChoiceList)
        assert seats.show_vertical_scrollbar
        lines = [line for option in seats.options for line in str(option.prompt).splitlines()]
        assert max(map(width, lines)) <= seats.scrollable_content_region.width
