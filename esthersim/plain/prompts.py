"""The kinds of questions in a dialogue: a number from a list, yes or no, a count, a text."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from esthersim.language import _, ngettext
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.typed_words import whole_number

YES = frozenset({"y", "yes", "j", "ja"})
NO = frozenset({"n", "no", "nej"})


def choose(
    dialogue: Dialogue, question: str, options: Sequence[str], *, default: int | None = None, start: int = 1
) -> int:
    """Say the numbered options and return the index of the chosen one.

    `default` is the index that Enter means; without one, an empty line is asked again.
    """
    dialogue.numbered(list(options), start)
    return pick(dialogue, question, len(options), default=default, start=start)


def pick(
    dialogue: Dialogue, question: str, count: int, *, default: int | None = None, start: int = 1, hint: bool = True
) -> int:
    """Ask for a number from a list that has been said; see `choose`. `hint` adds the range to the question."""
    last = start + count - 1
    if not hint:
        prompt = question
    elif count == 1 and default is not None:
        prompt = _("{question} ({number}, or just Enter)").format(question=question, number=start)
    elif default is None:
        prompt = _("{question} (a number from {first} to {last})").format(question=question, first=start, last=last)
    else:
        prompt = _("{question} (a number from {first} to {last}, Enter means {default})").format(
            question=question, first=start, last=last, default=default + start
        )
    while True:
        answer = dialogue.line(prompt).rstrip(".")
        if not answer and default is not None:
            return default
        if (number := whole_number(answer)) is not None and start <= number <= last:
            return number - start
        dialogue.say(_("Type a number from {first} to {last}, or ? to see what else you can do.").format(
            first=start, last=last
        ))  # fmt: skip


def several(dialogue: Dialogue, question: str, count: int) -> tuple[int, ...]:
    """Ask for any of `count` numbered things, as in "1 3", and return their indexes; Enter means none."""
    while True:
        answer = dialogue.line(question).replace(",", " ").split()
        numbers = [whole_number(each) or 0 for each in answer]
        if all(1 <= each <= count for each in numbers):
            return tuple(dict.fromkeys(each - 1 for each in numbers))
        dialogue.say(_("Type numbers from {first} to {last} with spaces between.").format(first=1, last=count))


def yes(dialogue: Dialogue, question: str, *, default: bool | None = None) -> bool:
    """Ask yes or no; `default` is what Enter means."""
    hint = {None: _("(yes or no)"), True: _("(yes or no, Enter means yes)"), False: _("(yes or no, Enter means no)")}
    while True:
        answer = dialogue.line(f"{question} {hint[default]}").casefold()
        if answer in YES or answer in NO:
            return answer in YES
        if not answer and default is not None:
            return default
        dialogue.say(_("Type yes or no."))


def is_so(dialogue: Dialogue, point: str) -> bool:
    """Ask about a point of a checklist; Enter means yes."""
    while True:
        answer = dialogue.line(point).casefold()
        if not answer or answer in YES | NO:
            return answer not in NO
        dialogue.say(_("Type yes or no."))


def number(dialogue: Dialogue, question: str, least: int, most: int, *, default: int | None = None) -> int | None:
    """Ask for a whole number within bounds; Enter returns `default`, which may be `None`."""
    while True:
        answer = dialogue.line(question)
        if not answer:
            return default
        if (written := whole_number(answer)) is not None and least <= written <= most:
            return written
        dialogue.say(_("Type a number from {first} to {last}.").format(first=least, last=most))


def text(dialogue: Dialogue, question: str, *, default: str = "") -> str:
    """Ask for a text of one line; Enter returns `default`."""
    return dialogue.line(question, free=True) or default


def kept(question: str, before: str) -> str:
    """Return the question, with the present text that Enter keeps, if there is any."""
    return _("{question} (Enter keeps: {before})").format(question=question, before=before) if before else question


def go_on(dialogue: Dialogue, prompt: str | None = None) -> None:
    """Wait for Enter; anything typed before it is ignored."""
    dialogue.line(prompt or _("Press Enter to go on."))


def length_in_words(seconds: float) -> str:
    """Return a length of room time in words, such as "1 minute 20 seconds"."""
    whole = max(0, ceil(seconds))
    minutes, rest = divmod(whole, 60)
    parts = []
    if minutes:
        parts.append(ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes))
    if rest or not minutes:
        parts.append(ngettext("{count} second", "{count} seconds", rest).format(count=rest))
    return " ".join(parts)
