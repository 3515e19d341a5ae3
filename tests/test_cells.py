"""Text in terminal cells: every front end measures it alike, so that what is padded stays aligned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.cells import cut, folded, width
from esthersim.screens.base import justified

NURSE = "\U0001f469\u200d\u2695\ufe0f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
THUMB = "\U0001f44d\U0001f3fd"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Esther", 6),
        ("夜勤", 4),
        ("e\u0301", 1),
        ("🐈", 2),
        ("│", 1),
        (NURSE, 2),
        (FAMILY, 2),
        (THUMB, 2),
        ("\u200b", 0),
        ("\u260e\ufe0f", 2),
    ],
    ids=["latin", "han", "accent", "emoji", "line", "nurse", "family", "skin tone", "zero width space", "telephone"],
)
def test_width_is_counted_in_cells(text: str, cells: int) -> None:
    """A wide letter and an emoji take two cells, however many characters it is joined of; marks take none."""
    assert width(text) == cells


@given(st.text(), st.integers(0, 30))
def test_a_cut_text_fits(text: str, cells: int) -> None:
    """However wide its letters, a cut text fits, and one that fits is not cut."""
    assert width(cut(text, cells)) <= cells
    assert width(text) > cells or cut(text, cells) == text


def test_a_joined_emoji_is_cut_as_a_whole() -> None:
    """Half a family is another sign: it is kept or left out as one."""
    assert cut(f"a{FAMILY}bcd", 4) == f"a{FAMILY}…"
    assert cut(f"a{FAMILY}bcd", 3) == "a…"


@given(st.text(), st.integers(1, 30), st.none() | st.integers(1, 4))
def test_a_folded_text_fits(text: str, cells: int, lines: int | None) -> None:
    """However long its words, each line fits where a letter does, and no more lines come than were asked for."""
    rows = folded(text, cells, lines)

    assert all(width(row) <= max(cells, 2) for row in rows)
    assert lines is None or len(rows) <= lines


@given(st.lists(st.text("abcåäö", min_size=1, max_size=8), max_size=12), st.integers(8, 30))
def test_a_folded_text_is_whole(words: list[str], cells: int) -> None:
    """Where no word is too long, every word comes back in order."""
    assert " ".join(folded(" ".join(words), cells)).split() == words


def test_a_long_word_is_parted_with_a_hyphen() -> None:
    """A compound that is wider than its column goes on in the next line."""
    assert folded("Utskrivningsklar nu", 12) == ["Utskrivning-", "sklar nu"]


@pytest.mark.parametrize("sign", [NURSE, FAMILY, THUMB, "夜勤"])
def test_a_header_is_as_wide_as_its_window(sign: str) -> None:
    """The clock at the right end stays in its place, whatever stands in the title at the left."""
    assert width(justified(f"{sign} Esther\t12:40", 30)) == 30
    assert width(justified(f"{sign * 20}\t12:40", 30)) == 30
