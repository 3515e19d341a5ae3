"""A store that is opened when it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from esthersim.journal.errors import RunUnknown, StoreBusy, StoreUnreachable
from esthersim.journal.opening import StoreOnDemand, memory_store, open_later, open_store
from esthersim.journal.store import Store
from support.stores import CREATED, scenario_text


def test_a_new_file_is_opened_by_the_first_run(tmp_path: Path) -> None:
    """Until then it is empty; from then on it is the store that anybody else opens."""
    file = tmp_path / "new" / "journal.sqlite"
    later = open_later(f"sqlite:///{file}")
    assert (later.empty, file.stat().st_size) == (True, 0)
    later.store.create("a", scenario_text(), CREATED)
    assert (later.empty, later.store) == (False, later.store)
    other = open_store(str(file))
    assert later.store.heads() == other.heads()
    assert later.store.place == other.place
    later.store.close()
    other.close()


def test_runs_of_another_program_are_seen(tmp_path: Path) -> None:
    """A file that somebody else has begun meanwhile is not taken for an empty one."""
    later = open_later(str(tmp_path / "journal.sqlite"))
    other = open_store(str(tmp_path / "journal.sqlite"))
    other.create("a", scenario_text(), CREATED)
    assert not later.empty
    assert [head.run for head in later.store.heads()] == ["a"]


def test_a_store_that_cannot_be_opened_is_tried_again(tmp_path: Path) -> None:
    """The first run fails with what is in the way; the next one finds it gone."""
    answers: list[Store | None] = [None, memory_store()]

    def opening() -> Store:
        if (store := answers.pop(0)) is None:
            raise StoreBusy(str(tmp_path))
        return store

    later = StoreOnDemand(opening, empty=lambda: True)
    with pytest.raises(StoreBusy):
        _ = later.store
    assert later.empty
    assert later.store.heads() == ()
    assert not later.empty


def test_a_store_with_runs_is_opened_at_once(tmp_path: Path) -> None:
    """What is wrong with it is reported when the program starts, and not when somebody begins a run."""
    open_store(str(tmp_path / "journal.sqlite")).close()
    assert not open_later(str(tmp_path / "journal.sqlite")).empty
    assert not open_later("memory:").empty


def test_a_place_that_cannot_be_is_reported_at_once(tmp_path: Path) -> None:
    """Nobody begins a run to learn that it cannot be kept."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreUnreachable):
        open_later(str(tmp_path / "file" / "journal.sqlite"))


def test_an_empty_store_needs_no_sqlalchemy(tmp_path: Path) -> None:
    """The first start is the one that everybody waits for."""
    code = (
        "import sys; from esthersim.journal.opening import open_later; "
        f"assert open_later({str(tmp_path / 'journal.sqlite')!r}).empty; print('sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    "address", ["sqlite:/x", "sqlite:x.sqlite", "postgres:/h/db", "file:/x", "j.sqlite?mode=ro", "sqlite:///x?mode=ro"]
)
def test_what_only_looks_like_an_address_is_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip would make an empty journal under that name, and the team's runs would seem to be gone."""
    monkeypatch.chdir(tmp_path)
    for opening in (open_store, open_later):
        with pytest.raises(StoreUnreachable, match="not understood") as error:
            opening(address)
        assert error.value.reason == "scheme"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a journal.sqlite", "./what: a journal", "was it?.sqlite"])
def test_an_odd_name_is_a_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colons and question marks are for people to use; `./` before a name says that it is one."""
    monkeypatch.chdir(tmp_path)
    open_store(name).close()
    assert Path(name).is_file()


@pytest.mark.parametrize("address", ["{0}/new/journal.sqlite", "sqlite:///{0}/new/journal.sqlite"])
def test_a_store_that_is_only_read_is_not_made(address: str, tmp_path: Path) -> None:
    """It is empty, says where it would be, and leaves no file and no folder."""
    store = open_store(address.format(tmp_path), make=False)
    assert store.heads() == ()
    with pytest.raises(RunUnknown, match=r"journal\.sqlite"):
        store.head("a")
    assert list(tmp_path.iterdir()) == []
    open_store(address.format(tmp_path)).create("a", scenario_text(), CREATED)
    assert [head.run for head in open_store(address.format(tmp_path), make=False).heads()] == ["a"]
