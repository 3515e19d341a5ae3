"""Questions: what is understood, and that what is not is asked again with words that help."""

from __future__ import annotations

from datetime import date

import pytest

from esthersim.plain import prompts
from esthersim.plain.console import EndOfInput
from esthersim.plain.dialogue import Dialogue
from support.plain import ScriptConsole

TODAY = date(2026, 3, 7)


def dialogue(*lines: str) -> tuple[Dialogue, ScriptConsole]:
    """Return a dialogue that is answered with these lines."""
    console = ScriptConsole(lines)
    return Dialogue(console), console


def test_an_option_is_chosen_by_its_number() -> None:
    """Numbers that are not in the list, and words, are asked again."""
    place, console = dialogue("7", "two", "0", "-1", "2.")
    assert prompts.choose(place, "Which?", ["one", "two"]) == 1
    assert console.flowing.count("Type a number from 1 to 2") == 4


def test_enter_means_the_default_and_nothing_where_there_is_none() -> None:
    """The prompt says what Enter means."""
    place, console = dialogue("", "")
    assert prompts.choose(place, "Which?", ["one", "two"], default=1) == 1
    assert "Enter means 2" in console.flowing
    with pytest.raises(EndOfInput):
        prompts.choose(place, "Which?", ["one", "two"])


def test_one_option_alone_is_taken_with_enter() -> None:
    """Nobody is asked for a number from 1 to 1."""
    place, console = dialogue("")
    assert prompts.choose(place, "Ready?", ["Go on"], default=0) == 0
    assert "(1, or just Enter)" in console.flowing


@pytest.mark.parametrize(("answer", "expected"), [("y", True), ("JA", True), ("nej", False), ("no", False)])
def test_yes_and_no_in_both_languages(answer: str, *, expected: bool) -> None:
    """The room answers in the language that it speaks."""
    place, _console = dialogue("perhaps", answer)
    assert prompts.yes(place, "Sure?") is expected


def test_several_numbers_are_each_taken_once() -> None:
    """Commas, spaces and repetitions do no harm; a number outside asks again."""
    place, _console = dialogue("1, 9", "3 1,3")
    assert prompts.several(place, "Which?", 3) == (2, 0)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (0.2, "1 second"), (60, "1 minute"), (61, "1 minute 1 second"), (119.5, "2 minutes")],
)
def test_time_is_said_in_words(seconds: float, words: str) -> None:
    """Begun seconds count whole: a timer never says nought while time is left."""
    assert prompts.length_in_words(seconds) == words
