"""The dialogue: a console whose prompts take commands as well as answers. Every prompt goes through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from esthersim.language import _, available_languages, set_language
from esthersim.plain.console import Console
from esthersim.plain.typed_words import (
    HELP,
    LANGUAGE,
    NEVER_TOO_LATE,
    QUIT,
    Asked,
    asked_for,
    names,
    way_to_write,
    whole_number,
)

Handler = Callable[[str], None]

PAGE = 30
"""Blank lines that scroll private text off a terminal of 24 rows, with some to spare."""


class Quit(Exception):  # noqa: N818 - a request, not an error
    """The user asked to leave; the run is saved as it stands."""


class MovedOn(Exception):  # noqa: N818 - not an error
    """The journey has moved on, so the present question no longer applies."""


def _nothing() -> None:
    return None


def _no_commands() -> Mapping[str, Handler]:
    return {}


@dataclass(slots=True)
class Dialogue:
    """A console with its commands; `before` and `after` are called before and after every line that is read."""

    console: Console
    facilitator: bool = False
    """Whether only the facilitator sees this screen, so that private text can be shown without asking."""
    commands: Callable[[], Mapping[str, Handler]] = _no_commands
    """Returns the handlers of the commands that can be typed now, by their ids."""
    before: Callable[[], None] = _nothing
    after: Callable[[], None] = _nothing
    idle: Callable[[], None] = _nothing
    """Called several times a second while nobody types, by a console that listens."""
    spoken: Callable[[str], None] = lambda _code: None
    """Called with the new code when the language has been changed."""

    def say(self, text: str = "") -> None:
        """Say a text."""
        self.console.say(text)

    def heading(self, text: str) -> None:
        """Say a heading on a line of its own after a blank line; a screen reader would read ornaments aloud."""
        self.console.say()
        self.console.say(text)

    def numbered(self, items: tuple[str, ...] | list[str], start: int = 1) -> None:
        """Say a numbered list."""
        for number, item in enumerate(items, start):
            self.console.say(f"  {number}. {item}")

    def line(self, prompt: str, *, free: bool = False) -> str:
        """Ask for a line, and carry out commands until the line is an answer.

        Raises `Quit`, `MovedOn`, and `EndOfInput` where nothing more can be read.
        """
        while True:
            self.before()
            line = self.console.ask(prompt)
            asked = asked_for(line, free=free)
            try:
                self.after()
            except MovedOn:
                if asked is not None and asked.word in NEVER_TOO_LATE:
                    self.carry_out(asked)
                raise
            if asked is None:
                return line
            self.carry_out(asked)

    def carry_out(self, asked: Asked) -> None:
        """Carry out a command."""
        if asked.word == QUIT:
            raise Quit
        if asked.word == LANGUAGE:
            self._language(asked.rest)
        elif asked.word == HELP:
            self._help()
        elif does := self.commands().get(asked.word):
            does(asked.rest)
        else:
            self.say(_("'{word}' means nothing here.").format(word=way_to_write(asked.word)))

    def private(self, lines: list[str], question: str = "") -> str:
        """Say lines that are for one person only: after a warning, and then scrolled away.

        Returns the answer to `question`, or to a plain request to press Enter.
        """
        if self.facilitator:
            for line in lines:
                self.say(line)
            return self.console.ask(question) if question else ""
        self.say(_("What follows is private. Let nobody else look at the screen."))
        if self.console.ask(_("Press Enter to show it, or type n to skip it.")).casefold() in {"n", "no", "nej"}:
            return ""
        for line in lines:
            self.say(line)
        answer = self.console.ask(question or _("Press Enter when you have read it; it then scrolls away."))
        self.scroll_away()
        return answer

    def scroll_away(self) -> None:
        """Say enough blank lines to scroll everything off the screen."""
        self.say("\n" * (PAGE - 1))

    def _language(self, code: str) -> None:
        if code not in available_languages():
            codes = ", ".join(available_languages())
            self.say(_("Type 'language' and one of: {codes}.").format(codes=codes))
            return
        set_language(code)
        self.say(_("The program speaks English now."))
        self.spoken(code)

    def _help(self) -> None:
        known = names()
        words = [
            word for word in (*self.commands(), LANGUAGE, QUIT) if known[word].hint
        ]  # the other acts are in the numbered list
        self.heading(_("What you can type at any prompt"))
        self.numbered([f"{way_to_write(word)}: {known[word].hint}" for word in words])
        self.say(_("Where a text is asked for, type / before the word, as in /{word}.").format(
            word=way_to_write(words[0])
        ))  # fmt: skip
        answer = self.console.ask(_("Type a number to do it now, or press Enter to go on."))
        if (number := whole_number(answer)) is not None and 1 <= number <= len(words):
            self.carry_out(Asked(words[number - 1]))
        elif (asked := asked_for(answer)) and asked.word != HELP:
            self.carry_out(asked)
