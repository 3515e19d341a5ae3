"""The door and its code: how it is typed, when it is drawn anew, and how many wrong ones it bears."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from esthersim.seats.door import LENGTH, MOST_WRONG, SIGNS, Door, as_typed, new_code, spaced, unknown_signs

CODES = st.text(SIGNS, min_size=LENGTH, max_size=LENGTH)
GAPS = st.text(" -\t\N{NO-BREAK SPACE}", max_size=3)


@given(CODES, st.lists(GAPS, min_size=LENGTH + 1, max_size=LENGTH + 1), st.lists(st.booleans(), min_size=LENGTH))
def test_a_code_can_be_typed_in_any_way(code: str, gaps: list[str], small: list[bool]) -> None:
    """Large or small letters, spaces and hyphens wherever they stand: it is the same code, and no wrong try."""
    signs = (sign.lower() if low else sign for sign, low in zip(code, small, strict=False))
    typed = gaps[0] + "".join(sign + gap for sign, gap in zip(signs, gaps[1:], strict=True))
    door = Door(code)
    assert as_typed(typed) == code
    assert door.fits(typed)
    assert door.wrong == 0
    assert unknown_signs(typed) == ""


@given(CODES, st.text(max_size=12))
def test_any_other_text_is_a_wrong_code(code: str, typed: str) -> None:
    """Whatever somebody types is taken without an error, and counted if it is not the code."""
    door = Door(code)
    assert door.fits(typed) == (as_typed(typed) == code)
    assert door.wrong == (as_typed(typed) != code)


def test_the_signs_cannot_be_taken_for_another() -> None:
    """None of 0 and O, 1, I and L; each once; and a code is six of them, drawn anew each time."""
    assert len(set(SIGNS)) == len(SIGNS) == 31
    assert not set("01OIL") & set(SIGNS)
    codes = {new_code() for _draw in range(50)}
    assert len(codes) == 50
    assert all(len(code) == LENGTH and set(code) <= set(SIGNS) for code in codes)


def test_signs_of_no_code_are_told_once() -> None:
    """A zero for an O is not only wrong: which sign it was can be said."""
    assert unknown_signs("K0m O0q") == "0O"
    assert unknown_signs("") == ""


@given(CODES)
def test_a_code_is_shown_in_two_halves(code: str) -> None:
    """And what is shown can be typed as it stands."""
    shown = spaced(code)
    assert shown[3] == " "
    assert as_typed(shown) == code


def test_a_hundred_wrong_codes_draw_another() -> None:
    """The ninety-ninth does not; the hundredth does, also behind a closed door; and counting begins anew."""
    door = Door()
    first = door.code
    for _try in range(MOST_WRONG - 1):
        door.fits("")
    assert (door.code, door.redrawn) == (first, False)
    door.fits("")
    assert door.code != first
    assert (door.redrawn, door.wrong, door.open) == (True, 0, False)
    assert not door.fits(first)


def test_the_right_code_forgives_no_wrong_one() -> None:
    """Who knows a code cannot try others without end in between."""
    door = Door()
    first = door.code
    for _try in range(MOST_WRONG - 1):
        door.count_wrong()
    assert door.fits(first)
    door.count_wrong()
    assert door.code != first


def test_opening_draws_a_new_code_and_closing_keeps_it() -> None:
    """A photograph of the old code is worth nothing; behind a closed door the code lets one ask."""
    door = Door()
    first = door.code
    door.count_wrong()
    door.open_anew()
    opened = door.code
    assert opened != first
    assert (door.open, door.wrong) == (True, 0)
    door.close()
    assert (door.open, door.code) == (False, opened)
