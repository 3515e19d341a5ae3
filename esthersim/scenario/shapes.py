"""From the plain tree to the model; what does not fit is told in our words, and set right for the checks that follow.

After an error the tree is mended in place (a misspelt key gets its name, a bad value goes, a missing text gets a
stand-in) and validated again, so that one mistake never hides the others and never is told twice. What was mended is
remembered in `Spoilt`: nothing more is said about that.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, TypeGuard

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from esthersim.authored.problems import KeyPath, Place, Report, did_you_mean, listed, nearest
from esthersim.authored.reading import Tree
from esthersim.language import _
from esthersim.scenario.model import Part, Scenario
from esthersim.scenario.subjects import homes_of, keys_of, part_name, subject, type_at

_MOST_ROUNDS = 12
_CODES = {
    "string_type": "ES142",
    "model_type": "ES143",
    "dict_type": "ES143",
    "tuple_type": "ES144",
    "truth": "ES145",
    "number": "ES146",
    "value": "ES147",
    "duration": "ES148",
    "story_moment": "ES149",
    "starts": "ES150",
    "too_short": "ES151",
    "string_too_short": "ES151",
    "literal_error": "ES154",
    "condition": "ES130",
    "too_long": "ES157",
}


@dataclass(slots=True)
class Spoilt:
    """The paths about which enough has been said, and so may miss or hold a stand-in."""

    paths: set[KeyPath] = field(default_factory=set)

    def covers(self, path: KeyPath) -> bool:
        """Tell whether the path, or something above it, was spoilt."""
        return bool(self.paths) and any(path[:length] in self.paths for length in range(1, len(path) + 1))

    def within(self, path: KeyPath) -> bool:
        """Tell whether something at or below the path was spoilt."""
        return any(spoilt[: len(path)] == path for spoilt in self.paths)


def validate(tree: Tree, report: Report, spoilt: Spoilt) -> Scenario | None:
    """Make the model of a tree; with mistakes, the model of what is left when they are taken out, if anything is.

    What is spoilt already is not told again, and gets a stand-in where it is missed.
    """
    for _round in range(_MOST_ROUNDS):
        try:
            return Scenario.model_validate(tree.root)
        except ValidationError as error:
            found = _told_once(tree, error.errors(include_url=False))
        usable = [_set_right(tree, path, details, spoilt, report) for path, details in found]  # all are told
        if False in usable:
            break
    return None


def _told_once(tree: Tree, errors: list[ErrorDetails]) -> list[tuple[KeyPath, ErrorDetails]]:
    """Give each error its path in the file; of alternatives that all failed, keep the deepest.

    Unknown keys come first, while what they stand in is still there: a misspelt key is put right, and then it is not
    missing. Lists come from the end.
    """
    found: dict[KeyPath, ErrorDetails] = {}
    for details in errors:
        path = _path_in_file(tree, details)
        found.setdefault(path, details)
    above = {path[:length] for path in found for length in range(len(path))}
    kept = [(path, details) for path, details in found.items() if path not in above or details["type"] == "missing"]
    kept.sort(key=lambda pair: [step if isinstance(step, int) else -1 for step in pair[0]], reverse=True)
    return sorted(kept, key=lambda pair: pair[1]["type"] != "extra_forbidden")


def _path_in_file(tree: Tree, details: ErrorDetails) -> KeyPath:
    """Follow pydantic's location as far as the file goes: short forms and alternatives have no steps there."""
    location = [step for step in details["loc"] if step != "[key]"]
    raw, path = tree.root, []
    for number, step in enumerate(location):
        last = number == len(location) - 1
        if isinstance(raw, dict) and (step in raw or (last and details["type"] == "missing")):
            path.append(step)
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            path.append(step)
            raw = raw[step]
    if "[key]" in details["loc"]:
        path.append("[key]")
    return tuple(path)


def _set_right(tree: Tree, path: KeyPath, details: ErrorDetails, spoilt: Spoilt, report: Report) -> bool:
    """Tell of one error, unless enough was said, and mend the tree; `False` where nothing can be made of it."""
    kind = details["type"]
    silent = spoilt.covers(path)
    if not path:
        report.add("ES174", tree.start)
        return False
    if kind == "extra_forbidden":
        return _unknown_key(tree, path, spoilt, report)
    if kind == "missing" and isinstance(path[-1], str):
        around = _standing(tree, path[:-1])
        if isinstance(around, dict) and path[-1] in around:
            return True  # a misspelt key has got its name
        if not silent:
            _tell_missing(tree, path, report)
        return not isinstance(around, dict) or _stand_in(tree, path, spoilt)
    if path[-1] == "[key]":
        key = str(details["input"])
        report.add("ES152", _key_place(tree, (*path[:-2], key)), (*path[:-2], key), name=key)
        _rename(tree, path[:-2], key, _tidy(key))
        return True
    if kind == "condition" and not silent:
        context = details.get("ctx", {})
        place = place_inside(tree, report, path, int(context["column"]))
        found = str(context["found"]) or _("the end")
        expected = _expected(str(context["expected"]))
        report.add("ES130", place, path, where=subject(path[:-1]), found=found, expected=expected)
    elif details["input"] is None and _may_be_left_out(path):
        pass
    elif not silent:
        _tell_wrong(tree, path, details, report)
    return _take_out(tree, path, spoilt)


def _standing(tree: Tree, path: KeyPath) -> dict[Any, Any] | list[Any] | None:
    """Return the mapping or list at the path, or `None` where it was taken out for another mistake."""
    try:
        found = tree.raw(path)
    except (LookupError, TypeError):
        return None
    return found if isinstance(found, (dict, list)) else None


def _tell_wrong(tree: Tree, path: KeyPath, details: ErrorDetails, report: Report) -> None:
    raw = details["input"]
    kind = details["type"]
    where = subject(path)
    code = _CODES.get(kind, "ES142")
    if kind == "string_pattern_mismatch":
        code = "ES155" if path == ("language",) else "ES152"
    if path[-1] == "people" or "people" in path[-2:]:
        code = "ES157"
    elif code == "ES154" and path != ("esthersim",):
        code = "ES200"
    elif raw is None or (kind in {"too_short", "string_too_short"} and not raw):
        code = "ES151"
    found = _what_stands_there(raw)
    name = raw if isinstance(raw, str) else ""
    report.add(code, tree.place(path), path, where=where, found=found, name=name)


def _tell_missing(tree: Tree, path: KeyPath, report: Report) -> None:
    parent, key = path[:-1], str(path[-1])
    report.add("ES141", _key_place(tree, parent), path, where=subject(parent), key=key)


def _unknown_key(tree: Tree, path: KeyPath, spoilt: Spoilt, report: Report) -> bool:
    parent, key = path[:-1], str(path[-1])
    part = type_at(parent)
    raw = _standing(tree, parent)
    if not isinstance(raw, dict) or key not in raw:
        return True  # taken out for another mistake, and told with it
    known = keys_of(part) if _is_part(part) else {}
    meant = None if report.crowded else nearest(key, known)
    homes = homes_of(key)
    if report.crowded:
        hint = ""
    elif raw[key] is None and _has_no_colon(tree, path, report):
        hint = _("; a text with a comma must stand in quotation marks")
        meant = None
    elif meant:
        hint = did_you_mean(key, known)
    elif homes:
        hint = _("; that key belongs in {homes}").format(homes=_(" or ").join(part_name(home) for home in homes[:3]))
    else:
        hint = _("; there are {keys}").format(keys=listed(known, 40))
    report.add("ES140", _key_place(tree, path), path, where=subject(parent), key=key, hint=hint)
    if meant and meant not in raw:
        _rename(tree, parent, key, meant)
    else:
        raw.pop(key)
        spoilt.paths.add(path)
    return True


def _has_no_colon(tree: Tree, path: KeyPath, report: Report) -> bool:
    """Tell whether a key is what follows a comma in braces, as in ``{text: Hello, you}``."""
    line, column = _key_place(tree, path)
    after = report.line(line + 1)[column + len(str(path[-1])) :].lstrip()
    return after.startswith((",", "}")) or not after


def _stand_in(tree: Tree, path: KeyPath, spoilt: Spoilt) -> bool:
    """Put something valid where a key misses, or take out what it misses in."""
    spoilt.paths.add(path)
    part = type_at(path[:-1])
    stand_in = _stand_in_for(part, str(path[-1])) if _is_part(part) else None
    if stand_in is None:
        return len(path) > 1 and _take_out(tree, path[:-1], spoilt)
    tree.raw(path[:-1])[path[-1]] = deepcopy(stand_in)
    return True


def _take_out(tree: Tree, path: KeyPath, spoilt: Spoilt) -> bool:
    """Take a value out, or put something valid in its place where the format requires it."""
    if not path:
        return False
    parent: Any = _standing(tree, path[:-1])
    if parent is None:
        return True  # it went with what it stood in
    step = path[-1]
    if step == "when":
        parent[step] = "true"
        return True
    spoilt.paths.add(path)
    if isinstance(parent, list):
        if isinstance(step, int) and step < len(parent):
            del parent[step]
            del tree.marks[id(parent)][step]
            spoilt.paths.add(path[:-1])
        return True
    if step in parent:
        del parent[step]
    part = type_at(path[:-1])
    if _is_part(part) and keys_of(part).get(str(step)):
        return _stand_in(tree, path, spoilt)
    return True


@cache
def _stand_in_for(part: type[Part], key: str) -> Any:
    """Return something that the key would accept, or `None` where nothing simple would."""
    info = next(info for name, info in part.model_fields.items() if (info.alias or name) == key)
    inner = info.annotation
    if isinstance(inner, type) and issubclass(inner, Part):
        required = {each: _stand_in_for(inner, each) for each, needed in keys_of(inner).items() if needed}
        return None if None in required.values() else required
    annotation: Any = Annotated[(inner, *info.metadata)] if info.metadata else inner
    adapter = TypeAdapter[Any](annotation)
    candidates: tuple[Any, ...] = ("x", "sv", "1 min", "1", {})
    for candidate in candidates:
        try:
            adapter.validate_python(candidate)
        except ValidationError:
            continue
        return candidate
    return None


def _is_part(expected: Any) -> TypeGuard[type[Part]]:
    return isinstance(expected, type) and issubclass(expected, Part)


def _rename(tree: Tree, parent: KeyPath, old: str, new: str) -> None:
    """Give a key another name, at the same place in the order."""
    raw = tree.raw(parent)
    while new in raw:
        new += "-"
    for content in (raw, tree.marks[id(raw)]):
        items = list(content.items())
        content.clear()
        content.update((new if key == old else key, value) for key, value in items)


def _tidy(key: str) -> str:
    return re.sub(r"[^\w-]", "-", key)[:80] or "x"


def _may_be_left_out(path: KeyPath) -> bool:
    """Tell whether an empty value is as good as none: a section of which only the heading is written yet."""
    part = type_at(path[:-1])
    known = keys_of(part) if _is_part(part) else {}
    return known.get(str(path[-1])) is False


def _expected(words: str) -> str:
    """Put what the reader of conditions expected into the interface's language."""
    known = {
        "'and', 'or' or the end": _("'and', 'or' or the end"),
        "a name, a number or a comparison": _("a name, a number or a comparison"),
        "fewer parentheses": _("fewer parentheses"),
        "a test, such as 'nurse knows weight'": _("a test, such as 'nurse knows weight'"),
        "the id of a fact": _("the id of a fact"),
        "the id of an event": _("the id of an event"),
        "the id of an option": _("the id of an option"),
        "the id of an item": _("the id of an item"),
        "the id of an expectation": _("the id of an expectation"),
        "the id of a deadline": _("the id of a deadline"),
    }
    return known.get(words, words)


def _key_place(tree: Tree, path: KeyPath) -> Place:
    return tree.place(path, key=True)


def _what_stands_there(raw: object) -> str:
    if raw is None:
        return _("nothing")
    if isinstance(raw, dict):
        return _("a mapping with the keys {keys}").format(keys=listed(raw, 3)) if raw else _("an empty mapping")
    if isinstance(raw, list):
        return _("a list")
    return f"'{raw}'"


def place_inside(tree: Tree, report: Report, path: KeyPath, column: int) -> Place:
    """Return the place of a character of a text, by counting what is no space from where the text begins.

    Exact for texts on one line, in quotation marks (without escapes) and after ``|``.
    """
    line, start = tree.place(path)
    raw = tree.raw(path)
    if not isinstance(raw, str):
        return line, start
    source = report.line(line + 1)
    if source[start : start + 1] in {"|", ">"}:
        line, start = line + 1, 0
    elif source[start : start + 1] in {"'", '"'}:
        start += 1
    ahead = len(re.sub(r"\s", "", raw[:column]))
    for number in range(line, line + 60):
        source = report.line(number + 1)
        for position in range(start, len(source)):
            if source[position].isspace():
                continue
            if ahead == 0:
                return number, position
            ahead -= 1
        if ahead == 0 and column >= len(raw.rstrip()):
            return number, len(source.rstrip())
        start = 0
    return tree.place(path)
