"""The words that a prompt understands beside its own answers, in every language of the interface at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """What can be asked for at a prompt; the value is the English word."""

    HELP = "help"
    AGAIN = "again"
    NOTES = "notes"
    CUES = "cues"
    EXPECT = "expect"
    INJECT = "inject"
    NOTE = "note"
    OBSERVE = "observe"
    SPOKE = "spoke"
    RATE = "rate"
    CARD = "card"
    PARTS = "parts"
    MAP = "map"
    JOURNAL = "journal"
    BACK = "back"
    PAUSE = "pause"
    CONTINUE = "continue"
    EXTEND = "extend"
    RUN_OUT = "run out"
    GO = "go"
    REFLECT = "reflect"
    LANGUAGE = "language"
    QUIT = "quit"


SPOKEN: dict[str, dict[Word, tuple[str, ...]]] = {
    "en": {
        **{word: (word.value,) for word in Word},
        Word.HELP: ("?", "help"),
        Word.QUIT: ("quit", "exit"),
        Word.GO: ("go to", "go"),
    },
    "sv": {
        Word.HELP: ("?", "hjälp"),
        Word.AGAIN: ("igen",),
        Word.NOTES: ("anteckningar",),
        Word.CUES: ("ledtrådar",),
        Word.EXPECT: ("förväntningar",),
        Word.INJECT: ("inspel",),
        Word.NOTE: ("anteckna",),
        Word.OBSERVE: ("observera",),
        Word.SPOKE: ("talade",),
        Word.RATE: ("skatta",),
        Word.CARD: ("kort",),
        Word.PARTS: ("delar",),
        Word.MAP: ("karta",),
        Word.JOURNAL: ("journal",),
        Word.BACK: ("tillbaka",),
        Word.PAUSE: ("paus",),
        Word.CONTINUE: ("fortsätt",),
        Word.EXTEND: ("förläng",),
        Word.RUN_OUT: ("tiden ute",),
        Word.GO: ("gå till",),
        Word.REFLECT: ("reflektera",),
        Word.LANGUAGE: ("språk",),
        Word.QUIT: ("avsluta",),
    },
}
"""Language → word → the ways to write it, the one that help shows last."""

ALONE = (Word.HELP, Word.PAUSE, Word.QUIT)
"""What is a command at a prompt for free text too, where the line holds nothing else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that was written, and what stood after it."""

    word: Word
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
        alone = next((word for words in SPOKEN.values() for word in ALONE if folded in words[word]), None)
        return Asked(alone) if alone else None
    ways = sorted(
        ((way, word) for words in SPOKEN.values() for word, each in words.items() for way in each),
        key=lambda pair: -len(pair[0]),
    )
    for way, word in ways:
        if folded == way or folded.startswith(f"{way} "):
            return Asked(word, plain[len(way) :].strip())
    return None


def way_to_write(word: Word, language: str) -> str:
    """Return how the word is written in a language, as help shows it."""
    return SPOKEN.get(language, SPOKEN["en"])[word][-1]
