"""Step 2: Esther's story, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from esthersim.screens.seating import SeatingScreen
from esthersim.screens.story import paginate
from support.frames import room

WORDS = st.lists(st.text("aåö漢🙂 \n", min_size=1, max_size=12), max_size=60).map(" ".join)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_the_story_is_one_screenful(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """Large, with air between the lines, and who reads stands above it."""
    async with room(tmp_path, size, language) as stage:
        await stage.press("enter", "n")
        stage.compare("story")


async def test_space_turns_the_page_and_stops_at_the_end(tmp_path: Path) -> None:
    """Page by page; after the last the status line says what comes, and nothing moves by itself."""
    async with room(tmp_path) as stage:
        await stage.press("enter", "n")
        assert "page 1 of 2" in stage.text()
        await stage.press("space")
        assert "page 2 of 2" in stage.text()
        await stage.press("space")
        assert "That was the story" in stage.text()
        assert "page 2 of 2" in stage.text()
        await stage.press("left")
        assert "page 1 of 2" in stage.text()


async def test_n_goes_to_the_seats_and_b_comes_back(tmp_path: Path) -> None:
    """The three screens of the step are walked through with n and b."""
    async with room(tmp_path) as stage:
        await stage.press("enter", "n", "n")
        assert isinstance(stage.app.screen, SeatingScreen)
        await stage.press("b")
        assert "page 1 of 2" in stage.text()


@given(WORDS, st.integers(10, 70), st.integers(1, 12))
def test_pages_lose_nothing_and_fit(text: str, width: int, high: int) -> None:
    """Every word stands on some page in its order, no line is too wide, no page too long."""
    pages = paginate(text, width, high)
    assert "".join("".join(line.split()) for page in pages for line in page) == "".join(text.split())
    assert all(cell_len(line) <= width for page in pages for line in page)
    assert all(len(page) <= high for page in pages)


def test_a_paragraph_is_kept_together_where_it_fits() -> None:
    """A paragraph that does not fit on the rest of a page begins the next one."""
    assert paginate("a a a a a\nb b b b b", 5, 3) == [["a a a", "a a"], ["b b b", "b b"]]
