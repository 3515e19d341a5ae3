"""Files that nobody should hand over end in one clear problem, soon, and without filling the memory."""

from __future__ import annotations

import os
import time
import tracemalloc
from itertools import count
from pathlib import Path

import pytest

from esthersim.authored import text_files as files
from esthersim.authored.problems import base_scenario
from esthersim.authored.text_files import LARGEST
from esthersim.scenario.loading import load_scenario, read_scenario

MEGABYTE = 1_000_000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
)
HOSTILE = {
    "alias bomb": (BOMB, "ES170"),
    "a million brackets": ("[" * MEGABYTE, "ES172"),
    "a million dashes": ("- " * (MEGABYTE // 2), "ES172"),
    "a stair of keys": ("".join(f"{' ' * n}a:\n" for n in range(1200)), "ES172"),
    "a million items": ("a: [" + "b," * MEGABYTE, "ES173"),
    "a million anchors": ("".join(f"k{n}: &a{n} x\n" for n in range(90_000)), "ES173"),
    "one long line": ("a" * MEGABYTE, "ES174"),
    "one long key": ("a" * MEGABYTE + ": b\n", None),
    "a long broken line": ("a: b" + " x" * 400_000 + ": c\n", "ES165"),
    "many question marks": ("? " * 400_000, None),
    "a long open text": ('a: "' + "b\n" * 400_000, "ES168"),
    "NUL": ("title: a\0b\n", "ES163"),
    "many wrong keys": ("esthersim: 1\n" + "".join(f"nyckel{n}: x\n" for n in range(20_000)), "ES140"),
    "many wrong ids": (
        base_scenario() + "".join(f"  h{n}: {{title: a, text: b, next: i{n}}}\n" for n in range(7_000)),
        "ES101",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_is_refused_soon(case: str) -> None:
    """Seconds at the most, even on a slow machine; the first problem is the one that matters."""
    text, code = HOSTILE[case]
    began = time.process_time()
    found = read_scenario(text, "fall")
    assert time.process_time() - began < 12  # some two on a quiet machine
    assert found.scenario is None
    assert code is None or code in {problem.code for problem in found.problems}
    assert 0 < len(found.problems) <= 301
    assert all(len(problem.message) < 2000 and len(problem.source_line) <= 400 for problem in found.problems)


def test_a_bomb_fills_no_memory() -> None:
    """The copies that aliases stand for are bounded, far below what the bomb would be."""
    tracemalloc.start()
    try:
        read_scenario(BOMB, "fall")
        assert tracemalloc.get_traced_memory()[1] < 60 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    """The size decides before a byte is read."""
    file = tmp_path / "fall.yaml"
    with file.open("wb") as large:
        large.truncate(50 * MEGABYTE)
    tracemalloc.start()
    try:
        found = load_scenario(file)
        assert tracemalloc.get_traced_memory()[1] < MEGABYTE
    finally:
        tracemalloc.stop()
    assert [problem.code for problem in found.problems] == ["ES161"]
    assert found.text == ""
    assert LARGEST < 50 * MEGABYTE


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"title: a\nstory: sj\xe4l\n", (2, 10)),
        ("title: ä".encode() + b"\xff", (1, 9)),
        ("titel: x".encode("utf-16"), (1, 1)),
    ],
)
def test_other_encodings_have_the_place_of_the_byte(content: bytes, place: tuple[int, int], tmp_path: Path) -> None:
    """Latin-1 from an old editor, a stray byte, UTF-16: line and column of the first byte that is none."""
    file = tmp_path / "fall.yaml"
    file.write_bytes(content)
    found = load_scenario(file)
    assert [(problem.code, (problem.line, problem.column)) for problem in found.problems] == [("ES162", place)]


@pytest.mark.parametrize("content", [b"PK\x03\x04\x14\0\xff", b"\x89PNG\r\n\x1a\n\0\0"], ids=["document", "picture"])
def test_what_is_no_text_is_told(content: bytes, tmp_path: Path) -> None:
    """A document of a word processor or a picture has no place in it to mend."""
    file = tmp_path / "fall.docx"
    file.write_bytes(content)
    assert [(problem.code, problem.line) for problem in load_scenario(file).problems] == [("ES207", 0)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package.json", '{"name": "x", "version": "1", "license": "MIT"}'),
        ("list.json", "[1, 2]"),
        ("compose.yaml", "services:\n  web: {image: x}\n"),
        ("README.md", "# Rubrik\n\nHej: det här är text, och mer: text\n"),
        ("kort.po", 'msgid "title"\nmsgstr "x: y"\n'),
        ("text.yaml", "Hej hej\nmer text\n"),
        ("empty.yaml", ""),
        ("braces.yaml", "{}"),
        ("comment.yaml", "# bara det\n"),
    ],
)
def test_file_that_is_no_scenario_is_one_problem(name: str, text: str, tmp_path: Path) -> None:
    """Not one for each key that a scenario has and this file has not."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert [problem.code for problem in load_scenario(tmp_path / name).problems] == ["ES174"]


def test_mistake_in_a_scenario_with_another_ending_is_still_explained(tmp_path: Path) -> None:
    """A copy that an editor has called .txt is a scenario all the same."""
    (tmp_path / "kort.txt").write_text("esthersim: 1\nneeds: Hon sa: vänta\n", encoding="utf-8")
    assert [problem.code for problem in load_scenario(tmp_path / "kort.txt").problems] == ["ES165"]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """A folder, a pipe, nothing at all, and a path that cannot be."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, tmp_path / "missing.yaml", tmp_path / ("x" * 400), Path("a\0b")):
        found = load_scenario(path)
        assert [problem.code for problem in found.problems] == ["ES160"]
        assert found.problems[0].line == 0


def test_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that saves at the wrong moment leaves no half scenario: what stands there in the end is read."""
    file = tmp_path / "fall.yaml"
    file.write_text("title: half", encoding="utf-8")
    read = files._content

    def saved_meanwhile(path: Path) -> bytes:
        content = read(path)
        if content == b"title: half":
            path.write_text("title: the whole text\n", encoding="utf-8")
        return content

    monkeypatch.setattr(files, "_content", saved_meanwhile)
    assert load_scenario(file).text == "title: the whole text\n"


def test_file_that_does_not_stop_changing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a few readings the problem is said, and nothing is made of what was read."""
    file = tmp_path / "fall.yaml"
    file.write_text("a: b\n", encoding="utf-8")
    lengths = count(10)

    def written_to(path: Path) -> bytes:
        path.write_text("x" * next(lengths), encoding="utf-8")
        return b"title: x\n"

    monkeypatch.setattr(files, "_content", written_to)
    found = load_scenario(file)
    assert [problem.code for problem in found.problems] == ["ES204"]
    assert found.scenario is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    """Missing rights are a problem like any other."""
    file = tmp_path / "fall.yaml"
    file.write_text("title: x\n", encoding="utf-8")
    file.chmod(0)
    assert [problem.code for problem in load_scenario(file).problems] == ["ES160"]
