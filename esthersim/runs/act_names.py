"""The words of each act, said once for every front end: its name, and what can be typed for it at a prompt."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from esthersim.language import _, available_languages, speaking


class ActName(NamedTuple):
    """An act's name, and what to type for it: a slash before each word, the usual one first, commas between."""

    name: str
    typed: str


def act_names() -> dict[str, ActName]:
    """Return the words of every act by its id, in the language spoken here."""
    return {
        "choose": ActName(_("Choose"), _("/choose")),
        "proceed": ActName(_("Go on"), _("/go on")),
        "send": ActName(_("Hand over by talking"), _("/hand over")),
        "send-written": ActName(_("Hand over in writing"), _("/write")),
        "mark-fact": ActName(_("Mark a fact"), _("/fact")),
        "receive": ActName(_("Received"), _("/received")),
        "confirm": ActName(_("Confirm what was repeated"), _("/confirm")),
        "rate-confidence": ActName(_("How sure the receivers are"), _("/sure")),
        "check": ActName(_("Tick what must be done"), _("/tick")),
        "rate": ActName(_("Ask Esther"), _("/rate")),
        "mark-expectation": ActName(_("Mark what is expected"), _("/expect")),
        "cue": ActName(_("Cue given"), _("/cues")),
        "inject": ActName(_("Inject"), _("/inject")),
        "note": ActName(_("Note"), _("/note")),
        "observe": ActName(_("Seen or heard"), _("/observe")),
        "took-part": ActName(_("A role took part"), _("/spoke")),
        "extend": ActName(_("More time"), _("/extend")),
        "run-out": ActName(_("Let the time run out"), _("/run out")),
        "rewind": ActName(_("Go back to an event before"), _("/back")),
        "go-to": ActName(_("Go to any event"), _("/go, /go to")),
        "agree-objectives": ActName(_("Agree on objectives"), _("/objectives")),
        "seat": ActName(_("Seat people"), _("/seat")),
        "tick": ActName(_("Tick a point"), _("/point")),
        "guide": ActName(_("Another guide"), _("/guide")),
        "enter-phase": ActName(_("Go to a phase"), _("/phase")),
        "answer": ActName(_("Write an answer"), _("/answer")),
        "heard": ActName(_("Has been heard"), _("/heard")),
        "write-action": ActName(_("Write an action"), _("/action")),
        "remove-action": ActName(_("Take out an action"), _("/take out")),
        "follow-up": ActName(_("Follow up"), _("/follow up")),
        "pause": ActName(_("Pause"), _("/pause")),
        "continue": ActName(_("Continue"), _("/continue")),
        "advance": ActName(_("Next step"), _("/reflect, /next step")),
    }


def act_name(id: str) -> str:  # noqa: A002 - an act's own word for it
    """Return the name of an act."""
    return act_names()[id].name


def ways_to_type(typed: str) -> tuple[str, ...]:
    """Return the words to type, without slashes and in lower case, the one that help shows first."""
    return tuple(each.strip().removeprefix("/").casefold() for each in typed.split(","))


@cache
def typed_words() -> dict[str, str]:
    """Return the act that each typed word stands for, in every language of the interface at once."""
    found: dict[str, str] = {}
    for language in available_languages():
        with speaking(language):
            names = act_names()
        found |= {way: key for key, each in names.items() for way in ways_to_type(each.typed)}
    return found
