"""What is purged is gone from the file, byte for byte, and what stays is whole."""

import random
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from esthersim.journal.errors import StoreBusy
from esthersim.journal.opening import open_store
from esthersim.journal.sql import SqlStore
from esthersim.journal.sqlite import SqliteDatabase
from esthersim.journal.store import Store
from support.stores import CREATED, new_lines, scenario_text


def bytes_beside(path: Path) -> bytes:
    """Return everything in the store's folder: the file, its rollback journal, locks; and the names."""
    files = list(path.parent.iterdir())
    return b"".join(file.read_bytes() for file in files) + " ".join(file.name for file in files).encode()


def everything(store: Store, run: str) -> tuple[object, ...]:
    """Return all that a store keeps of a run."""
    return tuple(
        getattr(store, method)(run) for method in ("head", "read", "commands", "scenario", "drafts", "heartbeat")
    )


def test_nothing_of_a_purged_run_can_be_read_in_the_file(tmp_path: Path) -> None:
    """Texts of many sizes, in a file that many runs have churned: not one mark of the purged runs is left."""
    path = tmp_path / "journal.sqlite"
    sizes = random.Random(3)  # noqa: S311  no secret, only sizes
    with closing(open_store(str(path))) as store:
        for run in ("purged-1", "kept", "purged-2"):
            store.create(run, scenario_text(f"{run}-id", text=f"{run} text " * 2000), CREATED)
        for turn in range(15):
            for run in ("purged-1", "kept", "purged-2"):
                entries = [f'"{run} said {n} {"x" * sizes.randint(0, 3000)}"' for n in range(4)]
                store.append(run, turn * 4, f"{run}-command-{turn}", new_lines(*entries), step=f"{run}-step")
                store.append(run, turn * 4 + 4, f"{run}-empty-{turn}", [], command=f'"{run} asked {turn}"')
                store.keep_draft(run, f"{run}-seat", f"{run}-place-{turn % 3}", f"{run} writes " * 200, CREATED)
                store.beat(run, turn * 5.0, CREATED)
        store.append("purged-1", 60, "purged-1-adopts", [], texts=scenario_text("purged-1-id", text="purged-1 edited"))
        before = everything(store, "kept")
        assert b"purged-1 said" in bytes_beside(path)
        size = path.stat().st_size
        assert store.purge(["purged-1", "purged-2"]) == 2
        assert path.stat().st_size < size / 2
        left = bytes_beside(path)
        assert b"purged" not in left
        assert b"Purged" not in left
        assert b"kept said" in left
        assert everything(store, "kept") == before
    with closing(open_store(str(path))) as store:
        assert [head.run for head in store.heads()] == ["kept"]


def test_a_text_goes_with_the_last_run_that_carries_it(tmp_path: Path) -> None:
    """Two runs share all their texts: the first purge leaves them, the second takes them out of the file."""
    path = tmp_path / "journal.sqlite"
    with closing(open_store(str(path))) as store:
        for run in ("r1", "r2"):
            store.create(run, scenario_text(text="a journey of our own"), CREATED)
        assert bytes_beside(path).count(b"# of a journey of our own") == 1
        store.purge(["r1"])
        assert store.scenario("r2").text == "a journey of our own"
        store.purge(["r2"])
        assert b"a journey of our own" not in bytes_beside(path)


def test_a_purge_that_was_stopped_half_way_can_be_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are deleted at once or not at all; the cleaning of the file is done by the next purge, whatever it names."""
    path = tmp_path / "journal.sqlite"
    with closing(SqlStore(SqliteDatabase(path, busy_seconds=0.01))) as store:
        for run in ("r1", "r2"):
            store.create(run, scenario_text(), CREATED)
            store.append(run, 0, "c1", new_lines(f'"{run} said this"'))
        with monkeypatch.context() as patch:
            patch.setattr(store.database, "scrub", _interrupt)
            with pytest.raises(KeyboardInterrupt):
                store.purge(["r1"])
        assert [head.run for head in store.heads()] == ["r2"]
        assert store.purge(["r1"]) == 0
        assert b"r1 said this" not in bytes_beside(path)
        assert b"r2 said this" in bytes_beside(path)


def test_a_purge_that_meets_a_writer_erases_nothing(tmp_path: Path) -> None:
    """Another program's transaction in the way: StoreBusy, and all runs are still there, and free."""
    path = tmp_path / "journal.sqlite"
    with (
        closing(SqlStore(SqliteDatabase(path, busy_seconds=0.01))) as store,
        closing(SqlStore(SqliteDatabase(path))) as other,
    ):
        store.create("r1", scenario_text(), CREATED)
        with other.database.writing.begin() as connection:
            assert isinstance(connection, Connection)
            with pytest.raises(StoreBusy):
                store.purge(["r1"])
        assert [head.run for head in store.heads()] == ["r1"]
        with other.claim("r1"):
            pass


def _interrupt() -> None:
    raise KeyboardInterrupt
