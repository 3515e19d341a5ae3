"""The console on streams: lines are wrapped, what was written is repeated where no terminal shows it, ends are ends."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.plain.console import WIDTH, EndOfInput, StreamConsole, wrapped


def test_long_lines_are_wrapped_and_set_in_below_their_number() -> None:
    """What goes on below "12. " begins under the first letter, so that a listener hears where the next item begins."""
    lines = wrapped("  12. " + "ord " * 40)
    assert max(map(len, lines)) <= WIDTH
    assert lines[0].startswith("  12. ord")
    assert all(line.startswith("      ord") for line in lines[1:])


def test_a_no_break_space_keeps_two_words_on_one_line() -> None:
    """A number and its name are not parted, and the sign that does it is not said."""
    lines = wrapped("x" * (WIDTH - 3) + " 3\N{NO-BREAK SPACE}Esther")
    assert lines == ["x" * (WIDTH - 3), "3 Esther"]


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), include_characters=" \n"), max_size=300)
)
def test_wrapping_loses_no_word(text: str) -> None:
    """The words are the same before and after, whatever they are; only a word longer than a line is broken."""
    words = [word for word in text.split() if len(word) <= WIDTH - 8]
    said = " ".join(wrapped(text)).split()
    if words == text.split():
        assert said == words
    assert all(len(line) <= WIDTH for line in wrapped(text))


def test_what_a_pipe_writes_is_repeated() -> None:
    """A transcript of a piped session shows the answers; a terminal shows them itself."""
    piped, typed = io.StringIO(), io.StringIO()
    assert StreamConsole(io.StringIO("ja\n"), piped).ask("Klara?") == "ja"
    assert StreamConsole(io.StringIO("ja\n"), typed, echo=False).ask("Klara?") == "ja"
    assert piped.getvalue() == "Klara?\n> ja\n"
    assert typed.getvalue() == "Klara?\n> "


def test_what_is_read_is_cleaned() -> None:
    """An escape sequence that is pasted in moves no cursor, neither now nor when it is read aloud later."""
    target = io.StringIO()
    assert StreamConsole(io.StringIO("\x1b[2Jhej\t\u202edå\r\n"), target).ask("?") == "hej då"
    assert "\x1b" not in target.getvalue()


def test_the_end_of_input_is_told_apart_from_an_empty_line() -> None:
    """An empty line is an answer; nothing more to read ends the asking."""
    console = StreamConsole(io.StringIO("\n"), io.StringIO())
    assert console.ask("?") == ""
    with pytest.raises(EndOfInput):
        console.ask("?")


def test_an_endless_line_is_read_in_bounded_pieces() -> None:
    """A line of megabytes does not fill the memory."""
    line = StreamConsole(io.StringIO("a" * 1_000_000), io.StringIO()).ask("?")
    assert len(line) <= 20_000
