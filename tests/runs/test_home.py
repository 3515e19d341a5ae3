"""One reading of home for every front end: what is due, and what cannot be read, hides nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from esthersim.journal.codec import encode
from esthersim.journal.errors import StoreBusy
from esthersim.journal.memory import MemoryStore
from esthersim.journal.opening import open_store
from esthersim.journal.store import NewLine, RunHead, Store
from esthersim.library.scenarios import Library
from esthersim.play import entries as e
from esthersim.play.entry import Entry
from esthersim.play.vocabulary import Step
from esthersim.runs.home import read_home, saved_runs
from support.room_library import room_library
from support.stores import CREATED, scenario_text

TODAY = date(2026, 11, 30)
PLANNED = e.ActionWritten("a", "Ta med listan", owner="Chef", due=TODAY, measure="Ringt", follow_ups=(TODAY,))


def put(store: Store, run: str, entry: Entry | str, step: Step = Step.CLOSED) -> None:
    """Store a run with one entry, or with what stands in its place."""
    document = entry if isinstance(entry, str) else encode(entry)
    store.create(run, scenario_text(), CREATED)
    store.append(run, 0, run, [NewLine(CREATED, 0.0, document)], step=step.value, closed=step is Step.CLOSED)


def test_what_is_due_is_found_in_a_store() -> None:
    """Runs that have come to their plan are read, others are not."""
    store = MemoryStore()
    put(store, "tidig", PLANNED, Step.SIMULATION)
    put(store, "klar", PLANNED)
    runs = saved_runs(store, TODAY)
    assert [each.run for each in runs.due] == ["klar"]
    assert {head.run for head in runs.heads} == {"tidig", "klar"}
    assert runs.damaged == ()


@pytest.mark.parametrize("document", ["not an entry", '{"kind":"noted","version":99}'])
def test_a_run_that_cannot_be_read_hides_no_follow_up_of_another(document: str) -> None:
    """It is named apart from the others, by its name and the number of the entry."""
    store = MemoryStore()
    put(store, "trasig", document)
    put(store, "klar", PLANNED)
    runs = saved_runs(store, TODAY)
    assert [each.run for each in runs.due] == [head.run for head in runs.heads] == ["klar"]
    assert [(error.run, error.entry) for error in runs.damaged] == [("trasig", 1)]


@pytest.mark.parametrize(
    "damage",
    ["run SET updated_at = 'x'", "run SET run = x'7472617369ff'", "run SET seq = 'x'", "entry SET entry = x'ff'"],
)
def test_a_damaged_row_hides_nothing(tmp_path: Path, damage: str) -> None:
    """In the list, or in an entry."""
    file = tmp_path / "journal.sqlite"
    with closing(open_store(str(file))) as store:
        put(store, "trasig", PLANNED)
        put(store, "klar", PLANNED)
        with closing(sqlite3.connect(file)) as tool:
            tool.execute(f"UPDATE {damage} WHERE run = 'trasig'")
            tool.commit()
        runs = saved_runs(store, TODAY)
        assert [error.run[:5] for error in runs.damaged] == ["trasi"]
        assert [each.run for each in runs.due] == [head.run for head in runs.heads] == ["klar"]


def test_a_journal_that_fails_leaves_the_scenarios_to_be_seen(tmp_path: Path) -> None:
    """And says why there are no runs."""

    class Busy(MemoryStore):
        def heads(self) -> tuple[RunHead, ...]:
            raise StoreBusy(self.place)

    home = read_home(room_library(tmp_path), Busy(), "sv", TODAY)
    assert isinstance(home.failure, StoreBusy)
    assert "viktlarm" in {card.id for card in home.scenarios}
    assert home.runs.heads == ()


def test_home_is_there_without_a_store() -> None:
    """Before the first run."""
    home = read_home(Library([]), None, "sv", TODAY)
    assert (home.scenarios, home.runs.heads, home.failure) == ((), (), None)
