"""The commands that can be typed at a prompt, in every language of the interface at once.

The words of acts are in `act_names`; here are the commands that only show something or concern the dialogue itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from esthersim.language import _, available_languages, speaking
from esthersim.runs.act_names import ActName, act_names, ways_to_type

HELP, LANGUAGE, QUIT = "help", "language", "quit"
ALONE = (HELP, "pause", QUIT)
"""The commands that work without a slash at a prompt for free text too, if the line holds nothing else."""
NEVER_TOO_LATE = ("note", QUIT)
"""The commands that are carried out even if the journey moved on while they were typed."""


def desk_names() -> dict[str, ActName]:
    """Return the names of the commands that are not acts, by id, in the language spoken here."""
    return {
        HELP: ActName("", _("/help, /?"), _("this list")),
        "again": ActName("", _("/again"), _("read the event again")),
        "notes": ActName("", _("/notes"), _("the facilitator's notes for this event (private)")),
        "card": ActName("", _("/card"), _("read a role's card (private)")),
        "parts": ActName("", _("/parts"), _("what belongs in each part of the handover")),
        "map": ActName("", _("/map"), _("the way so far")),
        "journal": ActName("", _("/journal"), _("what has been written down so far (private)")),
        "devices": ActName("", _("/seats"), _("seats and devices: how telephones join, and who has")),
        LANGUAGE: ActName("", _("/language"), _("change the language, as in 'language sv'")),
        QUIT: ActName("", _("/exit, /quit"), _("leave; everything is saved, and the run can be resumed")),
    }


def names() -> Mapping[str, ActName]:
    """Return the names of all commands, by id, in the language spoken here."""
    return {**desk_names(), **act_names()}


@cache
def _typed() -> tuple[tuple[str, str], ...]:
    """Return every way to type a command, in every language, with its id; the longest first."""
    ways: dict[str, str] = {}
    for language in available_languages():
        with speaking(language):
            ways |= {way: key for key, name in names().items() for way in ways_to_type(name.typed)}
    return tuple(sorted(ways.items(), key=lambda pair: -len(pair[0])))


@dataclass(frozen=True, slots=True)
class Asked:
    """A typed command: its id, and the rest of the line."""

    word: str
    rest: str = ""


_DIGITS = 9
"""The most digits of a number at a prompt: no list is longer."""


def whole_number(answer: str) -> int | None:
    """Return the whole number in a line, or `None`; too many digits are not read as a number."""
    return int(answer) if answer.isdecimal() and len(answer) <= _DIGITS else None


def asked_for(line: str, *, free: bool = False) -> Asked | None:
    """Return the command in a line, or `None` if the line is an answer.

    At a prompt for free text a command needs a slash, because a sentence may begin with any word. Only those in
    `ALONE`, which are not likely answers, work without one when they are the whole line.
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
    """Return how a command is typed in the language spoken here, as help shows it."""
    return ways_to_type(names()[word].typed)[0]
