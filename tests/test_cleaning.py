"""People's text: nothing in it may move a cursor, turn text round or hide, and what is honest text stays."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.cleaning import bounded, clean, clean_line, personal_number_in

anything = st.text(st.characters(), max_size=60)
hostile = st.lists(
    st.sampled_from(
        ["\x1b", "[", "]", "31m", "\x9b", "\x9d", "\x07", "\\", "\r", "\n", "\t", "\u202e", "\u2066", "a", "é"]
    )
    | st.characters(),
    max_size=40,
).map("".join)


@given(anything | hostile)
def test_cleaned_text_holds_nothing_that_acts(text: str) -> None:
    """Only newline of the controls, and of the format characters only the joiners, are ever left."""
    for character in clean(text):
        category = unicodedata.category(character)
        assert category not in {"Cc", "Cs"} or character == "\n"
        assert category != "Cf" or character in "\u200c\u200d"
        assert character not in "\u2028\u2029"


@given(anything | hostile)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """What was stored clean is the same when it is shown."""
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_honest_text_stays(text: str) -> None:
    """Letters, numbers, signs and spaces of any script are only normalised."""
    fillers = str.maketrans("", "", "\u115f\u1160\u3164\uffa0")
    assert clean(text) == unicodedata.normalize("NFC", text.translate(fillers))


@given(anything | hostile)
def test_a_cleaned_line_is_one_line(text: str) -> None:
    """It can stand in a list or a table."""
    assert clean_line(text).splitlines() in ([], [clean_line(text)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mrött\x1b[0m", "rött"),
        ("\x9b2Jtomt", "tomt"),
        ("\x1b]0;ny titel\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\länk\x1b]8;;\x1b\\", "länk"),
        ("\x1bP1;2|data\x1b\\efter", "efter"),
        ("\x1b]0;aldrig slut\nnästa rad", "0;aldrig slut\nnästa rad"),
        ("\x1bcåterställd", "återställd"),
        ("\x1b(Bgraf", "graf"),
        ("a\tb\r\nc\rd\u2028e\x85f", "a b\nc\nd\ne\nf"),
        ("nej\u202eaj", "nejaj"),
        ("\u2067x\u2069\u200e\u200f\u061c", "x"),
        ("noll\u200bbredd\ufeff\u2060\u00ad", "nollbredd"),
        ("NUL\x00 och DEL\x7f", "NUL och DEL"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("halv \ud83d", "halv \ufffd"),
        ("[bold]text[/bold] {x} %s <b> =1+1", "[bold]text[/bold] {x} %s <b> =1+1"),
        ("👩🏽‍⚕️ ❤️ 🇸🇪", "👩🏽‍⚕️ ❤️ 🇸🇪"),
        ("می‌خواهم", "می‌خواهم"),
        ("", ""),
    ],
)
def test_known_texts(text: str, expected: str) -> None:
    """Sequences go as a whole, marks and markup stay as text, emoji and joined letters stay whole."""
    assert clean(text) == expected


def test_cleaning_is_linear_in_hostile_text() -> None:
    """A million openings without an end do not make it search to the end each time; minutes if they did."""
    for opening in ("\x1b]", "\x9d", "\x1b[", "\x9b1", "\x1b"):
        clean(opening * 500_000)


@given(st.text(max_size=30), st.integers(1, 40))
def test_bounded_text_keeps_its_bound(text: str, limit: int) -> None:
    """It never grows, and is the text itself or a beginning of it with an ellipsis."""
    short = bounded(text, limit)
    assert len(short) <= limit
    assert short == text or (len(text) > limit and short.endswith("…") and text.startswith(short[:-1]))


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Undersköterska", 14, "Undersköterska"),
        ("Undersköterska", 6, "Under…"),
        ("en lugn helg", 9, "en lugn…"),
        ("ab👩‍⚕️cd", 5, "ab…"),
        ("abe\u0301\u0302f", 4, "ab…"),
        ("ab", 1, "…"),
    ],
)
def test_bounded_text_is_cut_between_letters(text: str, limit: int, expected: str) -> None:
    """A joined emoji or an accented letter is there or not, never half."""
    assert bounded(text, limit) == expected


def test_a_bound_below_one_is_refused() -> None:
    """Not even the ellipsis would have room."""
    with pytest.raises(ValueError, match="0 characters"):
        bounded("x", 0)


def numbered(digits: str) -> str:
    """Return the nine digits with the check digit that the Luhn sum asks for."""
    total = 0
    for place, digit in enumerate(digits):
        product = int(digit) * (2 - place % 2)
        total += product - 9 if product > 9 else product
    return digits + str(-total % 10)


people = st.tuples(st.dates(date(1900, 3, 1), date(2099, 12, 31)), st.integers(0, 999), st.sampled_from([0, 60]))
separators = st.sampled_from(["-", "+", "", " ", "\u2013", " - ", "\u2011", "\u200b-"])


@given(people, separators, st.booleans())
def test_any_personal_number_is_found(person: tuple[date, int, int], separator: str, century: bool) -> None:
    """Ten or twelve digits, each usual hyphen, coordination numbers too, in the middle of a sentence."""
    born, serial, added = person
    digits = numbered(f"{born:%y%m}{born.day + added:02}{serial:03}")
    written = (f"{born:%Y}"[:2] if century else "") + digits[:6] + separator + digits[6:]
    assert personal_number_in(f"Esther ({written}), 81 år") == clean(written)


WIDE = str.maketrans({str(digit): chr(0xFF10 + digit) for digit in range(10)})
"""Digits as wide as Chinese characters."""


@pytest.mark.parametrize(
    "written",
    [
        "12 12 12 1212",
        "19 12 12 12 1212",
        "1912-12-12-1212",
        "12\u00a012\u00a012\uff0d1212",
        "19121212-1212".translate(WIDE),
    ],
)
def test_a_personal_number_is_found_however_it_is_written(written: str) -> None:
    """With spaces or dashes between its parts, and in digits of another script; it comes back as it stands there."""
    assert personal_number_in(f"Esther ({written}), 81 år") == written


@given(people, separators, st.integers(1, 9))
def test_a_wrong_check_digit_is_no_personal_number(person: tuple[date, int, int], separator: str, off: int) -> None:
    """Nine of ten such digit groups are something else."""
    born, serial, added = person
    digits = numbered(f"{born:%y%m}{born.day + added:02}{serial:03}")
    wrong = digits[:9] + str((int(digits[9]) + off) % 10)
    assert personal_number_in(f"nr {wrong[:6]}{separator}{wrong[6:]}.") is None


@pytest.mark.parametrize("digits", ["991301123", "990431123", "990230123", "990061123", "990192123", "000000000"])
def test_a_date_that_does_not_exist_is_no_personal_number(digits: str) -> None:
    """The check digit alone is not enough."""
    number = numbered(digits)
    assert personal_number_in(f"{number[:6]}-{number[6:]}") is None


@pytest.mark.parametrize(
    "text", ["", "Esther är 81 år", "SpO2 90, RR 22, 105/60", "2026-03-07 08:00", "lag (2017:612)"]
)
def test_ordinary_text_holds_no_personal_number(text: str) -> None:
    """Ages, vital signs, dates and laws pass."""
    assert personal_number_in(text) is None


def test_digits_inside_a_longer_number_are_left_alone() -> None:
    """An order number of sixteen digits may hold any ten."""
    number = numbered("990301123")
    assert personal_number_in(f"7{number}") is None
    assert personal_number_in(f"{number}7") is None
