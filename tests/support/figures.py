"""The tables of figures: what a shipped scenario takes from a source, and the sources' own words, where they are."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from esthersim.scenario.loading import load_scenario
from esthersim.shipped import shipped

TABLES = Path(__file__).parent.parent / "library" / "figures"
VARIABLE = "ESTHERSIM_SOURCES"
"""Names the folder, or several, that hold the source documents, each named by its number first."""
NEAR = 3
"""Lines before and after the one that is named, within which the words begin or end."""


class Row(NamedTuple):
    """One figure: where it stands in the scenario and literally as what, what it means, and where it comes from."""

    key: str
    """A key path, as in a translation: `events.frukost.text`, or a mapping or a list above it."""
    stands: str
    """What literally stands there: a number, a duration, or words."""
    figure: str
    """What that is, for people."""
    source: str
    """`document:line`; a published case's address; `law YEAR:NUMBER`; `NEWS2`; or `own`, the exercise's decision."""
    words: str
    """The words of the document, `[...]` where some are left out; for a case or a law what it says; for `own` why."""


@cache
def table(scenario: str) -> tuple[Row, ...]:
    """Return the rows of a scenario's table."""
    heads, *lines = (TABLES / f"{scenario}.tsv").read_text(encoding="utf-8").splitlines()
    assert heads.split("\t") == list(Row._fields), scenario
    return tuple(Row(*line.split("\t")) for line in lines)


@cache
def written(scenario: str) -> dict[str, Any]:
    """Return a scenario as its file has it, every value as the text that stands there or that a rule pack gives."""
    root: dict[str, Any] = load_scenario(shipped("scenarios") / f"{scenario}.yaml").tree.root
    return root


def standing(scenario: str, key: str) -> str | None:
    """Return all the text at a key path on one line, that of its parts too; `None` where the path leads nowhere."""
    value: Any = written(scenario)
    for step in key.split("."):
        if not isinstance(value, dict) or step not in value:
            return None
        value = value[step]
    return " ".join(_flat(value).split())


def holds(text: str, stands: str) -> bool:
    """Tell whether words or a number stand in a text, as whole words, whether or not they begin a sentence."""
    return re.search(rf"(?<!\w){re.escape(stands)}(?!\w)", text, re.IGNORECASE) is not None


@cache
def document(number: str) -> tuple[str, ...] | None:
    """Return the lines of a source document, or `None` where it is not at hand."""
    for folder in os.environ.get(VARIABLE, "").split(os.pathsep):
        for file in sorted(Path(folder).glob(f"{number}*")) if folder else ():
            return tuple(file.read_text(encoding="utf-8").split("\n"))
    return None


def quoted(lines: tuple[str, ...], line: int, words: str) -> bool:
    """Tell whether words stand near a line, all their parts in this order, however lines and words are broken."""
    parts = [_letters(part) for part in words.split("[...]")]
    near = max(line - 1 - NEAR, 0)
    text = _letters("\n".join(lines[near : line + NEAR + (20 if len(parts) > 1 else len(words) // 40)]))
    for part in parts:
        if part not in text:
            return False
        text = text.partition(part)[2]
    return True


def _letters(text: str) -> str:
    return re.sub(r"[\s\u00ad-]+", "", text.replace("\N{EN DASH}", "-").replace("\N{MINUS SIGN}", "-")).casefold()


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_flat(each) for each in value.values())
    return " ".join(_flat(each) for each in value) if isinstance(value, list) else str(value)
