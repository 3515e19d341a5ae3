"""The names of the acts, the same in every front end, and the words that can be typed for them at a prompt."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from esthersim.language import _, available_languages, speaking


class ActName(NamedTuple):
    """The name of an act, what to type for it, and a hint of what it does if the name does not say so.

    `typed` lists the ways to type it with commas between them, the usual one first, each after a slash.
    """

    name: str
    typed: str
    hint: str = ""


def act_names() -> dict[str, ActName]:
    """Return the names of every act by its id, in the language spoken here."""
    return {
        "choose": ActName(_("Choose"), _("/choose")),
        "propose": ActName(_("Propose"), _("/propose")),
        "withdraw": ActName(_("Withdraw my proposal"), _("/withdraw")),
        "proceed": ActName(_("Go on"), _("/go on")),
        "send": ActName(_("Hand over by talking"), _("/hand over")),
        "send-written": ActName(_("Hand over in writing"), _("/write")),
        "mark-fact": ActName(_("Mark a fact"), _("/fact")),
        "say-back": ActName(_("Say it back"), _("/say back")),
        "receive": ActName(_("Received"), _("/received")),
        "confirm": ActName(_("Confirm what was repeated"), _("/confirm")),
        "rate-confidence": ActName(_("How sure the receivers are"), _("/sure")),
        "check": ActName(_("Tick what must be done"), _("/tick")),
        "rate": ActName(_("How is it?"), _("/rate"), _("ask the patient how it is, 1 to 5")),
        "mark-expectation": ActName(
            _("Mark what is expected"), _("/expect"), _("what to look for, to be marked (private)")
        ),
        "cue": ActName(_("Cue given"), _("/cues"), _("the cues, to be given (private)")),
        "inject": ActName(_("Inject"), _("/inject"), _("let something happen (private)")),
        "hold": ActName(
            _("Hold back or let come"), _("/hold"), _("hold back what would come by itself, or let it come (private)")
        ),
        "note": ActName(_("Note"), _("/note"), _("write a note of your own; the text may follow on the same line")),
        "observe": ActName(
            _("Seen or heard"), _("/observe"), _("write down what was seen or heard, apart from what it may mean")
        ),
        "took-part": ActName(_("A role took part"), _("/spoke"), _("tick that a role took part")),
        "extend": ActName(_("More time"), _("/extend"), _("give more time; the number of minutes may follow")),
        "run-out": ActName(_("Let the time run out"), _("/run out"), _("let the timer run out now")),
        "rewind": ActName(
            _("Go back to an earlier event"), _("/back"), _("go back to an earlier event; nothing is erased")
        ),
        "go-to": ActName(
            _("Go to any event"), _("/go, /go to"), _("go to any event (private; it is written down as your own step)")
        ),
        "agree-objectives": ActName(_("Agree on objectives"), _("/objectives")),
        "seat": ActName(_("Seat people"), _("/seat")),
        "tick": ActName(_("Tick a point"), _("/point")),
        "guide": ActName(_("Another guide"), _("/guide")),
        "enter-phase": ActName(_("Go to a phase"), _("/phase")),
        "answer": ActName(_("Write an answer"), _("/answer")),
        "change-answer": ActName(_("Change an answer"), _("/change answer")),
        "remove-answer": ActName(_("Take the answer away"), _("/take answer away")),
        "heard": ActName(_("Has been heard"), _("/heard")),
        "write-action": ActName(_("Write an action"), _("/action")),
        "remove-action": ActName(_("Take out an action"), _("/take out")),
        "follow-up": ActName(_("Follow up"), _("/follow up")),
        "stop": ActName(_("Stop"), _("/stop")),
        "ticking": ActName(
            _("Who ticks the facts"), _("/ticking"), _("agree on who ticks the facts of handovers, besides you")
        ),
        "settling": ActName(
            _("Who settles decisions"), _("/settling"), _("agree on who settles a decision proposed from the seats")
        ),
        "pause": ActName(_("Pause"), _("/pause"), _("stop the room's clock")),
        "continue": ActName(_("Continue"), _("/continue"), _("start the room's clock again")),
        "advance": ActName(
            _("Next step"), _("/reflect, /next step"), _("leave the journey here and go on to the reflection")
        ),
    }


def act_name(id: str) -> str:  # noqa: A002 - an act's own word for it
    """Return the name of an act."""
    return act_names()[id].name


def ways_to_type(typed: str) -> tuple[str, ...]:
    """Return the ways to type an act, without slashes and in lower case; help shows the first."""
    return tuple(each.strip().removeprefix("/").casefold() for each in typed.split(","))


@cache
def typed_words() -> dict[str, str]:
    """Return the id of the act for each way to type it, in every language of the interface at once."""
    found: dict[str, str] = {}
    for language in available_languages():
        with speaking(language):
            names = act_names()
        found |= {way: key for key, each in names.items() for way in ways_to_type(each.typed)}
    return found
