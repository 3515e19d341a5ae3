"""The texts of a scenario that can be translated, by key path (`events.frukost.text`), and who reads each of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from esthersim.authored.problems import KeyPath

if TYPE_CHECKING:
    from esthersim.scenario.model import Scenario

_EACH = "*"
_ALL = "Read by all."
_ROLE = "Read by this role alone."
_FACILITATOR = "Read by the facilitator alone."
SHAPE: Mapping[str, Any] = {
    "title": _ALL,
    "summary": "Read by whoever chooses a scenario.",
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
            "text": _ALL,
            "esther": "Spoken or lived through by Esther.",
            "facilitator": _FACILITATOR,
            "expect": {_EACH: {"text": "What the facilitator watches for; in the debriefing read by all."}},
            "cues": {_EACH: {"text": _FACILITATOR}},
            "checklist": {_EACH: {"text": _ALL}},
            "decision": {
                "question": _ALL,
                "options": {_EACH: {"text": _ALL, "feedback": "Read by all once it is chosen."}},
            },
            "ending": _ALL,
        }
    },
    "observers": {_EACH: {"title": _ALL}},
    "injects": {_EACH: {"title": "Read by those who notice it.", "text": "Read by those who notice it."}},
    "deadlines": {_EACH: {"text": "Read by all in the debriefing.", "source": "Read by all in the debriefing."}},
    "debriefing": {"questions": {_EACH: {"ask": "Asked in the debriefing."}}},
    "action_plan": {"suggestions": {_EACH: _ALL}},
}
"""The keys whose texts are translated, `*` for every id, each with who reads it; a list of texts has its numbers as the
last step. The notes are for translators, in English for all, like the keys: a .po file goes from hand to hand."""


class Translatable(NamedTuple):
    """A text that can be translated, who reads it, and the mapping or list that holds it."""

    path: KeyPath
    text: str
    readers: str
    holder: Any

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
    keys: Sequence[str] = list(shape)
    if _EACH in shape:
        keys = [str(key) for key in source] if isinstance(source, Mapping) else []
    for key in keys:
        value = _get(source, key)
        here = (*path, key)
        inner = shape[_EACH] if _EACH in shape else shape[key]
        if not isinstance(inner, str):
            yield from _texts(value, inner, here)
        elif isinstance(value, str) and value.strip():
            yield Translatable(here, value, inner, source)
        elif isinstance(value, (list, tuple)):
            for number, text in enumerate(value):
                if isinstance(text, str) and text.strip():
                    yield Translatable((*here, number), text, inner, value)


def _get(source: Any, key: str) -> Any:
    if isinstance(source, Mapping):
        return source.get(key)
    return getattr(source, key, None) if hasattr(source, "model_fields_set") else None  # a part of a scenario


__all__ = ["SHAPE", "Translatable", "texts_of", "translatable", "words"]
