"""The words that a prompt understands beside its own answers, in every language of the interface at once.

Acts bring their own words (`act_names`); here are those that only show something or are about the dialogue itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from esthersim.language import _, available_languages, speaking
from esthersim.runs.act_names import ActName, act_names, ways_to_type

HELP, LANGUAGE, QUIT = "help", "language", "quit"
ALONE = (HELP, "pause", QUIT)
"""What is a command at a prompt for free text too, where the line holds nothing else."""
NEVER_TOO_LATE = ("note", QUIT)
"""What is carried out even if the journey has moved on while it was written."""


def desk_names() -> dict[str, ActName]:
    """Return what can be typed that is no act, by its id, in the language spoken here."""
    return {
        HELP: ActName("", _("/help, /?"), _("this list")),
        "again": ActName("", _("/again"), _("read the event once more")),
        "notes": ActName("", _("/notes"), _("the facilitator's notes to this event (private)")),
        "card": ActName("", _("/card"), _("read a role's card (private)")),
        "parts": ActName("", _("/parts"), _("what belongs in each part of the handover")),
        "map": ActName("", _("/map"), _("the way so far")),
        "journal": ActName("", _("/journal"), _("what has been written down so far (private)")),
        LANGUAGE: ActName("", _("/language"), _("change the language, as in 'language sv'")),
        QUIT: ActName("", _("/exit, /quit"), _("leave; everything is saved and can be resumed")),
    }


def names() -> Mapping[str, ActName]:
    """Return everything that can be typed, by its id, in the language spoken here."""
    return {**desk_names(), **act_names()}


@cache
def _typed() -> tuple[tuple[str, str], ...]:
    """Return every way to type something, in every language, with its id; the longest first."""
    ways: dict[str, str] = {}
    for language in available_languages():
        with speaking(language):
            ways |= {way: key for key, name in names().items() for way in ways_to_type(name.typed)}
    return tuple(sorted(ways.items(), key=lambda pair: -len(pair[0])))


@dataclass(frozen=True, slots=True)
class Asked:
    """The id of what was typed, and what stood after it."""

    word: str
    rest: str = ""


_DIGITS = 9
"""Digits of a number that somebody writes at a prompt: whatever is longer is no number of any list."""


def whole_number(answer: str) -> int | None:
    """Return the whole number that a line holds, or `None`; a line of thousands of digits is none either."""
    return int(answer) if answer.isdecimal() and len(answer) <= _DIGITS else None


def asked_for(line: str, *, free: bool = False) -> Asked | None:
    """Return what a line asks for, or None where it is an answer.

    At a prompt for free text a command stands after a slash, for people's sentences may begin with any word; only a few
    that nobody answers a question with are commands when they stand alone.
    """
    slashed = line.startswith("/")
    plain = line.removeprefix("/").strip()
    folded = plain.casefold()
    if free and not slashed:
        return next((Asked(word) for way, word in _typed() if word in ALONE and folded == way), None)
    for way, word in _typed():
        if folded == way or folded.startswith(f"{way} "):
            return Asked(word, plain[len(way) :].strip())
    return None


def way_to_write(word: str) -> str:
    """Return how a word is written in the language spoken here, as help shows it."""
    return ways_to_type(names()[word].typed)[0]
