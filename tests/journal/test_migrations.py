"""Files of earlier versions, as the programs of their day made them: they open, and nothing of them is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from esthersim.clock import ManualClock
from esthersim.journal import migrations
from esthersim.journal.errors import StoreFull
from esthersim.journal.migrations import VERSION
from esthersim.journal.opening import open_store
from esthersim.journal.session import Session
from esthersim.journal.sqlite import SqliteDatabase
from esthersim.journal.store import Line, StoredCommand
from esthersim.journal.tables import METADATA
from esthersim.play import commands as c
from support.stores import CREATED, new_lines, scenario_text

FOLDER = Path(__file__).with_name("stores")
EARLIER = range(1, VERSION)


def dump_of(version: int) -> str:
    """Return the SQL dump of a file with two runs of one scenario; 'sondag' has gone on with an edited text."""
    return (FOLDER / f"version-{version}.sql").read_text(encoding="utf-8")


@pytest.fixture(params=EARLIER)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a file of each earlier version."""
    path = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(path)) as tool:
        tool.executescript(dump_of(request.param))
    return path


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what the old file holds, by SQL of its own time."""
    with closing(sqlite3.connect(path)) as tool:
        ((version,),) = tool.execute("PRAGMA user_version").fetchall()
        once = "SELECT body FROM text JOIN carried USING (hash) WHERE field = 'text'"
        return {
            "version": tool.execute("PRAGMA user_version").fetchall(),
            "entry": tool.execute("SELECT run, seq, at, room, command_id, entry FROM entry ORDER BY seq").fetchall(),
            "command": tool.execute("SELECT run, command_id, after_seq, last_seq FROM command").fetchall(),
            "text": tool.execute(once if version > 2 else "SELECT text FROM scenario").fetchall(),
        }


def test_every_entry_and_command_of_an_old_file_is_there(old: Path) -> None:
    """Line by line and command by command, in order; what was asked was not kept then."""
    before = contents(old)
    with closing(open_store(str(old))) as store:
        assert {head.run: (head.seq, head.step) for head in store.heads()} == {
            "lordag": (7, "simulation"),
            "sondag": (7, "simulation"),
        }
        for run in ("lordag", "sondag"):
            lines = store.read(run)
            assert lines == tuple(Line(*row[1:]) for row in before["entry"] if row[0] == run)  # type: ignore[arg-type]
            commands = store.commands(run)
            kept = [(run, each.command_id, each.after_seq, each.last_seq) for each in commands]
            assert sorted(kept) == sorted(row for row in before["command"] if row[0] == run)
            assert [each.last_seq for each in commands] == sorted(each.last_seq for each in commands)
            assert {each.document for each in commands} == {None}
            first = commands[0]
            assert store.append(run, 0, first.command_id, new_lines("again"), command="{}") == lines[:1]
        store.append("sondag", 7, "new", new_lines("8"), command='{"a": 1}')
        assert store.commands("sondag")[-2:] == (
            StoredCommand("no-lines", 7, 7, None),
            StoredCommand("new", 7, 8, '{"a": 1}'),
        )


def test_the_texts_of_an_old_file_are_kept_once(old: Path) -> None:
    """Three scenarios of two texts, and one translation: the runs carry what they carried, and so do new ones."""
    before = contents(old)
    with closing(open_store(str(old))) as store:
        lordag, sondag = store.scenario("lordag"), store.scenario("sondag")
        assert "Det tutar fem gånger." in lordag.text
        assert sondag.text == lordag.text.replace("fem gånger", "sex gånger")
        assert "Weight alarm on a Saturday" in lordag.translations["en"]
        assert lordag.translations == sondag.translations
        assert lordag.packs == ({} if before["version"] == [(1,)] else {"avtalet": "esthersim-pack: 1\nid: avtalet\n"})
        assert lordag.debrief == {}
        store.create("ny", scenario_text(), CREATED)
        assert store.scenario("ny") == scenario_text()
        assert store.purge(["ny"]) == 1
        drafts = [each.text for each in store.drafts("lordag").values()]
        assert drafts == (["Hon satt tyst"] if before["version"] == [(3,)] else [])
        assert store.devices("lordag") == ()
        assert store.address("lordag") is None
        assert store.heartbeat("lordag") is None
    with closing(sqlite3.connect(old)) as tool:
        bodies = [body for (body,) in tool.execute("SELECT body FROM text")]
        assert len(bodies) == len(set(bodies)) == 2 + 1 + len(lordag.packs)
        assert {row[0] for row in before["text"]} < set(bodies)
        assert tool.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert tool.execute("PRAGMA foreign_key_check").fetchall() == []
        assert tool.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_run_of_an_old_file_goes_on(old: Path) -> None:
    """A team that was interrupted before an upgrade plays on after it."""
    with closing(open_store(str(old))) as store:
        with Session.resume(store, "sondag", ManualClock(), language="en") as session:
            assert session.shown.title == "Weight alarm on a Saturday"
            session.do(c.Continue())
            assert session.state.here.event == "samtalet"
            assert session.state.room == 90
        assert store.head("sondag").seq == 8


def test_a_migration_that_fails_leaves_the_file_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle of it: the old file is whole, and the next start tries again."""
    before = old.read_bytes()

    def full(_connection: object) -> None:
        raise StoreFull(str(old))

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "_number_commands", full)
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS[:-1], full))
        with pytest.raises(StoreFull):
            open_store(str(old))
    assert contents(old)
    assert len(old.read_bytes()) == len(before)
    open_store(str(old)).close()


def test_room_that_cannot_be_given_back_is_not_in_the_way(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is written anew after the texts were moved; where that fails, it is only larger than it need be."""

    def full(_self: object) -> None:
        raise sqlite3.OperationalError

    monkeypatch.setattr(SqliteDatabase, "scrub", full)
    with closing(open_store(str(old))) as store:
        assert len(store.heads()) == 2


def test_a_new_file_and_an_old_one_have_the_same_tables(old: Path, tmp_path: Path) -> None:
    """And they are those that the store asks."""
    new = tmp_path / "new.sqlite"
    for path in (old, new):
        open_store(str(path)).close()

    for path in (old, new):
        engine = create_engine(f"sqlite:///{path}")
        with engine.connect() as connection:
            found = inspect(connection)
            assert set(found.get_table_names()) == set(METADATA.tables)
            for name, table in METADATA.tables.items():
                assert {each["name"] for each in found.get_columns(name)} == {each.name for each in table.columns}
                key = found.get_pk_constraint(name)["constrained_columns"]
                assert set(key) == {each.name for each in table.primary_key}
        engine.dispose()
