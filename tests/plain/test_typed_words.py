"""The words of the prompts: both languages at once, never taken out of people's sentences."""

from __future__ import annotations

import pytest

from esthersim.language import available_languages, speaking
from esthersim.plain.typed_words import Asked, asked_for, desk_names, names, way_to_write
from esthersim.runs.act_names import ways_to_type
from esthersim.runs.acts import OFFERS


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("?", Asked("help")),
        ("HJÄLP", Asked("help")),
        ("note Esther var tyst", Asked("note", "Esther var tyst")),
        ("anteckna Esther var tyst", Asked("note", "Esther var tyst")),
        ("notes", Asked("notes")),
        ("anteckningar", Asked("notes")),
        ("run out", Asked("run-out")),
        ("tiden ute", Asked("run-out")),
        ("/paus", Asked("pause")),
        ("go to 3", Asked("go-to", "3")),
        ("gå till 3", Asked("go-to", "3")),
        ("extend 2", Asked("extend", "2")),
        ("1", None),
        ("", None),
        ("nothing", None),
        ("pausen var lång", None),
    ],
)
def test_a_line_is_a_command_or_an_answer(line: str, asked: Asked | None) -> None:
    """A command is its word alone or with something after it; a word that only begins alike is none."""
    assert asked_for(line) == asked


@pytest.mark.parametrize("line", ["note that she was alone", "Back to bed", "quit smoking was her choice", "go home"])
def test_a_sentence_is_never_a_command_where_a_text_is_asked_for(line: str) -> None:
    """People's sentences may begin with any word."""
    assert asked_for(line, free=True) is None


def test_where_a_text_is_asked_for_a_slash_or_a_word_alone_is_a_command() -> None:
    """Nobody is locked up at a prompt for text."""
    assert asked_for("/note hej", free=True) == Asked("note", "hej")
    assert asked_for("avsluta", free=True) == Asked("quit")
    assert asked_for("quit", free=True) == Asked("quit")
    assert asked_for("?", free=True) == Asked("help")


def test_every_act_has_a_word_in_every_language_and_no_way_means_two_things() -> None:
    """The languages are understood at once, so a word must mean the same in all of them."""
    meant: dict[str, str] = {}
    for language in available_languages():
        with speaking(language):
            known = names()
        assert known.keys() == {*desk_names(), *(offer.id for offer in OFFERS)}
        for word, name in known.items():
            assert name.name or name.hint
            for way in ways_to_type(name.typed):
                assert meant.setdefault(way, word) == word
                assert asked_for(way) == Asked(word)


def test_help_writes_words_as_the_language_has_them() -> None:
    """Of several ways to write one it shows the first."""
    with speaking("sv"):
        assert way_to_write("pause") == "paus"
    assert way_to_write("pause") == "pause"
    assert way_to_write("go-to") == "go"
