"""The desk: a console, and what its prompts understand beside an answer. Every prompt goes through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from esthersim.language import _, available_languages, get_language, set_language
from esthersim.plain.console import Console
from esthersim.plain.words import Asked, Word, asked_for, way_to_write, whole_number

Answerer = Callable[[str], None]

PAGE = 30
"""Blank lines that let what was private scroll away: more than a terminal of 24 rows."""


NEVER_TOO_LATE = (Word.NOTE, Word.QUIT)
"""What is carried out even if the journey has moved on while it was written."""


class Quit(Exception):  # noqa: N818 - a wish, no error
    """Somebody asked to leave; the run is saved as it stands."""


class MovedOn(Exception):  # noqa: N818 - no error
    """The journey is somewhere else now, so what was asked is not asked any more."""


def _nothing() -> None:
    return None


@dataclass(slots=True)
class Desk:
    """A console with its commands; `before` and `after` are called round every line that is read."""

    console: Console
    facilitator: bool = False
    """Whether the facilitator alone sees this screen, so that private things need no asking for."""
    commands: Mapping[Word, Answerer] = field(default_factory=dict)
    before: Callable[[], None] = _nothing
    after: Callable[[], None] = _nothing
    spoken: Callable[[str], None] = lambda _code: None
    """Called when the language has been changed."""

    def say(self, text: str = "") -> None:
        """Say a text."""
        self.console.say(text)

    def heading(self, text: str) -> None:
        """Say a heading: words on a line of their own, with space before; signs would only be read aloud."""
        self.console.say()
        self.console.say(text)

    def numbered(self, items: tuple[str, ...] | list[str], start: int = 1) -> None:
        """Say a numbered list."""
        for number, item in enumerate(items, start):
            self.console.say(f"  {number}. {item}")

    def line(self, prompt: str, *, free: bool = False) -> str:
        """Ask for a line, and carry out commands until an answer comes.

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
        """Do what a word asks for."""
        match asked.word:
            case Word.QUIT:
                raise Quit
            case Word.LANGUAGE:
                self._language(asked.rest)
            case Word.HELP:
                self._help()
            case word if word in self.commands:
                self.commands[word](asked.rest)
            case word:
                self.say(_("'{word}' means nothing here.").format(word=way_to_write(word, get_language())))

    def private(self, lines: list[str], question: str = "") -> str:
        """Say lines that are for one person only, after a warning and with space after them so that they scroll away.

        Returns the answer to `question`; without one, Enter is waited for.
        """
        if self.facilitator:
            for line in lines:
                self.say(line)
            return self.console.ask(question) if question else ""
        self.say(_("What follows is private. Let nobody else look at the screen."))
        if self.console.ask(_("Press Enter to show it, or write n to leave it.")).casefold() in {"n", "no", "nej"}:
            return ""
        for line in lines:
            self.say(line)
        answer = self.console.ask(question or _("Press Enter when you have read it; it then scrolls away."))
        self.scroll_away()
        return answer

    def scroll_away(self) -> None:
        """Say so many blank lines that what stood here is gone from the screen."""
        self.say("\n" * (PAGE - 1))

    def _language(self, code: str) -> None:
        if code not in available_languages():
            codes = ", ".join(available_languages())
            self.say(_("Write 'language' and one of: {codes}.").format(codes=codes))
            return
        set_language(code)
        self.say(_("The program speaks English now."))
        self.spoken(code)

    def _help(self) -> None:
        words = (*self.commands, Word.LANGUAGE, Word.QUIT)
        told = meanings()
        self.heading(_("What you can write at every prompt"))
        self.numbered([f"{way_to_write(word, get_language())}: {told[word]}" for word in words])
        self.say(_("Where a text is asked for, write / before the word, as in /{word}.").format(
            word=way_to_write(words[0], get_language())
        ))  # fmt: skip
        answer = self.console.ask(_("Write a number to do it now, or press Enter to go on."))
        if (number := whole_number(answer)) is not None and 1 <= number <= len(words):
            self.carry_out(Asked(words[number - 1]))
        elif (asked := asked_for(answer)) and asked.word is not Word.HELP:
            self.carry_out(asked)


def meanings() -> dict[Word, str]:
    """Return what every word does, as help tells it."""
    return {
        Word.HELP: _("this list"),
        Word.AGAIN: _("read the event once more"),
        Word.NOTES: _("the facilitator's notes to this event (private)"),
        Word.CUES: _("the cues, to be given (private)"),
        Word.EXPECT: _("what to look for, to be marked (private)"),
        Word.INJECT: _("let something happen (private)"),
        Word.NOTE: _("write a note of your own; the text may follow on the same line"),
        Word.OBSERVE: _("write down what was seen or heard, apart from what it may mean"),
        Word.SPOKE: _("tick that a role took part"),
        Word.RATE: _("ask Esther how she is, 1 to 5"),
        Word.CARD: _("read a role's card (private)"),
        Word.PARTS: _("what belongs in each part of the handover"),
        Word.MAP: _("the way so far"),
        Word.JOURNAL: _("what has been written down so far (private)"),
        Word.BACK: _("go back to an event before; nothing is erased"),
        Word.PAUSE: _("let the room's clock stand still"),
        Word.CONTINUE: _("let the room's clock run again"),
        Word.EXTEND: _("give more time; the number of minutes may follow"),
        Word.RUN_OUT: _("let the timer run out now"),
        Word.GO: _("go to any event (private; it is written down as your own step)"),
        Word.REFLECT: _("leave the journey here and go on to the reflection"),
        Word.LANGUAGE: _("change the language, as in 'language sv'"),
        Word.QUIT: _("leave; everything is saved and can be resumed"),
    }
