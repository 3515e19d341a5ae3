"""The names that the scenarios of the library share."""

from __future__ import annotations

import pytest

from esthersim.library.shared_names import shared_names


@pytest.mark.parametrize(("language", "name"), [("sv", "Fråga Esther"), ("en-GB", "Ask Esther"), ("fi", "Ask Esther")])
def test_a_name_is_there_in_every_language(language: str, name: str) -> None:
    """Where a language has no names of its own they are in English."""
    assert shared_names(language).objectives["esther"] == name


def test_the_languages_name_the_same() -> None:
    """Both have every id in the same order, and no name was left untranslated by mistake."""
    swedish, english = shared_names("sv"), shared_names("en")
    for kind in ("objectives", "roles", "organisations"):
        assert list(getattr(swedish, kind)) == list(getattr(english, kind))
        assert not set(getattr(swedish, kind).values()) & set(getattr(english, kind).values())
