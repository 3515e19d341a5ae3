"""Saves are noticed however an editor writes, and nothing else is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

import pytest

from esthersim.authoring.file_watch import belongs, folders_of, saves

LONGEST = 20
"""Tries of a second each, before a save that nobody noticed fails the test."""


@contextmanager
def noticed(path: Path) -> Iterator[Callable[[Callable[[], object]], None]]:
    """Watch a file in a thread; what is returned does something until a save is noticed."""
    stop, reported = threading.Event(), Queue[None]()

    def wait() -> None:
        for each in saves(path, stop):
            reported.put(each)

    thread = threading.Thread(target=wait)
    thread.start()

    def notices(do: Callable[[], object]) -> None:
        while not reported.empty():
            reported.get()
        for _try in range(LONGEST):
            do()
            try:
                reported.get(timeout=1)
            except Empty:
                continue
            return
        pytest.fail("the save was not noticed")

    try:
        yield notices
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def test_each_way_of_saving_is_noticed(tmp_path: Path) -> None:
    """Written in place, renamed over the old one, moved away and written anew, and a first translation beside it."""
    file = tmp_path / "viktlarm.yaml"
    file.write_text("a")

    def renamed() -> None:
        (tmp_path / ".new").write_text("b")
        (tmp_path / ".new").replace(file)

    def moved_away() -> None:
        file.replace(tmp_path / "viktlarm.yaml~")
        file.write_text("c")

    def translated() -> None:
        (tmp_path / "locale" / "en").mkdir(parents=True, exist_ok=True)
        (tmp_path / "locale" / "en" / "viktlarm.po").write_text("d")

    with noticed(file) as notices:
        for way in (lambda: file.write_text("a"), renamed, moved_away, translated, translated):
            notices(way)


def test_only_what_belongs_to_the_scenario_matters(tmp_path: Path) -> None:
    """The file, its translations and rule packs do; another scenario, its translation and an editor's files do not."""
    file = tmp_path / "viktlarm.yaml"
    assert belongs(file, file)
    assert belongs(file, tmp_path / "locale" / "en" / "viktlarm.po")
    assert belongs(file, tmp_path / "locale")
    assert belongs(file, tmp_path / "rules")
    assert belongs(file, tmp_path / "rules" / "avtalet.yaml")
    for other in (
        "annat.yaml",
        "viktlarm.yaml~",
        ".viktlarm.yaml.swp",
        "4913",
        "locale/en/annat.po",
        "rules/avtalet.yaml~",
    ):
        assert not belongs(file, tmp_path / other)


def test_the_folders_are_those_where_a_save_shows(tmp_path: Path) -> None:
    """The file's own, the one that a link leads to, the rule packs', and each language that there is."""
    (tmp_path / "there").mkdir()
    (tmp_path / "here" / "locale" / "en").mkdir(parents=True)
    (tmp_path / "there" / "viktlarm.yaml").write_text("a")
    link = tmp_path / "here" / "viktlarm.yaml"
    link.symlink_to(tmp_path / "there" / "viktlarm.yaml")
    here = tmp_path / "here"
    assert folders_of(link) == (here, tmp_path / "there", here / "locale", here / "locale" / "en")
    (here / "rules").mkdir()
    assert here / "rules" in folders_of(link)
