"""The ids of what ships beside the scenarios and can be named in them: behaviours, instruments, guides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from esthersim.shipped import shipped


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
    short = language.split("-")[0]
    return tuple(
        Behaviour(key, str(each["title"].get(short) or each["title"]["en"])) for key, each in _behaviours().items()
    )


@cache
def instrument_ids() -> frozenset[str]:
    """Return the ids of the observation instruments."""
    return _stems("instruments")


@cache
def guide_ids() -> frozenset[str]:
    """Return the ids of the debriefing guides."""
    return _stems("guides")


@cache
def _behaviours() -> dict[str, dict[str, dict[str, str]]]:
    from esthersim.scenario.reading import read_yaml

    folder = _folder()
    if folder is None or not (file := folder / "instruments" / "behaviours.yaml").is_file():
        return {}
    content: dict[str, dict[str, dict[str, str]]] = read_yaml(file.read_text(encoding="utf-8")).root["behaviours"]
    return content


def _stems(kind: str) -> frozenset[str]:
    folder = _folder()
    return frozenset(file.stem for file in (folder / kind).glob("*.yaml")) if folder else frozenset()


def _folder() -> Path | None:
    try:
        return shipped("debrief")
    except FileNotFoundError:
        return None
