"""A store whose file is opened when it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from esthersim.journal.errors import RunUnknown, StoreUnreachable
from esthersim.journal.later import LaterStore
from esthersim.journal.store import open_later, open_store
from support.stores import CREATED, new_lines, scenario_text


def test_a_new_file_is_opened_by_the_first_run(tmp_path: Path) -> None:
    """Until then the store has no runs; from then on it is the store that anybody else opens."""
    file = tmp_path / "new" / "journal.sqlite"
    store = open_later(f"sqlite:///{file}")
    assert isinstance(store, LaterStore)
    assert store.heads() == ()
    assert file.stat().st_size == 0
    store.create("a", scenario_text(), CREATED)
    with store.claim("a"):
        lines = store.append("a", 0, "c1", new_lines("{}"), step="story")
    other = open_store(str(file))
    assert store.read("a") == store.wait("a", 0, 0) == other.read("a") == lines
    assert store.heads() == other.heads() == (store.head("a"),)
    store.replace_scenario("a", scenario_text(text="esthersim: 1 # edited\n"))
    assert store.scenario("a") == other.scenario("a") == store.scenario_versions("a")[-1][1]
    assert store.purge(["a"]) == 1
    assert store.place == other.place
    store.close()
    store.close()
    other.close()


def test_runs_of_another_program_are_seen(tmp_path: Path) -> None:
    """A file that somebody else has begun meanwhile is not taken for an empty one."""
    store = open_later(str(tmp_path / "journal.sqlite"))
    other = open_store(str(tmp_path / "journal.sqlite"))
    other.create("a", scenario_text(), CREATED)
    assert [head.run for head in store.heads()] == ["a"]


def test_a_store_with_runs_is_opened_at_once(tmp_path: Path) -> None:
    """There is something to show in it."""
    open_store(str(tmp_path / "journal.sqlite")).close()
    assert not isinstance(open_later(str(tmp_path / "journal.sqlite")), LaterStore)
    assert not isinstance(open_later("memory:"), LaterStore)


def test_a_place_that_cannot_be_is_told_at_once(tmp_path: Path) -> None:
    """Nobody begins a run to learn that it cannot be kept."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreUnreachable):
        open_later(str(tmp_path / "file" / "journal.sqlite"))


def test_an_unknown_run_is_unknown(tmp_path: Path) -> None:
    """The real store answers for everything but an empty list."""
    with pytest.raises(RunUnknown):
        open_later(str(tmp_path / "journal.sqlite")).head("nobody")


def test_an_empty_store_needs_no_sqlalchemy(tmp_path: Path) -> None:
    """The first start is the one that everybody waits for."""
    code = (
        "import sys; from esthersim.journal.store import open_later; "
        f"assert open_later({str(tmp_path / 'journal.sqlite')!r}).heads() == (); print('sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
