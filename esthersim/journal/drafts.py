"""What people are writing, kept beside the journal until it is saved, so that nothing that was typed is lost.

Drafts are no part of the journal. They are overwritten as people type, forgotten once what they were for is saved,
purged with the run, and never exported. They are written by whoever calls `tick`; there is no thread.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from esthersim.cleaning import clean, personal_number_in
from esthersim.clock import Clock
from esthersim.journal.errors import JournalError
from esthersim.journal.reading import timestamp
from esthersim.journal.store import LONGEST_DRAFT, Store
from esthersim.language import _
from esthersim.play.words import FACILITATOR

log = logging.getLogger("esthersim.journal")

PAUSE_SECONDS = 2.0
"""How long typing may go on before it is written: a kill takes no more than this of it."""
RETRY_SECONDS = 30.0
"""How long a store that failed is left alone: it may take seconds to say so, and people go on typing meanwhile."""
MOST_WRITINGS = 200
"""Forms of a run that can be begun and not saved; the one that was begun first makes room for another."""


class Writing(NamedTuple):
    """A form that a seat is filling in.

    `form` says which one it is, and `place` what it belongs to, such as an event at one arrival, a question, or an
    action. Neither may hold a space. `esthersim.views.writing` has all of them.
    """

    form: str
    place: str
    seat: str = FACILITATOR

    def key(self, field: str) -> str:
        """Return what the store calls a field of it."""
        return f"{self.form} {self.place} {field}"


class Drafts:
    """What is being written in one run, by form and field.

    A store that cannot keep it stops nobody: the texts stay here, it is tried again later, and `complaint` says so.
    """

    def __init__(self, store: Store, run: str, clock: Clock) -> None:
        """Read nothing yet; what was kept is read when it is first asked for."""
        self._store, self._run, self._clock = store, run, clock
        self._read: dict[Writing, dict[str, str]] | None = None
        self._unkept: dict[tuple[Writing, str], None] = {}
        self._next = float("-inf")
        self._failing = self._unsaid = False
        self._why = ""
        self._closed = False

    def texts(self, writing: Writing) -> Mapping[str, str]:
        """Return what has been written in a form, by field; a field that is empty is not in it."""
        return MappingProxyType(self._texts.get(writing, {}))

    def text(self, writing: Writing, field: str) -> str:
        """Return what has been written in a field."""
        return self.texts(writing).get(field, "")

    def begun(self, form: str) -> tuple[Writing, ...]:
        """Return those of a kind that have been begun and not saved, the one that was begun last at the end."""
        return tuple(writing for writing in self._texts if writing.form == form)

    def keep(self, writing: Writing, texts: Mapping[str, str]) -> None:
        """Keep what now stands in some fields of a form; an empty text forgets that field."""
        for field, text in texts.items():
            if text != self.text(writing, field):
                self._put(writing, field, text)
        for oldest in tuple(self._texts)[:-MOST_WRITINGS]:
            self._empty(oldest)

    def forget(self, writing: Writing) -> None:
        """Forget a form, because it was saved or thrown away."""
        self._empty(writing)
        self.save()

    def tick(self) -> None:
        """Write what was typed, unless that was done a moment ago."""
        if self._unkept and self._clock.monotonic() >= self._next:
            self._write()

    def save(self) -> None:
        """Write what was typed at once: somebody has left a field, or the run is paused."""
        if not self._failing:
            self._write()
        else:
            self.tick()

    def close(self) -> None:
        """Write what was typed for the last time; nothing is written after that."""
        self._write()
        self._closed = True

    def complaint(self) -> str:
        """Return, once, why what is being written cannot be kept; nothing where it is."""
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
    """Return a text as it may be put into a file: with a mark in place of each personal number.

    Who wrote one sees it in the field until the rules have refused it; no file is to hold it even so long.
    """
    if personal_number_in(text) is None:
        return text
    text = clean(text)
    while (number := personal_number_in(text)) is not None:
        text = text.replace(number, "…")
    return text
