"""The words of each act, said once for every front end: its name, and what can be typed for it at a prompt."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from esthersim.language import _, available_languages, speaking


class ActWords(NamedTuple):
    """An act's name, and what to type for it: a slash before each word, the usual one first, commas between."""

    name: str
    typed: str


def act_words() -> dict[str, ActWords]:
    """Return the words of every act by its id, in the language spoken here."""
    return {
        "choose": ActWords(_("Choose"), _("/choose")),
        "proceed": ActWords(_("Go on"), _("/go on")),
        "send": ActWords(_("Hand over by talking"), _("/hand over")),
        "send-written": ActWords(_("Hand over in writing"), _("/write")),
        "mark-fact": ActWords(_("Mark a fact"), _("/fact")),
        "receive": ActWords(_("Received"), _("/received")),
        "confirm": ActWords(_("Confirm what was repeated"), _("/confirm")),
        "rate-confidence": ActWords(_("How sure the receivers are"), _("/sure")),
        "check": ActWords(_("Tick what must be done"), _("/tick")),
        "rate": ActWords(_("Ask Esther"), _("/rate")),
        "mark-expectation": ActWords(_("Mark what is expected"), _("/expect")),
        "cue": ActWords(_("Cue given"), _("/cues")),
        "inject": ActWords(_("Inject"), _("/inject")),
        "note": ActWords(_("Note"), _("/note")),
        "observe": ActWords(_("Seen or heard"), _("/observe")),
        "took-part": ActWords(_("A role took part"), _("/spoke")),
        "extend": ActWords(_("More time"), _("/extend")),
        "run-out": ActWords(_("Let the time run out"), _("/run out")),
        "rewind": ActWords(_("Go back to an event before"), _("/back")),
        "go-to": ActWords(_("Go to any event"), _("/go, /go to")),
        "agree-objectives": ActWords(_("Agree on objectives"), _("/objectives")),
        "seat": ActWords(_("Seat people"), _("/seat")),
        "tick": ActWords(_("Tick a point"), _("/point")),
        "guide": ActWords(_("Another guide"), _("/guide")),
        "enter-phase": ActWords(_("Go to a phase"), _("/phase")),
        "answer": ActWords(_("Write an answer"), _("/answer")),
        "heard": ActWords(_("Has been heard"), _("/heard")),
        "write-action": ActWords(_("Write an action"), _("/action")),
        "remove-action": ActWords(_("Take out an action"), _("/take out")),
        "follow-up": ActWords(_("Follow up"), _("/follow up")),
        "pause": ActWords(_("Pause"), _("/pause")),
        "continue": ActWords(_("Continue"), _("/continue")),
        "advance": ActWords(_("Next step"), _("/reflect, /next step")),
    }


def act_name(id: str) -> str:  # noqa: A002 - an act's own word for it
    """Return the name of an act."""
    return act_words()[id].name


def ways_to_type(typed: str) -> tuple[str, ...]:
    """Return the words to type, without slashes and in lower case, the one that help shows first."""
    return tuple(each.strip().removeprefix("/").casefold() for each in typed.split(","))


@cache
def typed_words() -> dict[str, str]:
    """Return the act that each typed word stands for, in every language of the interface at once."""
    found: dict[str, str] = {}
    for language in available_languages():
        with speaking(language):
            words = act_words()
        found |= {way: key for key, each in words.items() for way in ways_to_type(each.typed)}
    return found
