"""What a page says besides its sections: the words of the status line, and those of answers to what was asked."""

from __future__ import annotations

from esthersim.language import _, get_language
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import Reason
from esthersim.seats.wire import Refused
from esthersim.views.refusals import refusal_text
from esthersim.web.house import House


def script_words() -> dict[str, str]:
    """Return what the script says in the status line, by its own short names."""
    return {
        "sending": _("Sending …"),
        "sent": _("Sent."),
        "waits": _("No contact. What you sent waits here, and goes by itself."),
        "lost": _("No contact with the room. The page comes back by itself."),
        "back": _("In contact again."),
        "late": _("The team has moved on, so it was not sent. Say it aloud instead:"),
        "minute": _("A minute left."),
        "out": _("The time is out."),
    }


def status_text(reason: str | None, about: tuple[str, ...], house: House) -> str:
    """Return the words for an answer of the program: what became of what a seat asked for, in one line.

    `reason` is `None` where it was accepted, otherwise a reason of the rules or one of `Refused`.
    """
    if reason is None:
        return _("Sent.")
    if reason in set(Refused):
        return _refused(Refused(reason))
    if reason == Reason.TOO_LATE:
        return script_words()["late"]
    if reason in set(Reason):
        return refusal_text(Refusal(Reason(reason), about), house.shown(get_language()))
    return _refused(Refused.GARBLED)


def _refused(why: Refused) -> str:
    return {
        Refused.WRONG_CODE: _("That is not the code of this room. It stands on the screen."),
        Refused.NO_SUCH_SEAT: _("That seat is not there. Choose another one."),
        Refused.WAITING: _("The facilitator has not let you in yet."),
        Refused.GONE: gone_text("gone"),
        Refused.GARBLED: _("Something went wrong on the way. Reload the page and try once more."),
        Refused.NOT_STORED: _("It could not be kept. Try again, and tell the facilitator."),
    }[why]


def gone_text(why: str) -> str:
    """Return why a page holds no seat any longer: it was freed, left, or the address is another one."""
    if why == "left":
        return _("You have left your seat. Nothing of it is on this telephone any longer.")
    if why == "address":
        return _("The address has changed. Scan the code on the screen again.")
    return _("This telephone has no seat any longer. Ask the facilitator, or take a seat again.")


def error_words(status: int) -> tuple[str, str]:
    """Return the heading and the text of a page that says that something is not possible, by its HTTP status."""
    match status:
        case 401 | 403:
            return _("Not from here"), _("Open the page by the address on the screen, or scan the code again.")
        case 404:
            return _("There is no such page"), _("Scan the code on the screen again, or type the address as it stands.")
        case 408 | 503:
            return _("The room does not answer"), _("Wait a moment, and reload the page.")
        case 413:
            return _("That was too much text"), _("Shorten it, and send it again: 4,000 characters at most.")
        case 421:
            return _("Another address"), gone_text("address")
        case 429:
            return _("One moment"), _("There were too many tries. Wait a minute, and try again.")
        case _:
            return _("That did not work"), _("Go back, reload the page and try once more.")
