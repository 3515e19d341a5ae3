"""The ids of what ships beside the scenarios and can be named in them: behaviours, instruments, guides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from esthersim.shipped import shipped

_BEHAVIOURS = "behaviours"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A kind of teamwork that an observer can watch for."""

    id: str
    title: str


@cache
def behaviour_ids() -> frozenset[str]:
    """Return the ids that `observe` and `watch` may name."""
    return frozenset(_behaviours())


def behaviours(language: str) -> tuple[Behaviour, ...]:
    """Return the behaviours with their titles in the language, or in English where it is not among theirs."""
    short = language.split("-", maxsplit=1)[0]
    return tuple(
        Behaviour(key, str(each["title"].get(short) or each["title"]["en"])) for key, each in _behaviours().items()
    )


@cache
def instrument_ids() -> frozenset[str]:
    """Return the ids of the observation instruments: the files', and what the five behaviours are called together."""
    own = _file().get("instrument")
    return _stems("instruments") - {_BEHAVIOURS} | ({str(own)} if own else set())


@cache
def guide_ids() -> frozenset[str]:
    """Return the ids of the debriefing guides."""
    return _stems("guides")


def _behaviours() -> dict[str, dict[str, dict[str, str]]]:
    content: dict[str, dict[str, dict[str, str]]] = _file().get("behaviours", {})
    return content


@cache
def _file() -> dict[str, Any]:
    from esthersim.scenario.reading import read_yaml

    folder = _folder()
    if folder is None or not (file := folder / "instruments" / f"{_BEHAVIOURS}.yaml").is_file():
        return {}
    content: dict[str, Any] = read_yaml(file.read_text(encoding="utf-8")).root
    return content


def _stems(kind: str) -> frozenset[str]:
    folder = _folder()
    return frozenset(file.stem for file in (folder / kind).glob("*.yaml")) if folder else frozenset()


def _folder() -> Path | None:
    try:
        return shipped("debrief")
    except FileNotFoundError:
        return None
