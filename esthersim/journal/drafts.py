"""Drafts: texts that people are writing, stored apart from the journal until they are saved, so that no typing is lost.

Drafts are not part of the journal. They are overwritten as people type, deleted once the form is saved, purged with the
run, and never exported. They are written when the front end calls `tick`; there is no thread.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from esthersim.cleaning import clean, personal_number_in
from esthersim.clock import Clock
from esthersim.journal.errors import JournalError
from esthersim.journal.reading import timestamp
from esthersim.journal.store import LONGEST_DRAFT, Store
from esthersim.language import _
from esthersim.play.vocabulary import FACILITATOR

log = logging.getLogger("esthersim.journal")

PAUSE_SECONDS = 2.0
"""The longest time between typing and writing to the store: no more than this is lost when the program is killed."""
RETRY_SECONDS = 30.0
"""The pause after the store failed: a failure may take seconds, and people are typing meanwhile."""
MOST_WRITINGS = 200
"""The most forms that a seat can have begun and not saved; beyond that its oldest is dropped."""


class Writing(NamedTuple):
    """A form that a seat is filling in.

    `form` is its kind, and `place` what it belongs to, such as an event at one arrival, a question, or an action.
    Neither may contain a space. All of them are defined in `esthersim.views.writing`.
    """

    form: str
    place: str
    seat: str = FACILITATOR

    def key(self, field: str) -> str:
        """Return the place under which the store keeps a field of this form."""
        return f"{self.form} {self.place} {field}"


Saved = Mapping[Writing, Mapping[str, str]]
"""The forms that a command saves, with their texts by field."""


class Drafts:
    """The drafts of one run, by form and field.

    When the store fails, people can go on: the texts are kept in memory, the store is tried again later, and
    `complaint` returns the reason.
    """

    def __init__(self, store: Store, run: str, clock: Clock) -> None:
        """Create it without reading; stored drafts are read on first use."""
        self._store, self._run, self._clock = store, run, clock
        self._read: dict[Writing, dict[str, str]] | None = None
        self._unkept: dict[tuple[Writing, str], None] = {}
        self._next = float("-inf")
        self._failing = self._unsaid = False
        self._why = ""
        self._closed = False

    def texts(self, writing: Writing) -> Mapping[str, str]:
        """Return the texts of a form, by field, without empty fields."""
        return MappingProxyType(self._texts.get(writing, {}))

    def text(self, writing: Writing, field: str) -> str:
        """Return the text of a field."""
        return self.texts(writing).get(field, "")

    def begun(self, form: str) -> tuple[Writing, ...]:
        """Return the forms of a kind that have been begun and not saved, the latest last."""
        return tuple(writing for writing in self._texts if writing.form == form)

    def keep(self, writing: Writing, texts: Mapping[str, str]) -> None:
        """Keep the current texts of some fields of a form; an empty text deletes the field."""
        for field, text in texts.items():
            if text != self.text(writing, field):
                self._put(writing, field, text)
        own = [each for each in self._texts if each.seat == writing.seat]
        for oldest in own[:-MOST_WRITINGS]:
            self._empty(oldest)

    def forget(self, writing: Writing) -> None:
        """Delete a form that was discarded."""
        self._empty(writing)
        self.save()

    def as_saved(self, writings: Collection[Writing]) -> Saved:
        """Return the forms with their texts as a command saves them now."""
        return {writing: dict(self.texts(writing)) for writing in writings}

    def places(self, saved: Saved) -> tuple[tuple[str, str], ...]:
        """Return where the store may have something of these forms, by seat and place."""
        fields = [(writing, field) for writing, texts in saved.items() for field in texts]
        fields += [(writing, field) for writing, field in self._unkept if writing in saved]
        return tuple(dict.fromkeys((writing.seat, writing.key(field)) for writing, field in fields))

    def let_go(self, saved: Saved) -> None:
        """Drop these forms, which the store has deleted with the command; one that was changed since is kept anew."""
        self._unkept = {each: None for each in self._unkept if each[0] not in saved}
        for writing, texts in saved.items():
            if self.texts(writing) == texts:
                self._texts.pop(writing, None)
            else:
                self._unkept |= {(writing, field): None for field in self.texts(writing)}

    def every(self) -> Mapping[Writing, Mapping[str, str]]:
        """Return every form that has been begun and not saved, with its texts by field, the latest last."""
        return {writing: dict(texts) for writing, texts in self._texts.items()}

    def tick(self) -> None:
        """Write the changes to the store, unless that was done a moment ago."""
        if self._unkept and self._clock.monotonic() >= self._next:
            self._write()

    def save(self) -> None:
        """Write the changes at once, as when somebody leaves a field or the run is paused."""
        if not self._failing:
            self._write()
        else:
            self.tick()

    def close(self) -> None:
        """Write the changes a last time; nothing is written after that."""
        self._write()
        self._closed = True

    def complaint(self) -> str:
        """Return once why drafts cannot be stored; empty if they can."""
        if not self._unsaid:
            return ""
        self._unsaid = False
        return _("What is being written is not safe until it is saved: {why}").format(why=self._why)

    @property
    def _texts(self) -> dict[Writing, dict[str, str]]:
        if self._read is None:
            self._read = {}
            try:
                kept = self._store.drafts(self._run)
            except JournalError as error:
                self._failed(error)
                kept = {}
            for (seat, key), draft in sorted(kept.items(), key=lambda each: each[1].updated_at):
                form, place, field = (*key.split(" ", 2), "", "")[:3]
                self._read.setdefault(Writing(form, place, seat), {})[field] = draft.text
        return self._read

    def _put(self, writing: Writing, field: str, text: str) -> None:
        fields = self._texts.setdefault(writing, {})
        fields.pop(field, None)
        if text:
            fields[field] = text
        if not fields:
            del self._texts[writing]
        self._unkept[writing, field] = None

    def _empty(self, writing: Writing) -> None:
        for field in tuple(self.texts(writing)):
            self._put(writing, field, "")

    def _write(self) -> None:
        if self._closed or not self._unkept:
            return
        try:
            at = timestamp(self._clock.utc())
            for writing, field in tuple(self._unkept):
                text = without_personal_numbers(self.text(writing, field))[:LONGEST_DRAFT]
                self._store.keep_draft(self._run, writing.seat, writing.key(field), text, at)
                del self._unkept[writing, field]
            self._failing = False
            self._next = self._clock.monotonic() + PAUSE_SECONDS
        except JournalError as error:
            self._failed(error)

    def _failed(self, error: JournalError) -> None:
        log.warning("what is being written could not be kept: %s", error)
        self._unsaid = self._unsaid or not self._failing
        self._failing, self._why = True, str(error)
        self._next = self._clock.monotonic() + RETRY_SECONDS


def without_personal_numbers(text: str) -> str:
    """Return a text that may be written to a file: each personal number is replaced by a mark.

    The writer sees the number in the field until the rules refuse it, but it must not be in any file even that long.
    """
    if personal_number_in(text) is None:
        return text
    text = clean(text)
    while (number := personal_number_in(text)) is not None:
        text = text.replace(number, "…")
    return text
