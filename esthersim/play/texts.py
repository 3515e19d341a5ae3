"""Checks on what people write into a journal: texts are cleaned, limited in length, and free of personal numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from esthersim.cleaning import clean, personal_number_in
from esthersim.play.entry import Entry
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import Reason

LONGEST_TEXT = 4000
"""Characters. A longer text is refused rather than cut, so that nobody loses what they wrote."""
TextEntry = TypeVar("TextEntry", bound=Entry)


def cleaned_texts(texts: Mapping[str, str]) -> dict[str, str] | Refusal:
    """Return the texts cleaned, or a refusal that names the first that is too long or holds a personal number."""
    clean_texts = {clean(name): clean(text).strip() for name, text in texts.items()}
    for name, text in clean_texts.items():
        if len(text) > LONGEST_TEXT:
            return Refusal(Reason.TOO_LONG, (name,))
        if personal_number_in(text):
            return Refusal(Reason.PERSONAL_NUMBER, (name,))
    return clean_texts


def cleaned(entry: TextEntry, *fields: str) -> TextEntry | Refusal:
    """Return the entry with the texts of these fields cleaned, or the refusal of one of them."""
    texts = cleaned_texts({name: text for name in fields if (text := getattr(entry, name)) is not None})
    return texts if isinstance(texts, Refusal) else replace(entry, **texts)
