"""Recognising names of opposite meaning, which are never typing errors for each other.

`must_not` is four characters from `must`, but proposing one for the other would reverse what the author meant.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import product

NEGATIONS = frozenset((
    "not", "no", "non", "never", "none", "without", "cannot", "dont", "doesnt", "didnt", "isnt", "wasnt", "arent",
    "wont", "nt", "ej", "inte", "icke", "aldrig", "utan", "ingen", "inget", "inga",
))  # fmt: skip
"""Words that negate the word next to them, in English and Swedish."""
PREFIXES = ("un", "in", "im", "ir", "il", "non", "no", "not", "dis", "anti", "ej", "icke", "inte", "o")
PAIRS = (
    ("hyper", "hypo"), ("in", "ex"), ("in", "ut"), ("in", "out"), ("im", "ex"), ("en", "dis"), ("at", "de"),
    ("over", "under"), ("över", "under"), ("upp", "ned"), ("upp", "ner"), ("up", "down"), ("pre", "post"),
    ("for", "efter"), ("före", "efter"), ("with", "without"), ("max", "min"), ("på", "av"),
)  # fmt: skip
"""Beginnings of opposite meaning before the same rest."""
ENDINGS = (("ful", "less"), ("full", "lös"), ("fullt", "löst"), ("rik", "fattig"))
_WORDS = re.compile(r"[\s_-]+")
_SHORTEST = 3
"""The letters that must be left of a word without its prefix: `in` in `ink` negates nothing."""


def opposite(one: str, other: str) -> bool:
    """Tell whether one of two case-folded names negates the other or means its contrary."""
    mine, yours = _WORDS.split(one), _WORDS.split(other)
    if _odd(mine) != _odd(yours):
        return True
    return any(_contrary(a, b) or _contrary(b, a) for a, b in product(mine, yours))


def _odd(words: list[str]) -> bool:
    """Tell whether an odd number of the words negate."""
    return sum(word in NEGATIONS for word in words) % 2 == 1


def _contrary(one: str, other: str) -> bool:
    """Tell whether a word is the other one with a prefix that negates, or differs from it in an opposite part."""
    for prefix in PREFIXES:
        rest = one.removeprefix(prefix)
        if rest != one and len(rest) >= _SHORTEST and not other.startswith(prefix) and _closer(rest, one, other):
            return True
    starts = (_swapped(one, other, pair) for pair in PAIRS)
    ends = (_swapped(one[::-1], other[::-1], (first[::-1], second[::-1])) for first, second in ENDINGS)
    return any(starts) or any(ends)


def _closer(rest: str, one: str, other: str) -> bool:
    """Tell whether a word without its prefix is closer to the other than with it: then the prefix was meant."""
    return SequenceMatcher(None, rest, other).ratio() > max(0.75, SequenceMatcher(None, one, other).ratio())


def _swapped(one: str, other: str, pair: tuple[str, str]) -> bool:
    """Tell whether both words end alike after the two beginnings of a pair."""
    first, second = pair
    mine, yours = one.removeprefix(first), other.removeprefix(second)
    if mine == one or yours == other or len(mine) < _SHORTEST:
        return False
    return mine == yours or SequenceMatcher(None, mine, yours).ratio() > 0.75
