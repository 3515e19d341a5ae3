"""Reading YAML: both readers agree, everything has a place, and nothing is too deep or too much."""

from __future__ import annotations

import pytest

from esthersim.authored.problems import base_scenario
from esthersim.authored.tree import Quoted
from esthersim.authored.yaml_parser import DEEPEST, UnreadableYAML, read_yaml

FEW = 2000
ALIKE = [
    base_scenario(),
    "a: {b: Vad nu?, at: day 2 23:30, url: http://x.se/a?b, c: [x?, y:z]}\n",
    "a: rad\u2028två\x85tre\nb: 1\n",
    "a: \"rad\u2028två? tre: fyra:fem\"\nb: 'x?y:z'\n",
    "a: |\n  Vad nu?\n  kl 10:30\u2029\nb: >-\n  vik\n  ihop\n",
    "a?b: c?\n? d\n: e\n",
    "x: &x [1, ~, '']\ny: *x\n",
    "a: \uf8f3 redan där? 1:2\n",
    "a:\r\n  b: 1\r\n  c: |\r\n    x\r\n    y\r\n",
    "ja: yes\nnej: no\nokt: 010\ndatum: 2026-03-07\nnull: x\n",
]


@pytest.mark.parametrize("text", ALIKE)
def test_both_readers_read_the_same(text: str) -> None:
    """The fast reader of YAML 1.1 gives what the reader of YAML 1.2 gives, with the same places."""
    fast, slow = _read(text), _read(text, pure=True)
    assert fast == slow


def _read(text: str, *, pure: bool = False) -> tuple[object, ...]:
    try:
        tree = read_yaml(text, pure=pure)
    except UnreadableYAML as error:
        return error.code, error.place
    return tree.root, [tree.place(path) for path in _paths(tree.root)]


def _paths(raw: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [path, *(each for key, value in inner for each in _paths(value, (*path, key)))]


def test_scalars_stay_text() -> None:
    """No type is guessed: the model knows what each key holds. Only nothing is nothing; quoted text is told apart."""
    root = read_yaml("a: yes\nb: 010\nc: 1.50\nd:\ne: ~\nf: ''\ng: 'true'\nh: |\n  5\n").root
    assert root == {"a": "yes", "b": "010", "c": "1.50", "d": None, "e": None, "f": "", "g": "true", "h": "5\n"}
    assert [key for key, value in root.items() if isinstance(value, Quoted)] == ["f", "g", "h"]


def test_places_of_keys_and_values() -> None:
    """A path leads to where its value begins, or its key; one that leads nowhere, to the deepest part that is there."""
    tree = read_yaml("roles:\n  esther: {title: E, knows: [a, b]}\nempty:\n")
    assert tree.place(("roles", "esther", "knows", 1)) == (1, 32)
    assert tree.place(("roles", "esther", "knows"), key=True) == (1, 21)
    assert tree.place(("roles", "esther", "brief", "x")) == (1, 10)
    assert tree.place(("empty",)) == (2, 0)
    assert tree.place(()) == (0, 0)


def test_an_alias_has_its_own_copy() -> None:
    """What an alias stands for can be mended in one place without changing the other."""
    root = read_yaml("a: &x {b: [1]}\nc: *x\n").root
    assert root["a"] == root["c"]
    assert root["a"] is not root["c"]
    assert root["a"]["b"] is not root["c"]["b"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * (DEEPEST + 1), "ES172"),
        ("- " * (DEEPEST + 1), "ES172"),
        ("{a: " * (DEEPEST + 1), "ES172"),
        ("[" + "a," * (FEW + 1) + "]", "ES173"),
        ("- []\n" * (FEW + 1), "ES173"),
        ("a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"k{n}: &a [{','.join(['*a'] * 9)}]\n" for n in range(9)), "ES170"),
    ],
)
@pytest.mark.parametrize("pure", [False, True])
def test_too_deep_and_too_much_is_refused_while_reading(
    text: str, code: str, pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bounds hold before anything large has been built; here with a low one, since the pure reader is slow."""
    monkeypatch.setattr("esthersim.authored.yaml_parser.MOST_VALUES", FEW)
    with pytest.raises(UnreadableYAML) as error:
        read_yaml(text, pure=pure)
    assert error.value.code == code
