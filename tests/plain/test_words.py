"""The words of the prompts: both languages at once, never taken out of people's sentences."""

from __future__ import annotations

import pytest

from esthersim.language import available_languages
from esthersim.plain.desk import meanings
from esthersim.plain.words import SPOKEN, Asked, Word, asked_for, way_to_write


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("?", Asked(Word.HELP)),
        ("HJÄLP", Asked(Word.HELP)),
        ("note Esther var tyst", Asked(Word.NOTE, "Esther var tyst")),
        ("anteckna Esther var tyst", Asked(Word.NOTE, "Esther var tyst")),
        ("notes", Asked(Word.NOTES)),
        ("anteckningar", Asked(Word.NOTES)),
        ("run out", Asked(Word.RUN_OUT)),
        ("tiden ute", Asked(Word.RUN_OUT)),
        ("/paus", Asked(Word.PAUSE)),
        ("go to 3", Asked(Word.GO, "3")),
        ("gå till 3", Asked(Word.GO, "3")),
        ("extend 2", Asked(Word.EXTEND, "2")),
        ("1", None),
        ("", None),
        ("nothing", None),
        ("pausen var lång", None),
    ],
)
def test_a_line_is_a_command_or_an_answer(line: str, asked: Asked | None) -> None:
    """A command is its word alone or with something after it; a word that only begins alike is none."""
    assert asked_for(line) == asked


@pytest.mark.parametrize("line", ["note that she was alone", "Back to bed", "quit smoking was her wish", "go home"])
def test_a_sentence_is_never_a_command_where_a_text_is_asked_for(line: str) -> None:
    """People's sentences may begin with any word."""
    assert asked_for(line, free=True) is None


def test_where_a_text_is_asked_for_a_slash_or_a_word_alone_is_a_command() -> None:
    """Nobody is locked up at a prompt for text."""
    assert asked_for("/note hej", free=True) == Asked(Word.NOTE, "hej")
    assert asked_for("avsluta", free=True) == Asked(Word.QUIT)
    assert asked_for("quit", free=True) == Asked(Word.QUIT)
    assert asked_for("?", free=True) == Asked(Word.HELP)


def test_every_word_can_be_said_in_every_language_and_no_way_means_two_things() -> None:
    """The languages are understood at once, so a word must mean the same in all of them."""
    assert set(SPOKEN) == set(available_languages())
    meant: dict[str, Word] = {}
    for words in SPOKEN.values():
        assert set(words) == set(Word)
        for word, ways in words.items():
            for way in ways:
                assert meant.setdefault(way, word) is word
                assert way == way.casefold()
    assert set(meanings()) == set(Word)


def test_help_writes_words_as_the_language_has_them() -> None:
    """A language that is not there is told in English."""
    assert way_to_write(Word.PAUSE, "sv") == "paus"
    assert way_to_write(Word.PAUSE, "fi") == "pause"
