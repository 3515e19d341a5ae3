"""Opening a run and putting it away, as every front end does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from esthersim.clock import ManualClock
from esthersim.debriefing.checklists import closing_ids, prebriefing_ids
from esthersim.journal.errors import StoreFull
from esthersim.journal.memory import MemoryStore
from esthersim.journal.reading import journal_of
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.store import Line, NewLine
from esthersim.library.scenarios import Library, ScenarioUnknown
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.runs.opening import begin, edited_text, put_away, resume
from esthersim.scenario.loading import ScenarioError
from support.scenarios import VIKTLARM, viktlarm_text


class Full(MemoryStore):
    """A store that has no room once it is `full`."""

    full = False

    def append(
        self, run: str, expected_seq: int, command_id: str, lines: Sequence[NewLine], *rest: Any, **more: Any
    ) -> tuple[Line, ...]:
        """Append, or have no room."""
        if self.full:
            raise StoreFull(self.place)
        return super().append(run, expected_seq, command_id, lines, *rest, **more)


def test_every_run_has_the_checklists() -> None:
    """Whichever front end begins it, and also where it was interrupted before its first entry."""
    store = MemoryStore()
    begin(store, viktlarm_text(), ManualClock(), None, "begun").close()
    store.create("cut-off", viktlarm_text(), "2026-03-07T08:00:00.000Z")
    resume(store, "cut-off", ManualClock(), None).close()
    for run in ("begun", "cut-off"):
        setting = journal_of(store, run).state.setting
        assert (setting.prebriefing, setting.closing) == (prebriefing_ids(), closing_ids())


def test_a_run_that_is_put_away_is_paused_and_free() -> None:
    """It does not look interrupted, and can be opened by somebody else; a second time changes nothing."""
    store = MemoryStore()
    session = begin(store, viktlarm_text(), ManualClock(), None, "one")
    assert put_away(session) is None
    assert put_away(session) is None
    assert session.journal[-1].entry == e.Paused()
    with resume(store, "one", ManualClock(), None) as again:
        assert len(again.journal) == len(session.journal)


def test_a_pause_that_cannot_be_stored_is_returned() -> None:
    """The run is let go of all the same, with everything that was done before."""
    store = Full()
    session = begin(store, viktlarm_text(), ManualClock(), None, "one")
    store.full = True
    assert isinstance(put_away(session), StoreFull)
    assert session.closed
    store.full = False
    with resume(store, "one", ManualClock(), None) as again:
        assert again.journal[-1].entry == e.Paused(interrupted=True)


def test_an_edited_text_is_found_by_comparing(tmp_path: Path) -> None:
    """The library's, as soon as one letter is another; none where the run has it already."""
    store, file = MemoryStore(), tmp_path / "viktlarm.yaml"
    library = Library([tmp_path])
    file.write_text(VIKTLARM, encoding="utf-8")
    with begin(store, scenario_text(file), ManualClock(), None, "one") as session:
        file.unlink()
        with pytest.raises(ScenarioUnknown):
            edited_text(store, library, "one")
        file.write_text("id: viktlarm\n", encoding="utf-8")
        with pytest.raises(ScenarioError):
            edited_text(store, library, "one")
        file.write_text(VIKTLARM, encoding="utf-8")
        assert edited_text(store, library, "one") is None
        file.write_text(VIKTLARM.replace("fem gånger", "tio gånger"), encoding="utf-8")
        text = edited_text(store, library, "one")
        assert text is not None
        assert session.do(c.Advance()) is None
        assert session.adopt(text) is None
        assert edited_text(store, library, "one") is None
