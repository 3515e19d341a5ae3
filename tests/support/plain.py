"""Sessions line by line in tests: a console that reads from a script, a session on a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.journal.store import ScenarioText, Store
from esthersim.plain.console import EndOfInput, wrapped
from esthersim.plain.dialogue import Dialogue, Quit
from esthersim.plain.plain_run import PlainRun
from esthersim.play import commands as c
from esthersim.play.vocabulary import Step
from support.scenarios import viktlarm_text

WAIT, UNTIL = "wait ", "until "


class ScriptConsole:
    """A console whose lines are written beforehand.

    Two kinds of line are for the console itself, and nobody reads them: `wait 90` moves the clock, and `until A|B`
    presses Enter at every prompt before the one that has the words A or the words B in it.
    """

    def __init__(self, lines: Iterable[str], clock: ManualClock | None = None) -> None:
        self._lines = list(lines)[::-1]
        self._clock = clock or ManualClock()
        self._pressed = 0
        self.said: list[str] = []
        """Everything, line by line, what was written too."""

    def say(self, text: str = "") -> None:
        """Keep the text."""
        self.said += wrapped(text)

    def ask(self, prompt: str) -> str:
        """Keep the prompt and return the next line of the script."""
        self.say(prompt)
        while self._lines:
            line = self._lines.pop()
            if line.startswith(UNTIL):
                if any(words in prompt for words in line.removeprefix(UNTIL).split("|")):
                    continue
                self._pressed += 1
                assert self._pressed < 500, f"'{line}' never came; the last that was said: {self.said[-20:]}"
                self._lines.append(line)
                line = ""
            if line.startswith(WAIT):
                self.said.append(f"[{line}]")
                self._clock.advance(float(line.removeprefix(WAIT)))
                continue
            self.said.append(f"> {line}")
            return line
        self.said.append("> ")
        raise EndOfInput

    @property
    def text(self) -> str:
        """All that was said, as one text in which a longer empty space is one line that tells how long it is."""
        lines: list[str] = []
        empty = 0
        for line in [*self.said, "."]:
            if not line:
                empty += 1
                continue
            lines += [""] * empty if empty < 4 else [f"[{empty} empty lines]"]
            empty = 0
            lines.append(line)
        return "\n".join(lines[:-1]) + "\n"

    @property
    def flowing(self) -> str:
        """All that was said with every space one space, so that a test need not know where lines are broken."""
        return " ".join(" ".join(self.said).split())


class Table:
    """A session, its dialogue and its console."""

    def __init__(
        self, session: Session, clock: ManualClock, lines: Iterable[str], *, facilitator: bool = False
    ) -> None:
        self.session = session
        self.console = ScriptConsole(lines, clock)
        self.dialogue = Dialogue(self.console, facilitator=facilitator)
        self.run = PlainRun(self.dialogue, session)

    @property
    def said(self) -> str:
        """What was said, flowing."""
        return self.console.flowing


@contextmanager
def at_table(
    *lines: str,
    step: Step = Step.NEEDS,
    text: ScenarioText | None = None,
    language: str | None = None,
    facilitator: bool = False,
    store: Store | None = None,
) -> Iterator[Table]:
    """Begin a run, take it to a step, and sit down at it with a script of lines."""
    clock = ManualClock()
    chosen = text or viktlarm_text()
    with Session.begin(store or memory_store(), chosen, clock, run="a-run", language=language) as session:
        while session.state.step is not step:
            assert session.do(c.Advance(override=True)) is None
        yield Table(session, clock, lines, facilitator=facilitator)


@contextmanager
def until_the_script_ends() -> Iterator[None]:
    """Let a script end, or quit, in the middle of a step."""
    with suppress(EndOfInput, Quit):
        yield
