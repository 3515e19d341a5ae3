"""The messages when a store fails, and that nothing is lost."""

import errno
import os
import resource
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from traceback import format_exception

import pytest

from esthersim.journal import disk
from esthersim.journal.errors import (
    JournalError,
    RunDamaged,
    RunUnknown,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreNewer,
    StoreReadOnly,
    StoreUnreachable,
)
from esthersim.journal.migrations import VERSION
from esthersim.journal.opening import open_store
from esthersim.journal.sql import SqlStore
from esthersim.journal.sqlite import SqliteDatabase
from support.stores import CREATED, new_lines, scenario_text

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the file of a store with one run of three lines."""
    path = tmp_path / "journal.sqlite"
    with closing(open_store(str(path))) as store:
        store.create("r1", scenario_text(), CREATED)
        store.append("r1", 0, "c1", new_lines("1", "2", "3"))
    return path


@contextmanager
def opened(path: Path) -> Iterator[SqlStore]:
    """Open a store that is not patient with others."""
    store = SqlStore(SqliteDatabase(path, busy_seconds=0.01))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Be a user for whom permissions count, also where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """Return a folder that an ordinary user can reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_a_full_disk_changes_nothing_and_the_step_can_be_tried_again(path: Path) -> None:
    """SQLite's own limit of pages stands for the disk: the append fails as StoreFull, and works once there is room."""
    big = new_lines("x" * 100_000)
    with opened(path) as store:
        with closing(store.database.writing.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA max_page_count = 1")  # means: no more than there are now
        with pytest.raises(StoreFull, match="make room, then try again") as raised:
            store.append("r1", 3, "c2", big)
        assert raised.value.place == str(path)
        assert len(store.read("r1")) == store.head("r1").seq == 3
        with closing(store.database.writing.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA max_page_count = 1000000")
        assert store.append("r1", 3, "c2", big)[0].seq == 4


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_limit_of_the_operating_system_counts_as_a_full_disk(path: Path) -> None:
    """A write that the system refuses half-way (here for the size of the file) is rolled back."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with opened(path) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 10_000, limits[1]))
        try:
            with pytest.raises(StoreFull):
                store.append("r1", 3, "c2", new_lines("x" * 100_000))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert len(store.read("r1")) == 3
        assert store.append("r1", 3, "c2", new_lines("4"))[0].seq == 4
    with opened(path) as store:
        assert [line.entry for line in store.read("r1")] == ["1", "2", "3", "4"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_file_that_may_only_be_read_is_read_and_not_written(shared_folder: Path) -> None:
    """Runs can be listed and read for a report; each way of writing says StoreReadOnly."""
    path = shared_folder / "journal.sqlite"
    with opened(path) as store:
        store.create("r1", scenario_text(), CREATED)
        store.append("r1", 0, "c1", new_lines("1"))
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    with ordinary_user(), opened(path) as store:
        assert [head.run for head in store.heads()] == ["r1"]
        assert len(store.read("r1")) == 1
        with pytest.raises(StoreReadOnly, match="can be read but not written"):
            store.append("r1", 1, "c2", new_lines("2"))
        with pytest.raises(StoreReadOnly):
            store.create("r2", scenario_text(), CREATED)
        with pytest.raises(StoreReadOnly):
            store.keep_draft("r1", "nurse", "note", "text", CREATED)
        with pytest.raises(StoreReadOnly):
            store.beat("r1", 5.0, CREATED)
        with pytest.raises(StoreReadOnly), store.claim("r1"):
            pass
    shared_folder.chmod(0o755)
    path.chmod(0o644)
    with opened(path) as store:
        assert store.append("r1", 1, "c2", new_lines("2"))[0].seq == 2


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_place_without_permission_is_reported_as_such(shared_folder: Path) -> None:
    """A folder where the user may not make a file, and a file that they may not read."""
    path = shared_folder / "journal.sqlite"
    shared_folder.chmod(0o555)
    with ordinary_user():
        for wanted in (path, shared_folder / "new" / "journal.sqlite"):
            with pytest.raises(StoreUnreachable) as raised:
                open_store(str(wanted))
            assert raised.value.reason == "permission"
    shared_folder.chmod(0o755)
    open_store(str(path)).close()
    path.chmod(0)
    with ordinary_user():
        with pytest.raises(StoreUnreachable, match="you may not open the journal") as raised:
            open_store(str(path))
        assert raised.value.reason == "permission"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (errno.EROFS, StoreReadOnly),
        (errno.ENOSPC, StoreFull),
        (errno.EDQUOT, StoreFull),
        (errno.EIO, StoreUnreachable),
    ],
)
def test_a_disk_that_lets_nobody_make_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, error: type[JournalError]
) -> None:
    """The operating system's answer at the first start becomes the error that says what to do."""

    def refuse(*_arguments: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(error):
        open_store(str(tmp_path / "journal.sqlite"))


def test_a_path_through_a_file_or_to_a_folder_is_no_place(tmp_path: Path) -> None:
    """What stands in the way is named, and nothing is made or overwritten."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreUnreachable) as raised:
        open_store(str(tmp_path / "file" / "journal.sqlite"))
    assert raised.value.reason == "missing"
    assert (tmp_path / "file").read_text() == "mine"
    with pytest.raises(StoreUnreachable, match="Is a directory"):
        open_store(str(tmp_path))
    with pytest.raises(StoreUnreachable):
        open_store("nul\0byte")


def test_folders_are_made_and_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    """The first start needs no preparation, and other users of the computer cannot read what a team said."""
    path = tmp_path / "å ä" / "50 % #1?" / "journal.sqlite"
    open_store(str(path)).close()
    assert path.is_file()
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("url", ["mysql://user:secret@host/db", "sqlite:nothing://", "://", "postgresql://host:nan/db"])
def test_an_address_that_is_not_understood(url: str) -> None:
    """The error tells the two kinds of address there are, and never a password."""
    with pytest.raises(StoreUnreachable, match=r"sqlite:/// or postgresql://") as raised:
        open_store(url)
    assert raised.value.reason == "scheme"
    assert "secret" not in str(raised.value)


def test_a_file_that_is_no_database(path: Path) -> None:
    """Opening it says StoreDamaged and leaves it as it is."""
    for content in (b"esthersim: 1\n" * 500, os.urandom(9000), path.read_bytes()[1:]):
        path.write_bytes(content)
        with pytest.raises(StoreDamaged, match="put back a copy"):
            open_store(str(path))
        assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """A database that holds somebody else's tables is no place for a journal."""
    path = tmp_path / "theirs.sqlite"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE run (id)")
        theirs.commit()
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="another program"):
        open_store(str(path))
    assert path.read_bytes() == before


def test_a_file_cut_short_or_overwritten_never_gives_wrong_lines(path: Path) -> None:
    """Whichever page is spoilt, the store either answers rightly or says StoreDamaged."""
    whole = path.read_bytes()
    with opened(path) as store:
        right = store.read("r1"), store.head("r1"), store.scenario("r1")
    damaged = 0
    spoilt = [whole[:size] for size in range(1024, len(whole), 1024)]
    spoilt += [whole[:at] + b"\xa5" * 1024 + whole[at + 1024 :] for at in range(0, len(whole), 1024)]
    for content in spoilt:
        path.write_bytes(content)
        try:
            with opened(path) as store:
                assert (store.read("r1"), store.head("r1"), store.scenario("r1")) == right
        except StoreDamaged:
            damaged += 1
    assert damaged > len(spoilt) / 3


def test_a_missing_line_is_damage(path: Path) -> None:
    """Somebody who deletes an entry with another tool has broken the run, and it says so."""
    with closing(sqlite3.connect(path)) as tool:
        tool.execute("DELETE FROM entry WHERE seq = 2")
        tool.commit()
    with opened(path) as store, pytest.raises(RunDamaged, match=r"'r1' is damaged \(2 of 3 entries"):
        store.read("r1")


@pytest.mark.parametrize("damaged", ["CAST(x'7b22616cff22' AS TEXT)", "x'7b22616cff22'"])
def test_an_entry_that_is_no_text_is_named_and_not_quoted(path: Path, damaged: str) -> None:
    """Bytes that are not UTF-8: the error names run and entry, and nothing of what somebody wrote; the rest works."""
    with closing(sqlite3.connect(path)) as tool:
        tool.execute(f"UPDATE entry SET entry = {damaged} WHERE seq = 2")  # noqa: S608  no stranger's words
        tool.commit()
    with opened(path) as store:
        with pytest.raises(RunDamaged, match="entry 2 of the run 'r1' is damaged") as raised:
            store.read("r1")
        assert (raised.value.run, raised.value.entry) == ("r1", 2)
        assert "al" not in raised.value.detail
        assert '{"al' not in "".join(format_exception(raised.value))
        assert len(store.read("r1", 2)) == 1
        assert [head.run for head in store.heads()] == ["r1"]
        store.create("r2", scenario_text(), CREATED)
        store.append("r2", 0, "c1", new_lines("1"))
        assert len(store.read("r2")) == 1
        assert store.purge(["r1"]) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE text SET body = body || ' '",
        "UPDATE text SET body = x'ff'",
        "DELETE FROM text WHERE body LIKE 'esthersim: 1%'",
        "DELETE FROM carried",
        "UPDATE carried SET field = 'title'",
        "DELETE FROM scenario",
    ],
)
def test_a_text_that_is_not_the_one_the_run_began_with_is_damage(path: Path, statement: str) -> None:
    """A run is never played on another journey than its own; which text was kept is known by its hash."""
    with closing(sqlite3.connect(path)) as tool:
        tool.execute(statement)
        tool.commit()
    with opened(path) as store:
        with pytest.raises(RunDamaged, match="'r1' is damaged"):
            store.scenario("r1")
        assert len(store.read("r1")) == 3
        assert store.purge(["r1"]) == 1


@pytest.mark.parametrize(
    "damage",
    [
        "updated_at = 'x'",
        "created_at = '2026-03-07'",
        "scenario_title = x'56ff'",
        "scenario_title = CAST(x'56ff' AS TEXT)",
        "seq = 'x'",
        "seq = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_run_that_is_damaged_in_the_list_hides_no_other(path: Path, damage: str) -> None:
    """The others are listed, it is named apart, quotes nothing, and can be purged."""
    with opened(path) as store:
        store.create("r2", scenario_text(), CREATED)
        with closing(sqlite3.connect(path)) as tool:
            tool.execute(f"UPDATE run SET {damage} WHERE run = 'r1'")  # noqa: S608  no stranger's words
            tool.commit()
        assert [head.run for head in store.heads()] == ["r2"]
        (error,) = store.damaged()
        assert (error.run, error.entry) == ("r1", None)
        assert "the run 'r1' is damaged" in str(error)
        with pytest.raises(RunDamaged, match="'r1' is damaged"):
            store.head("r1")
        assert store.head("r2").run == "r2"
        assert store.purge(["r1"]) == 1
        assert store.damaged() == ()


@pytest.mark.parametrize("damage", ["seq = x'ff'", "seq = 4611686018427387904", "commands = 'x'"])
def test_a_run_whose_numbers_are_none_is_named(path: Path, damage: str) -> None:
    """Nobody can say where its journal ends, and nobody looks for long; it is told by its name, and can be purged."""
    with closing(sqlite3.connect(path)) as tool:
        tool.execute(f"UPDATE run SET {damage}")  # noqa: S608  no stranger's words
        tool.commit()
    with opened(path) as store:
        with pytest.raises(RunDamaged, match="'r1' is damaged"):
            (store.commands if "commands" in damage else store.read)("r1")
        assert store.purge(["r1"]) == 1


@pytest.mark.parametrize("name", ["CAST(x'72ff' AS TEXT)", "x'72ff'", "x'7231'"])
def test_a_run_whose_name_is_no_text_hides_no_other(path: Path, name: str) -> None:
    """It is listed apart as far as its name can be read; the others are found, named and purged."""
    with opened(path) as store:
        store.create("r2", scenario_text(), CREATED)
        with closing(sqlite3.connect(path)) as tool:
            tool.execute(f"UPDATE run SET run = {name} WHERE run = 'r1'")  # noqa: S608  no stranger's words
            tool.commit()
        assert [head.run for head in store.heads()] == ["r2"]
        (error,) = store.damaged()
        assert error.run in {"r\ufffd", "r1"}
        with pytest.raises(RunUnknown) as raised:
            store.head("r2x")
        assert "r2" in raised.value.similar
        assert store.purge([error.run]) == 0
        assert store.purge(["r2"]) == 1
        assert store.heads() == ()


def test_a_run_is_not_lost_with_its_row_in_the_list(path: Path) -> None:
    """It can be opened all the same, and the next entry puts its time right."""
    with opened(path) as store:
        with closing(sqlite3.connect(path)) as tool:
            tool.execute("UPDATE run SET updated_at = 'x'")
            tool.commit()
        assert store.heads() == ()
        with store.claim("r1"):
            store.append("r1", len(store.read("r1")), "c2", new_lines("4"))
        assert [head.seq for head in store.heads()] == [4]
        assert store.damaged() == ()


def test_what_people_wrote_stands_in_no_error_of_the_database(path: Path) -> None:
    """A statement that fails is reported without its values, also in the traceback that goes into the log."""
    with closing(sqlite3.connect(path)) as tool:
        tool.execute("DROP TABLE draft")
    with opened(path) as store:
        secret = "about" + " somebody"
        with pytest.raises(StoreDamaged) as raised:
            store.keep_draft("r1", "nurse", "note", secret, CREATED)
        assert "about somebody" not in "".join(format_exception(raised.value))


def test_a_beat_that_cannot_be_read_is_none(path: Path) -> None:
    """No more is lost with it than the time since the last entry."""
    with opened(path) as store:
        store.beat("r1", 5.0, CREATED)
        with closing(sqlite3.connect(path)) as tool:
            tool.execute("UPDATE heartbeat SET room = 'x'")
            tool.commit()
        assert store.heartbeat("r1") is None


@pytest.mark.parametrize("column", ["number", "after_seq", "last_seq"])
def test_a_command_whose_numbers_are_none_is_damage(path: Path, column: str) -> None:
    """Nobody knows what it led to."""
    with opened(path) as store:
        with closing(sqlite3.connect(path)) as tool:
            tool.execute(f"UPDATE command SET {column} = 'x'")  # noqa: S608  no stranger's words
            tool.commit()
        with pytest.raises(RunDamaged, match="'r1' is damaged"):
            store.commands("r1")


def test_a_missing_command_is_damage(path: Path) -> None:
    """A run is not replayed on less than what was asked, whatever the last of it is."""
    with opened(path) as store:
        store.append("r1", 3, "c2", [], command="{}")
        with closing(sqlite3.connect(path)) as tool:
            tool.execute("DELETE FROM command WHERE command_id = 'c2'")
            tool.commit()
        with pytest.raises(RunDamaged, match=r"'r1' is damaged \(1 of 2 commands"):
            store.commands("r1")


def test_a_missing_table_is_damage(path: Path) -> None:
    """A table that another tool dropped."""
    with closing(sqlite3.connect(path)) as tool:
        tool.execute("DROP TABLE entry")
    with opened(path) as store, pytest.raises(StoreDamaged):
        store.read("r1")


def test_a_store_of_a_newer_version_is_not_touched(path: Path) -> None:
    """The error says which version was found and what to install."""
    with closing(sqlite3.connect(path)) as tool:
        tool.execute("PRAGMA user_version = 7")
    before = path.read_bytes()
    with pytest.raises(StoreNewer, match="install the newer esthersim") as raised:
        open_store(str(path))
    assert (raised.value.found, raised.value.known) == (7, VERSION)
    assert path.read_bytes() == before


def test_a_store_that_somebody_else_writes_to_is_busy(path: Path) -> None:
    """A transaction of another program in the way: StoreBusy, nothing stored, reading works, later it goes."""
    with opened(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="another program is writing") as raised:
            store.append("r1", 3, "c2", new_lines("4"))
        assert raised.value.run is None
        assert len(store.read("r1")) == 3
        other.execute("ROLLBACK")
        assert store.append("r1", 3, "c2", new_lines("4"))[0].seq == 4


def test_a_thread_that_keeps_the_writing_connection_makes_the_others_busy(path: Path) -> None:
    """Within one program, too, a writer that hangs is reported as StoreBusy, and later the step is stored."""
    with opened(path) as store:
        with store.database.writing.begin(), pytest.raises(StoreBusy):
            store.append("r1", 3, "c2", new_lines("4"))
        assert store.append("r1", 3, "c2", new_lines("4"))[0].seq == 4


def test_a_reader_that_stays_makes_the_commit_wait_and_not_fail_for_good(path: Path) -> None:
    """A commit that cannot get in between readers is rolled back as StoreBusy and can be tried again."""
    with opened(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM entry").fetchone()
        with pytest.raises(StoreBusy):
            store.append("r1", 3, "c2", new_lines("4"))
        other.execute("COMMIT")
        assert len(store.read("r1")) == 3
        assert store.append("r1", 3, "c2", new_lines("4"))[0].seq == 4


def test_two_programs_that_write_in_turn_wait_for_each_other(path: Path) -> None:
    """Two connections that write at once each get their turn: a mere collision is not an error."""
    failed: list[JournalError] = []

    def write(run: str) -> None:
        try:
            with closing(open_store(str(path))) as store:
                store.create(run, scenario_text(), CREATED)
                for seq in range(20):
                    store.append(run, seq, f"c{seq}", new_lines(str(seq)))
        except JournalError as error:
            failed.append(error)

    writers = [Thread(target=write, args=(run,)) for run in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failed
    with opened(path) as store:
        assert {head.run: head.seq for head in store.heads()} == {"a": 20, "b": 20, "c": 20, "r1": 3}


def test_a_file_deleted_while_it_is_open_is_missed(path: Path) -> None:
    """Nothing is stored into a file that no longer has a name."""
    with opened(path) as store:
        path.unlink()
        with pytest.raises(StoreUnreachable, match="moved or deleted"):
            store.append("r1", 3, "c2", new_lines("4"))
    assert not path.exists()


def test_an_older_file_is_brought_up_to_date_once_and_an_empty_one_too(tmp_path: Path) -> None:
    """A start that was cut off before the first table was there leaves an empty file, which the next start fills."""
    path = tmp_path / "journal.sqlite"
    path.touch()
    with opened(path) as store:
        store.create("r1", scenario_text(), CREATED)
    with closing(sqlite3.connect(path)) as tool:
        assert tool.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert tool.execute("PRAGMA application_id").fetchone() == (0x45535448,)
    with opened(path) as store:
        assert store.head("r1").seq == 0


def test_the_file_is_written_as_durably_as_sqlite_can(path: Path) -> None:
    """The rollback journal is truncated, every commit synced, and readers cannot write by mistake."""
    with opened(path) as store:

        def setting(engine: str, name: str) -> object:
            with getattr(store.database, engine).connect() as connection:
                return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

        assert setting("writing", "journal_mode") == "truncate"
        assert setting("writing", "synchronous") == 2
        assert setting("writing", "secure_delete") == 1
        assert setting("reading", "query_only") == 1


MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/vdb /home/anna ext4 rw 0 0
//server/share /mnt/team\\040drive cifs rw 0 0
me@host: /media/ssh fuse.sshfs rw 0 0
/dev/vdc /media/over ext4 rw 0 0
server:/x /media/over nfs rw 0 0
broken
"""


@pytest.mark.skipif(sys.platform == "win32", reason="mounts of Linux")
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/journal.sqlite", None),
        ("/home/erik/journal.sqlite", "nfs4"),
        ("/home/anna/journal.sqlite", None),
        ("/homes/journal.sqlite", None),
        ("/mnt/team drive/journal.sqlite", "cifs"),
        ("/media/ssh/deep/down/journal.sqlite", "fuse.sshfs"),
        ("/media/over/journal.sqlite", "nfs"),
    ],
)
def test_network_drives_are_distinguished_from_local_ones(path: str, kind: str | None) -> None:
    """The innermost mount counts, and of two on one point the later."""
    assert disk.network_type(Path(path), MOUNTS) == kind


def test_a_network_drive_is_refused_before_anything_is_made_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's locks fail there, so the error names the kind of drive and asks for another folder."""
    monkeypatch.setattr(disk, "network_type", lambda _path: "nfs4")
    with pytest.raises(StoreUnreachable, match=r"network drive \(nfs4\)") as raised:
        open_store(str(tmp_path / "new" / "journal.sqlite"))
    assert raised.value.reason == "network"
    assert not (tmp_path / "new").exists()


def test_a_server_without_its_driver_or_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's driver is an extra: where it is missing the error says so, and no password is shown."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnreachable, match="driver that is not installed") as raised:
        open_store("postgresql://anna:secret@localhost/journal")
    assert raised.value.reason == "driver"
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anna:secret@localhost/journal?password=secret",
        "mysql://anna:secret@localhost/journal?password=secret",
        "postgresql://anna@localhost:secret/journal",
        "postgres:/anna:secret@localhost/journal",
    ],
)
def test_a_password_is_shown_in_no_form_of_an_address(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in the message nor in the traceback that goes into a log."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnreachable) as raised:
        open_store(address)
    assert "secret" not in "".join(format_exception(raised.value))


def test_no_message_can_steer_a_terminal() -> None:
    """Ids and paths are people's text: escape sequences are taken out of every message, and each is one line."""
    for error in (
        RunUnknown("a\x1b[2Jb", run="\x1b]0;title\x07x", similar=["\x9b31my"]),
        StoreBusy("p", run="\x1b[31mr\n", holder=12),
        StoreDamaged("p", detail="\x1b[31mred\nline"),
    ):
        message = str(error)
        assert message.isprintable(), message
