r"""Cleans users' text of what moves the cursor, hides text or reverses it, before the text is stored or shown.

Sources: ECMA-48 (control functions: C0, C1, CSI, and the strings OSC, DCS, SOS, PM and APC), Unicode Standard Annex 9
(bidirectional formatting) and the derived property Default_Ignorable_Code_Point. Swedish personal numbers: the Tax
Agency's form YYYYMMDD-NNNC, where C makes the Luhn sum of the last ten digits a multiple of ten, and a coordination
number adds 60 to the day.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Any other control character ends a string too: text after an unfinished one is kept, and the search stays linear.
_ESCAPE_SEQUENCE = re.compile(
    r"""
      (?:\x1b\[|\x9b) [0-?]* [\ -/]* [@-~]                                            # CSI: colours, cursor
    | (?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]) [^\x00-\x1f\x7f-\x9f]* (?:\x07|\x9c|\x1b\\)  # OSC, DCS, SOS, PM, APC
    | \x1b [\ -/]* [0-~]                                                              # two characters, character sets
    """,
    re.VERBOSE,
)
_KEPT_FORMAT = frozenset("\u200c\u200d")
"""The joiners, which emoji families and Persian words are written with."""
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Characters that are letters or marks by category, but invisible."""
_JOINING = frozenset("\u200c\u200d\ufe0e\ufe0f")

_PERSONAL_NUMBER = re.compile(
    r"""
    (?<!\d) (?:(?:18|19|20)[ ]?-?[ ]?)?                            # the century may be left out
    (\d{2}) [ ]?-?[ ]? (\d{2}) [ ]?-?[ ]? (\d{2}) [ ]?[-+]?[ ]? (\d{4})
    (?!\d)
    """,
    re.VERBOSE | re.ASCII,
)
_TEN_DIGITS = re.compile(r"(?:\d\D{0,3}){9}\d")
"""What every personal number holds, whatever its script and separators: it spares most texts the search."""
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d")


def clean(text: str) -> str:
    """Return the text in NFC with only characters that are safe to show; its lines are kept.

    Whole escape sequences are removed, then C0 and C1 controls, bidirectional controls and other invisible characters.
    A tab becomes a space, every kind of line break a newline, and a lone surrogate the replacement character. Joiners
    and variation selectors are kept for the sake of emoji. Cleaning a second time changes nothing.
    """
    if not (text.replace("\n", "").isprintable() and _BLANK_LETTERS.isdisjoint(text)):  # nearly all text is clean
        text = _LINE_BREAK.sub("\n", _ESCAPE_SEQUENCE.sub("", text)).replace("\t", " ")
        text = "".join(map(_shown, text))
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Return the cleaned text as one line, with runs of white space as one space and none at the ends."""
    return " ".join(clean(text).split())


def bounded(text: str, limit: int) -> str:
    """Return the text if it has at most `limit` characters, otherwise its beginning and an ellipsis, `limit` in all.

    A letter keeps its accents, and a joined emoji is not divided, so the result may be a little shorter. Raises
    `ValueError` if `limit` is less than one.
    """
    if limit < 1:
        raise ValueError(f"text cannot be bounded to {limit} characters")
    if len(text) <= limit:
        return text
    end = limit - 1
    while end and (_continues(text[end]) or text[end - 1] in _JOINING - {"\ufe0e", "\ufe0f"}):
        end -= 1
    return text[:end].rstrip() + "…"


def personal_number_in(text: str) -> str | None:
    """Return the first Swedish personal or coordination number in the text, as written there, or `None`.

    It has ten or twelve digits of any script, with or without a dash or a space between year, month, day and the last
    four (or a plus before them), an existing date and a correct check digit. Refuse input that holds one: no real
    patient belongs in a training.
    """
    kept = clean(text)
    if not _TEN_DIGITS.search(kept):
        return None
    for match in _PERSONAL_NUMBER.finditer("".join(map(_plain, kept))):
        year, month, day = (int(part) for part in match.group(1, 2, 3))
        digits = [int(digit) for digit in "".join(match.groups())]
        if _is_date(year, month, day - 60 if day > 60 else day) and _luhn_sum(digits) % 10 == 0:
            return kept[slice(*match.span())]
    return None


def _plain(character: str) -> str:
    """Return a digit of any script as 0 to 9, any dash as a hyphen, any space as a space; other characters as is."""
    if character in _DASHES:
        return "-"
    if character.isspace():
        return " "
    return str(unicodedata.decimal(character, character))


def _shown(character: str) -> str:
    match unicodedata.category(character):
        case "Cc":
            return character if character == "\n" else ""
        case "Cf":
            return character if character in _KEPT_FORMAT else ""
        case "Cs":
            return "\ufffd"
        case _:
            return "" if character in _BLANK_LETTERS else character


def _continues(character: str) -> bool:
    return character in _JOINING or unicodedata.category(character) in {"Mn", "Me", "Mc"}


def _is_date(year: int, month: int, day: int) -> bool:
    """Tell whether the date exists in some century: 1900 had no 29 February, 2000 did."""
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def _luhn_sum(digits: list[int]) -> int:
    doubled = (digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled)
