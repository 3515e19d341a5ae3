"""Large letters for a room: capitals and figures of eight by five dots, two dots in a character's height.

For headings that are read from five metres. `large` returns `None` for characters without a large form (another
alphabet, an emoji), and the caller uses plain bold instead.
"""

from __future__ import annotations

HEIGHT = 4
"""Rows of the terminal that a line of large letters takes."""

# Each row's five dots as a hexadecimal number from the top; seven rows, or eight with a sign above the letter.
_DOTS = {
    "A": "0E 11 11 1F 11 11 11", "B": "1E 11 11 1E 11 11 1E", "C": "0E 11 10 10 10 11 0E",
    "D": "1E 11 11 11 11 11 1E", "E": "1F 10 10 1E 10 10 1F", "F": "1F 10 10 1E 10 10 10",
    "G": "0E 11 10 17 11 11 0E", "H": "11 11 11 1F 11 11 11", "I": "1C 08 08 08 08 08 1C",
    "J": "07 02 02 02 02 12 0C", "K": "11 12 14 18 14 12 11", "L": "10 10 10 10 10 10 1F",
    "M": "11 1B 15 15 11 11 11", "N": "11 19 15 13 11 11 11", "O": "0E 11 11 11 11 11 0E",
    "P": "1E 11 11 1E 10 10 10", "Q": "0E 11 11 11 15 12 0D", "R": "1E 11 11 1E 14 12 11",
    "S": "0F 10 10 0E 01 01 1E", "T": "1F 04 04 04 04 04 04", "U": "11 11 11 11 11 11 0E",
    "V": "11 11 11 11 11 0A 04", "W": "11 11 11 15 15 15 0A", "X": "11 11 0A 04 0A 11 11",
    "Y": "11 11 0A 04 04 04 04", "Z": "1F 01 02 04 08 10 1F",
    "Å": "04 0A 04 0E 11 1F 11 11", "Ä": "0A 00 0E 11 11 1F 11 11", "Ö": "0A 00 0E 11 11 11 11 0E",
    "É": "02 04 1F 10 1E 10 10 1F", "Ü": "0A 00 11 11 11 11 11 0E",
    "0": "0E 11 13 15 19 11 0E", "1": "08 18 08 08 08 08 1C", "2": "0E 11 01 02 04 08 1F",
    "3": "1F 02 04 02 01 11 0E", "4": "02 06 0A 12 1F 02 02", "5": "1F 10 1E 01 01 11 0E",
    "6": "06 08 10 1E 11 11 0E", "7": "1F 01 02 04 08 08 08", "8": "0E 11 11 0E 11 11 0E",
    "9": "0E 11 11 0F 01 02 0C",
    " ": "00 00 00 00 00 00 00", ".": "00 00 00 00 00 00 10", ",": "00 00 00 00 00 08 10",
    ":": "00 10 00 00 00 10 00", "?": "0E 11 01 02 04 00 04", "!": "10 10 10 10 10 00 10",
    "-": "00 00 00 1C 00 00 00", "–": "00 00 00 1C 00 00 00", "'": "10 10 00 00 00 00 00",  # noqa: RUF001
    "’": "08 10 00 00 00 00 00",  # noqa: RUF001 - signs that people write in titles
    "+": "00 08 08 1C 08 08 00",
}  # fmt: skip
_WIDTHS = dict.fromkeys(".,:!'’ ", 2) | dict.fromkeys("I1-–+", 3)  # noqa: RUF001
_HALVES = " ▄▀█"


def large(text: str, columns: int, most_lines: int = 2) -> list[str] | None:
    """Return the text in large letters, or `None` if it does not fit or has characters without a large form."""
    text = " ".join(text.upper().split())
    if not text or any(character not in _DOTS for character in text):
        return None
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        grown = f"{line} {word}" if line else word
        if cells(grown) > columns and line:
            lines.append(line)
            grown = word
        if cells(grown) > columns:
            return None
        line = grown
    lines.append(line)
    if len(lines) > most_lines:
        return None
    return [row for each in lines for row in _rows(each)]


def cells(text: str) -> int:
    """Return how many columns a line of large letters takes; each character must have a large form."""
    return sum(_WIDTHS.get(character, 5) + 1 for character in text) - 1


def _rows(text: str) -> list[str]:
    drawn = ["" for _row in range(HEIGHT)]
    for character in text:
        dots = [int(row, 16) for row in _DOTS[character].split()]
        dots = [0, *dots] if len(dots) < 2 * HEIGHT else dots
        wide = _WIDTHS.get(character, 5)
        for row in range(HEIGHT):
            upper, lower = dots[2 * row], dots[2 * row + 1]
            drawn[row] += "".join(_HALVES[2 * (upper >> 4 - dot & 1) + (lower >> 4 - dot & 1)] for dot in range(wide))
            drawn[row] += " "
    return [row[:-1] for row in drawn]
