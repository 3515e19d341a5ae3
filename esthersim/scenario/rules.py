"""Rule packs: time limits and checklist items that scenarios refer to by id, each with its source (`scenarios/rules`).

A pack is a file by the name of its id. What ships is the law and what ways of working have set themselves; a pack that
lies in the folder `rules` beside a scenario goes before one that ships under the same id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as day
from functools import cache, lru_cache
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field, ValidationError

from esthersim.authored.durations import Duration, parse_duration
from esthersim.authored.multilingual import Piece, Several
from esthersim.authored.problems import Report
from esthersim.authored.reading import Tree
from esthersim.authored.scalars import Id, Text
from esthersim.authored.yaml_text import read_tree, spoken
from esthersim.cleaning import bounded, clean_line
from esthersim.language import _
from esthersim.shipped import shipped


class Rule(NamedTuple):
    """A rule in one language; `within` is the longest time, `None` where there is no limit that can be counted."""

    id: str
    text: str
    within: Duration | None
    source: str


class Item(NamedTuple):
    """Something that is always to be ticked, in one language."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class RulePack:
    """A pack in one language. Days are ISO 8601; `valid_from` and `checked_on` are empty for what is no law."""

    id: str
    title: str
    source: tuple[str, ...]
    licence: str
    date: str
    valid_from: str
    checked_on: str
    notes: tuple[str, ...]
    rules: tuple[Rule, ...]
    items: tuple[Item, ...]


class PackError(ValueError):
    """A pack's file that cannot be used; the message says why, and in which line."""


def _is_day(text: str) -> str:
    if day.fromisoformat(text).isoformat() != text:
        raise ValueError(text)
    return text


def _is_length(text: str) -> str:
    parse_duration(text)
    return text


Texts = Text | Annotated[dict[str, Text], Field(min_length=1)]
"""One text for every language, or language → text."""
Day = Annotated[str, AfterValidator(_is_day)]
Length = Annotated[str, AfterValidator(_is_length)]
"""A duration as the file has it, so that a scenario can take it over as it is."""


class RuleText(Piece):
    """A rule as its file has it."""

    text: Texts
    within: Length | None = None
    source: Texts | None = None

    @property
    def limit(self) -> Duration | None:
        """The longest time, where there is one."""
        return parse_duration(self.within) if self.within else None


class PackText(Piece):
    """A pack as its file has it: rules, or items, or both."""

    id: Id
    languages: Annotated[tuple[str, ...], Several, Field(min_length=1)]
    source: Annotated[tuple[Text, ...], Several, Field(min_length=1)]
    licence: Text
    date: Day
    valid_from: Day | None = None
    checked_on: Day | None = None
    title: Texts
    notes: tuple[Texts, ...] = ()
    rules: dict[Id, RuleText] = Field(default_factory=dict)
    items: dict[Id, Texts] = Field(default_factory=dict)

    def spoken(self, *languages: str) -> RulePack:
        """Return the pack in the first of the languages that a text is there in, else in English."""

        def say(texts: str | Mapping[str, str]) -> str:
            return _in(texts, languages)

        return RulePack(
            id=self.id,
            title=say(self.title),
            source=self.source,
            licence=self.licence,
            date=self.date,
            valid_from=self.valid_from or "",
            checked_on=self.checked_on or "",
            notes=tuple(map(say, self.notes)),
            rules=tuple(
                Rule(key, say(rule.text), rule.limit, say(rule.source or "")) for key, rule in self.rules.items()
            ),
            items=tuple(Item(key, say(texts)) for key, texts in self.items.items()),
        )


@cache
def rule_pack_ids() -> tuple[str, ...]:
    """Return the ids of the packs that ship, sorted."""
    return tuple(sorted(file.stem for file in (shipped("scenarios") / "rules").glob("*.yaml")))


def rule_pack(id: str, language: str) -> RulePack:  # noqa: A002 - the word of the format
    """Return a pack that ships in a language, or in English where it has no such texts.

    Raises `KeyError` for an unknown pack.
    """
    return read_pack(shipped_pack(id)).spoken(language)


@cache
def shipped_pack(id: str) -> str:  # noqa: A002 - the word of the format
    """Return the text of a pack's file that ships. Raises `KeyError` for an unknown pack."""
    if id not in rule_pack_ids():
        raise KeyError(id)
    return (shipped("scenarios") / "rules" / f"{id}.yaml").read_text(encoding="utf-8")


@lru_cache(maxsize=32)
def read_pack(text: str) -> PackText:
    """Read a pack from its file's text; raise `PackError` at the first mistake."""
    tree = _tree(text)
    try:
        return PackText.model_validate(tree.root)
    except ValidationError as error:
        raise _explained(error, tree) from error


def _tree(text: str) -> Tree:
    report = Report("", text)
    tree = read_tree(report)
    if tree is None or report.problems:
        problem = report.problems[0]
        raise PackError(in_line(problem.line, problem.message))
    return tree


def _explained(error: ValidationError, tree: Tree) -> PackError:
    """Word the first mistake of a file; a key that nobody knows explains the one that is missed."""
    first = min(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    steps: list[str | int] = []
    raw = tree.root
    for step in first["loc"]:  # pydantic's location goes on where a text could be one or many
        if isinstance(raw, dict) and (step in raw or first["type"] == "missing"):
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
        else:
            break
        steps.append(step)
    name = bounded(clean_line(".".join(map(str, steps))), 120)
    unknown = first["type"] == "extra_forbidden"
    if not name:
        what = _("this is not a rule pack")
    elif unknown:
        what = _("there is no key '{name}' in a rule pack")
    elif first["type"] == "missing":
        what = _("'{name}' is missing")
    elif first["type"] == "value_error" and steps[-1] == "within":
        what = _("'{name}' is not a duration, such as '2 days'")
    elif first["type"] == "value_error":
        what = _("'{name}' is not a date, such as 2026-03-07")
    else:
        what = _("'{name}' is not what it should be")
    return PackError(in_line(tree.place(tuple(steps), key=unknown)[0] + 1, what.format(name=name)))


def in_line(line: int, what: str) -> str:
    """Say in which line, from 1, something is wrong; 0 is the file as a whole."""
    return _("line {line}: {what}").format(line=line, what=what) if line else what


def _in(texts: str | Mapping[str, str], languages: tuple[str, ...]) -> str:
    return texts if isinstance(texts, str) else texts[spoken(texts, *languages)]


__all__ = ["Item", "PackError", "PackText", "Rule", "RulePack", "in_line", "read_pack", "rule_pack", "rule_pack_ids"]
