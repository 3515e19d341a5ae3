"""The texts of a scenario that can be translated, by key path (`events.frukost.text`), and who reads each of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from esthersim.authored.problems import KeyPath

if TYPE_CHECKING:
    from esthersim.scenario.model import Scenario

_EACH = "*"
_ALL = "Read by all."
_ROLE = "Read by this role alone."
_FACILITATOR = "Read by the facilitator alone."
_READERS = "Read by those who see the document."
_CHOOSING = "Read by whoever chooses a scenario."
SHAPE: Mapping[str, Any] = {
    "title": _ALL,
    "summary": _CHOOSING,
    "needs": _ALL,
    "objectives": {_EACH: _ALL},
    "story": "Read aloud to all.",
    "consent": _ALL,
    "prior_knowledge": _ALL,
    "prebriefing": {_EACH: "Ticked with all before the start."},
    "organisations": {_EACH: {"name": _ALL, "principal": _ALL}},
    "roles": {_EACH: {"title": _ALL, "brief": _ALL, "private": _ROLE, "goals": _ROLE}},
    "facts": {_EACH: {"text": "Read by the roles that know it, and said in handovers."}},
    "events": {
        _EACH: {
            "title": _ALL,
            "place": _ALL,
            "text": "Read by those who hear the event.",
            "only": {_EACH: _ROLE},
            "esther": "Spoken or lived through by the patient.",
            "facilitator": _FACILITATOR,
            "expect": {_EACH: {"text": "What the facilitator watches for; in the debriefing read by all."}},
            "cues": {_EACH: {"text": _FACILITATOR}},
            "checklist": {_EACH: {"text": _ALL}},
            "decision": {
                "question": _ALL,
                "options": {_EACH: {"text": _ALL, "feedback": "Read by all once it is chosen."}},
                "support": "The name of the decision support whose advice is given.",
            },
            "ending": _ALL,
        }
    },
    "documents": {
        _EACH: {
            "title": _READERS,
            "from": "Who wrote the document. " + _READERS,
            "text": _READERS,
            "table": {"columns": _READERS, "rows": {_EACH: _READERS}},
        }
    },
    "stages": {_EACH: {"title": _ALL, "text": _ALL}},
    "observers": {_EACH: {"title": _ALL}},
    "injects": {_EACH: {"title": "Read by those who notice it.", "text": "Read by those who notice it."}},
    "deadlines": {_EACH: {"text": "Read by all in the debriefing.", "source": "Read by all in the debriefing."}},
    "debriefing": {"questions": {_EACH: {"ask": "Asked in the debriefing."}}},
    "action_plan": {"suggestions": {_EACH: _ALL}},
    "reviewed": {_EACH: {"by": _CHOOSING, "note": _CHOOSING}},
    "piloted": {_EACH: {"changed": _CHOOSING}},
}
"""The keys whose texts are translated, `*` for every id or number, each with who reads it. A list of texts has its
numbers as the last step, and a text with cases `0.text`, `1.text` and so on. The notes are for translators, in English
for all, like the keys: a .po file goes from hand to hand."""


class Translatable(NamedTuple):
    """A text that can be translated, who reads it, and the mapping or list that holds it, at a key or number."""

    path: KeyPath
    text: str
    readers: str
    holder: Any
    key: str | int

    @property
    def name(self) -> str:
        """The key path as the `msgctxt` has it."""
        return ".".join(map(str, self.path))


def texts_of(source: Scenario | Mapping[str, Any]) -> Iterator[Translatable]:
    """Yield every text that can be translated, in the order of the format."""
    return _texts(source, SHAPE, ())


def translatable(source: Scenario | Mapping[str, Any]) -> dict[str, str]:
    """Return every text that can be translated, by its key path, in the order of the format."""
    return {each.name: each.text for each in texts_of(source)}


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, however its lines are broken: a translation is of a text with the same words."""
    return tuple(unicodedata.normalize("NFC", text).split())


def _texts(source: Any, shape: Mapping[str, Any], path: KeyPath) -> Iterator[Translatable]:
    if source is None:  # most of what the format allows is not there
        return
    if _EACH not in shape:
        keys: Sequence[str | int] = list(shape)
    elif isinstance(source, Mapping):
        keys = [str(key) for key in source]
    else:
        keys = range(len(source)) if isinstance(source, (list, tuple)) else ()
    for key in keys:
        inner = shape[_EACH] if _EACH in shape else shape[str(key)]
        if isinstance(inner, str):
            yield from _at(source, key, inner, (*path, key))
        else:
            yield from _texts(_get(source, key), inner, (*path, key))


def _at(holder: Any, key: str | int, readers: str, path: KeyPath) -> Iterator[Translatable]:
    """Yield the text at a key, or those of a list, of cases or of several patients."""
    value = _get(holder, key)
    if isinstance(value, str):
        if value.strip():
            yield Translatable(path, value, readers, holder, key)
    elif isinstance(value, Mapping):
        for role in value:
            yield from _at(value, role, readers, (*path, role) if role else path)
    elif isinstance(value, (list, tuple)):
        if len(value) == 1 and _is_case(value[0]) and not _get(value[0], "when"):
            yield from _at(value[0], "text", readers, path)
            return
        for number, item in enumerate(value):
            if _is_case(item):
                yield from _at(item, "text", readers, (*path, number, "text"))
            else:
                yield from _at(value, number, readers, (*path, number))


def _is_case(item: Any) -> bool:
    return "text" in item if isinstance(item, Mapping) else _is_part(item) and hasattr(item, "text")


def _is_part(source: Any) -> bool:
    return hasattr(source, "model_fields_set")


def _get(source: Any, key: str | int) -> Any:
    if _is_part(source):  # nearly always, and quicker to see than the others
        return getattr(source, _attributes(source.__class__).get(str(key), str(key)), None)
    if isinstance(source, Mapping):
        return source.get(key)
    return source[key] if isinstance(source, (list, tuple)) and isinstance(key, int) else None


@cache
def _attributes(part: type[Any]) -> Mapping[str, str]:
    """Return the attributes of a part that the format calls otherwise, by their keys."""
    return {field.alias: name for name, field in part.model_fields.items() if field.alias}


__all__ = ["SHAPE", "Translatable", "texts_of", "translatable", "words"]
