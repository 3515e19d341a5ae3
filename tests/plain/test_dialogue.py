"""The dialogue: help, languages, leaving, and that what is private is never said without being asked for."""

from __future__ import annotations

import pytest

from esthersim.language import get_language
from esthersim.plain.console import EndOfInput
from esthersim.plain.dialogue import PAGE, Dialogue, Quit
from support.plain import ScriptConsole


def test_whatis_private_is_warned_of_before_and_scrolls_away_after() -> None:
    """The team looks at the same screen: a warning comes first, and a page of empty lines last."""
    console = ScriptConsole(["", ""])
    Dialogue(console).private(["the secret"])
    secret = console.said.index("the secret")
    assert any("Let nobody else look" in line for line in console.said[:secret])
    assert console.said[-PAGE:] == [""] * PAGE


def test_whatis_private_can_be_declined() -> None:
    """After the warning somebody may see that the room is looking."""
    console = ScriptConsole(["n"])
    assert Dialogue(console).private(["the secret"], "Which number?") == ""
    assert "the secret" not in console.said


def test_a_facilitator_alone_at_the_screen_is_not_asked() -> None:
    """With the option for it, private lines are said as they are."""
    console = ScriptConsole(["2"])
    assert Dialogue(console, facilitator=True).private(["the secret"], "Which number?") == "2"
    assert console.said == ["the secret", "Which number?", "> 2"]


def test_the_language_changes_while_it_runs() -> None:
    """The next line that is said is in the other language; one that is not spoken is told with those that are."""
    told: list[str] = []
    console = ScriptConsole(["language fi", "language sv", "1"])
    dialogue = Dialogue(console, spoken=told.append)
    assert dialogue.line("?") == "1"
    assert "en, sv" in console.flowing
    assert told == ["sv"]
    assert get_language() == "sv"


@pytest.mark.parametrize("word", ["quit", "avsluta", "/quit", "exit"])
def test_anybody_can_leave_at_any_prompt(word: str) -> None:
    """Also where a text is asked for."""
    with pytest.raises(Quit):
        Dialogue(ScriptConsole([word])).line("?")
    with pytest.raises(Quit):
        Dialogue(ScriptConsole([word])).line("?", free=True)


def test_help_lists_the_words_and_does_one_by_its_number() -> None:
    """Nobody need remember a word: help has a number for each."""
    done: list[str] = []
    console = ScriptConsole(["?", "1", "3"])
    dialogue = Dialogue(console, commands=lambda: {"pause": done.append, "map": done.append})
    assert dialogue.line("?") == "3"
    assert done == [""]
    assert "1. pause:" in console.flowing
    assert "2. map:" in console.flowing


def test_a_word_that_means_nothing_here_is_told() -> None:
    """A command of the simulation at another step is no answer either."""
    console = ScriptConsole(["run out", "1"])
    assert Dialogue(console).line("?") == "1"
    assert "'run out' means nothing here" in console.flowing


def test_the_end_of_input_goes_through() -> None:
    """Whoever leads the session saves it then."""
    with pytest.raises(EndOfInput):
        Dialogue(ScriptConsole([])).line("?")
