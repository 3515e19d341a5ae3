"""Rule packs: time limits and checklist items that scenarios refer to by id, each with its source (`scenarios/rules`).

A pack is a file by the name of its id. What ships is the law and what ways of working have set themselves; a pack in
the folder `rules` beside a scenario takes precedence over one with the same id that ships.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a document's key is called `date`
from functools import cache, lru_cache
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from esthersim.authored.documents import Document, DocumentPart, Several
from esthersim.authored.durations import Duration, parse_duration
from esthersim.authored.languages import best_language
from esthersim.authored.mistakes import first_mistake
from esthersim.authored.problems import Report
from esthersim.authored.reading import read_tree
from esthersim.authored.scalars import DayText, Id, Text
from esthersim.language import _
from esthersim.shipped import shipped


class Rule(NamedTuple):
    """A rule in one language; `within` is the longest time, `None` where the limit is not a length of time."""

    id: str
    text: str
    within: Duration | None
    source: str


class Item(NamedTuple):
    """An item to tick, in one language."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class RulePack:
    """A pack in one language. Days are ISO 8601; `valid_from` and `checked_on` are empty where the pack is not law."""

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


def _is_length(text: str) -> str:
    try:
        parse_duration(text)
    except ValueError:
        raise PydanticCustomError("duration", "not a duration") from None
    return text


PackTexts = Text | Annotated[dict[str, Text], Field(min_length=1)]
"""One text for every language, or language → text."""
Length = Annotated[str, AfterValidator(_is_length)]
"""A duration as the file has it, so that a scenario can take it over as it is."""


class RuleText(DocumentPart):
    """A rule as its file has it."""

    text: PackTexts
    within: Length | None = None
    source: PackTexts | None = None

    @property
    def limit(self) -> Duration | None:
        """The longest time, if there is one."""
        return parse_duration(self.within) if self.within else None


class PackText(Document):
    """A pack as its file has it: rules, or items, or both. It always says where it comes from, and from when."""

    in_all_languages = False  # a workplace's own pack need not be translated

    id: Id
    source: Annotated[tuple[Text, ...], Several, Field(min_length=1)]
    licence: Text
    date: DayText
    valid_from: DayText | None = None
    checked_on: DayText | None = None
    title: PackTexts
    notes: tuple[PackTexts, ...] = ()
    rules: dict[Id, RuleText] = Field(default_factory=dict)
    items: dict[Id, PackTexts] = Field(default_factory=dict)

    def in_language(self, *languages: str) -> RulePack:
        """Return the pack with each text in the first of the languages that it has, else in English."""

        def say(texts: str | Mapping[str, str]) -> str:
            return _in(texts, languages)

        return RulePack(
            id=self.id,
            title=say(self.title),
            source=self.source,
            licence=self.licence,
            date=self.date.isoformat(),
            valid_from=_iso(self.valid_from),
            checked_on=_iso(self.checked_on),
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
    """Return a pack that ships in a language, or in English where it lacks that language.

    Raises `KeyError` for an unknown pack.
    """
    return read_pack(shipped_pack(id)).in_language(language)


@cache
def shipped_pack(id: str) -> str:  # noqa: A002 - the word of the format
    """Return the text of the file of a pack that ships. Raises `KeyError` for an unknown pack."""
    if id not in rule_pack_ids():
        raise KeyError(id)
    return (shipped("scenarios") / "rules" / f"{id}.yaml").read_text(encoding="utf-8")


@lru_cache(maxsize=32)
def read_pack(text: str) -> PackText:
    """Read a pack from its file's text; raise `PackError` at the first mistake."""
    report = Report("", text)
    tree = read_tree(report)
    if tree is None or report.problems:
        problem = report.problems[0]
        raise PackError(in_line(problem.line, problem.message))
    if not isinstance(tree.root, dict):
        raise PackError(in_line(1, _("this is not a rule pack")))
    try:
        return PackText.model_validate(tree.root)
    except ValidationError as error:
        (line, _column), what, do = first_mistake(PackText, error, tree)
        raise PackError(in_line(line + 1, f"{what}; {do}" if do else what)) from error


def _iso(day: Day | None) -> str:
    return day.isoformat() if day else ""


def in_line(line: int, what: str) -> str:
    """Return what is wrong with its line, counted from 1; 0 is the file as a whole."""
    return _("line {line}: {what}").format(line=line, what=what) if line else what


def _in(texts: str | Mapping[str, str], languages: tuple[str, ...]) -> str:
    return texts if isinstance(texts, str) else texts[best_language(texts, *languages)]


__all__ = ["Item", "PackError", "PackText", "Rule", "RulePack", "in_line", "read_pack", "rule_pack", "rule_pack_ids"]
