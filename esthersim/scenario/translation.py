"""Translations of a scenario: gettext files (.po) whose `msgctxt` is the key path of a text, `events.frukost.text`.

The reader is our own: a translation is read before a session starts, Babel costs a tenth of a second to import, and it
lets broken files pass. Grammar: GNU gettext manual, "The Format of PO Files"; no plural forms, which no scenario has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from esthersim.scenario.problems import Report, did_you_mean

if TYPE_CHECKING:
    from esthersim.scenario.model import Scenario

_EACH = "*"
_TEXT = ""
_Shape = Mapping[str, Any] | str
_WITH_TEXT: _Shape = {_EACH: {"text": _TEXT}}
SHAPE: Mapping[str, Any] = {
    "title": _TEXT,
    "summary": _TEXT,
    "needs": _TEXT,
    "objectives": {_EACH: _TEXT},
    "story": _TEXT,
    "consent": _TEXT,
    "prior_knowledge": _TEXT,
    "prebriefing": {_EACH: _TEXT},
    "organisations": {_EACH: {"name": _TEXT, "principal": _TEXT}},
    "roles": {_EACH: {"title": _TEXT, "brief": _TEXT, "private": _TEXT, "goals": _TEXT}},
    "facts": _WITH_TEXT,
    "events": {
        _EACH: {
            "title": _TEXT,
            "place": _TEXT,
            "text": _TEXT,
            "esther": _TEXT,
            "facilitator": _TEXT,
            "expect": _WITH_TEXT,
            "cues": _WITH_TEXT,
            "checklist": _WITH_TEXT,
            "decision": {"question": _TEXT, "options": {_EACH: {"text": _TEXT, "feedback": _TEXT}}},
            "ending": _TEXT,
        }
    },
    "observers": {_EACH: {"title": _TEXT}},
    "injects": {_EACH: {"title": _TEXT, "text": _TEXT}},
    "deadlines": _WITH_TEXT,
    "debriefing": {"questions": {_EACH: {"ask": _TEXT}}},
    "action_plan": {"suggestions": {_EACH: _TEXT}},
}
"""The keys whose texts are translated, `*` for every id; a list of texts has its numbers as the last step."""

_LINE = re.compile(r'\s*(?:(msgctxt|msgid|msgstr)\s+)?"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ORDER = {"": ("msgctxt", "msgid"), "msgctxt": ("msgid",), "msgid": ("msgstr",), "msgstr": ("msgctxt", "msgid")}


class BrokenTranslation(ValueError):  # noqa: N818 - it says what the file is
    """A line (from 0) of a .po file that makes no sense."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True)
class Entry:
    """One text and its translation, and the line (from 0) where its key path stands."""

    context: str = ""
    source: str = ""
    target: str = ""
    line: int = 0
    fuzzy: bool = False


@dataclass(slots=True)
class Catalogue:
    """What a .po file holds: the language of its header, if it says one, and the entries by key path."""

    language: str | None = None
    entries: dict[str, Entry] = field(default_factory=dict)


def translatable(source: Scenario | Mapping[str, Any]) -> dict[str, str]:
    """Return every text that a translation may give, by its key path, in the order of the format."""
    return {".".join(map(str, path)): text for path, _holder, text in _texts(source, SHAPE, ())}


def read_catalogue(text: str) -> Catalogue:
    """Read a .po file's text; raise `BrokenTranslation` where a line makes no sense."""
    catalogue = Catalogue()
    entry, state = Entry(), ""
    fuzzy = False
    for number, line in enumerate([*text.split("\n"), ""]):
        stripped = line.strip()
        if stripped.startswith("#"):
            fuzzy = fuzzy or (stripped.startswith("#,") and "fuzzy" in stripped)
            continue
        if not stripped:
            continue
        match = _LINE.fullmatch(line)
        if match is None or (match[1] and match[1] not in _ORDER[state]) or not (match[1] or state):
            raise BrokenTranslation(number)
        if match[1] and state in {"", "msgstr"}:
            _keep(catalogue, entry, state)
            entry = Entry(line=number, fuzzy=fuzzy)
            fuzzy = False
        state = match[1] or state
        content = _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), match[2])
        if state == "msgctxt":
            entry.context += content
        elif state == "msgid":
            entry.source += content
        else:
            entry.target += content
    if state in {"msgctxt", "msgid"}:
        raise BrokenTranslation(entry.line)
    _keep(catalogue, entry, state)
    return catalogue


def translation_file(path: Path, language: str) -> Path:
    """Return where the translation of a scenario's file is; for `en-GB` that of `en` where there is no own one."""
    locale = path.parent / "locale"
    name = f"{path.stem}.po"
    exact, short = locale / language / name, locale / language.partition("-")[0] / name
    return short if short.is_file() and not exact.is_file() else exact


def apply_catalogue(root: dict[str, Any], catalogue: Catalogue, report: Report) -> None:
    """Put the translations into a scenario's plain tree, and report on the .po file what does not fit.

    A text without a translation, with a doubtful one ("fuzzy"), or changed since it was translated, stays as it is.
    """
    missing = 0
    paths: set[str] = set()
    endings: dict[str, str] = {}
    for path, holder, text in list(_texts(root, SHAPE, ())):
        name = ".".join(map(str, path))
        paths.add(name)
        entry = catalogue.entries.get(name)
        if entry is None or entry.fuzzy or not entry.target.strip() or entry.source.split() != text.split():
            missing += 1
            continue
        holder[path[-1]] = type(text)(entry.target)
        if path[-1] == "ending":
            endings[text] = entry.target
    _translate_plays(root, endings)
    for name, entry in catalogue.entries.items():
        if name not in paths:
            report.add("ES199", (entry.line, 0), name=name, hint=did_you_mean(name, paths))
    if catalogue.language and paths:
        if missing < len(paths):
            root["language"] = catalogue.language
        if missing:
            report.add("ES135", None, missing=missing, all=len(paths), language=catalogue.language)


def _keep(catalogue: Catalogue, entry: Entry, state: str) -> None:
    if not state:
        return
    if entry.context:
        catalogue.entries.setdefault(entry.context, entry)
    elif not entry.source and (match := re.search(r"^Language:[ \t]*([\w-]+)", entry.target, re.MULTILINE)):
        catalogue.language = match[1].replace("_", "-")


def _texts(source: Any, shape: _Shape, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any, str]]:
    """Yield each text with its path and the mapping or list that holds it."""
    if isinstance(shape, str):
        return
    keys: Sequence[str] = list(shape)
    if _EACH in shape:
        keys = [str(key) for key in source] if isinstance(source, Mapping) else []
    for key in keys:
        value = _get(source, key)
        here = (*path, key)
        inner = shape[_EACH] if _EACH in shape else shape[key]
        if inner != _TEXT:
            yield from _texts(value, inner, here)
        elif isinstance(value, str) and value.strip():
            yield here, source, value
        elif isinstance(value, (list, tuple)):
            numbered = enumerate(value)
            yield from (((*here, n), value, text) for n, text in numbered if isinstance(text, str) and text.strip())


def _get(source: Any, key: str) -> Any:
    if isinstance(source, Mapping):
        return source.get(key)
    return getattr(source, key, None) if hasattr(source, "model_fields_set") else None  # a part of a scenario


def _translate_plays(root: dict[str, Any], endings: Mapping[str, str]) -> None:
    """Let plays that expect an ending by its text expect the translated one."""
    plays = root.get("plays")
    for play in plays.values() if isinstance(plays, dict) else ():
        for step in play if isinstance(play, list) else ():
            expected = step.get("expect") if isinstance(step, dict) else None
            if isinstance(expected, dict) and isinstance(expected.get("ending"), str):
                expected["ending"] = endings.get(expected["ending"], expected["ending"])


__all__ = [
    "SHAPE",
    "BrokenTranslation",
    "Catalogue",
    "Entry",
    "apply_catalogue",
    "read_catalogue",
    "translatable",
    "translation_file",
]
