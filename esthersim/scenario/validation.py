"""From the plain tree to the model; what does not fit is reported, and mended for the checks that follow.

After an error the tree is mended in place (a misspelt key is renamed, a bad value removed, a missing text replaced by a
stand-in) and validated again, so that no mistake hides another and none is reported twice. `Mended` remembers what was
mended: nothing more is said about those paths.
"""

from __future__ import annotations

import re

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from esthersim.authored.meant_times import meant_clock, meant_duration, meant_moment, meant_start
from esthersim.authored.mistakes import OF_THE_KEY, path_in_file
from esthersim.authored.problems import KeyPath, Place, Report, did_you_mean, listed, nearest
from esthersim.authored.strange_signs import place_of, strange_in, without_strange
from esthersim.authored.tree import Tree
from esthersim.language import _
from esthersim.scenario.key_paths import homes_of, is_part, keys_of, may_be_left_out, part_name, subject, type_at
from esthersim.scenario.mending import Mended, container_at, put_stand_in, rename_key, take_out
from esthersim.scenario.model import Scenario

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
_ARE_TEXTS = frozenset({"ES142", "ES143", "ES144", "ES151"})
"""What is wrong where a text may stand, or a mapping: signs of every sort are welcome there, but not in a key."""


def validate(tree: Tree, report: Report, mended: Mended) -> Scenario | None:
    """Return the model of a tree; where there are mistakes, of what can be mended, or `None` if too little can.

    What is mended already is not reported again, and gets a stand-in where it is required.
    """
    for _round in range(_MOST_ROUNDS):
        try:
            return Scenario.model_validate(tree.root)
        except ValidationError as error:
            found = _one_for_each_path(tree, error.errors(include_url=False))
        usable = [_mend(tree, path, details, mended, report) for path, details in found]  # every one is reported
        if False in usable:
            break
    return None


def _one_for_each_path(tree: Tree, errors: list[ErrorDetails]) -> list[tuple[KeyPath, ErrorDetails]]:
    """Return the errors with their paths in the file; of alternatives that all failed, only the deepest.

    Unknown keys come first, while the part that they are in is still there: once a misspelt key is renamed, the right
    one is no longer missing. Items of a list come last first, so that removing one leaves the others in place.
    """
    found: dict[KeyPath, ErrorDetails] = {}
    for details in errors:
        path = path_in_file(tree.root, details)
        found.setdefault(path, details)
    above = {path[:length] for path in found for length in range(len(path))}
    kept = [(path, details) for path, details in found.items() if path not in above or details["type"] == "missing"]
    kept.sort(key=lambda pair: [step if isinstance(step, int) else -1 for step in pair[0]], reverse=True)
    return sorted(kept, key=lambda pair: pair[1]["type"] != "extra_forbidden")


def _mend(tree: Tree, path: KeyPath, details: ErrorDetails, mended: Mended, report: Report) -> bool:
    """Report one error, unless its path was mended before, and mend the tree; `False` where that is impossible."""
    kind = details["type"]
    silent = mended.covers(path)
    if not path:
        report.add("ES174", tree.start)
        return False
    if kind == "extra_forbidden":
        return _unknown_key(tree, path, mended, report)
    if kind == "missing" and isinstance(path[-1], str):
        around = container_at(tree, path[:-1])
        if isinstance(around, dict) and path[-1] in around:
            return True  # a misspelt key has been renamed
        if not silent:
            _report_missing(tree, path, report)
        return not isinstance(around, dict) or put_stand_in(tree, path, mended)
    if path[-1] == OF_THE_KEY:
        return _wrong_id(tree, path[:-2], str(details["input"]), report)
    if kind == "condition" and not silent:
        _wrong_condition(tree, path, details, report)
    elif details["input"] is None and may_be_left_out(path):
        pass
    elif not silent:
        _report_wrong(tree, path, details, report)
    return take_out(tree, path, mended)


def _wrong_id(tree: Tree, parent: KeyPath, key: str, report: Report) -> bool:
    """Report a key that should be an id and cannot be one, and make one of it."""
    path, place = (*parent, key), _key_place(tree, (*parent, key))
    if strange := strange_in(key):
        strange.report(report, place_of(strange, report, place), path)
    else:
        hint = _in_quotation_marks() if _is_rest_of_text(tree, path, report) else ""
        report.add("ES152", place, path, name=key, hint=hint)
    rename_key(tree, parent, key, _tidy(without_strange(key)))
    return True


def _wrong_condition(tree: Tree, path: KeyPath, details: ErrorDetails, report: Report) -> None:
    context = details.get("ctx", {})
    if strange := strange_in(str(context["found"])):
        strange.report(report, place_of(strange, report, tree.place(path)), path)
        return
    place = place_inside(tree, report, path, int(context["column"]))
    found = str(context["found"]) or _("the end")
    expected = _expected(str(context["expected"]))
    report.add("ES130", place, path, where=subject(path[:-1]), found=found, expected=expected)


def _report_wrong(tree: Tree, path: KeyPath, details: ErrorDetails, report: Report) -> None:
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
    found = _shown(raw)
    name = raw if isinstance(raw, str) else ""
    marks = [name] if code not in _ARE_TEXTS else [str(key) for key in raw] if isinstance(raw, dict) else []
    if strange := next(filter(None, (strange_in(each, item=True) for each in marks)), None):
        strange.report(report, place_of(strange, report, tree.place(path)), path)
        return
    line, column = tree.place(path)
    after = report.line(line + 1)[column + len(name) :]
    if re.match(r",\d", after) or _is_rest_of_text(tree, path, report):  # a decimal comma too separates in braces
        hint = _in_quotation_marks()
    else:
        hint = "" if report.crowded else _meant(path, kind, name)
    report.add(code, tree.place(path), path, where=where, found=found, name=name, hint=hint)


def _meant(path: KeyPath, kind: str, raw: str) -> str:
    """Propose the right form of a duration, a moment or a start."""
    near: str | None = None
    match kind:
        case "duration":
            near, clock = meant_duration(raw), meant_clock(raw)
            if near and clock and path[0] == "events" and path[2:] == ("after",):
                return _("; did you mean '{name}' or '{other}'?").format(name=near, other=f"at: day 1 {clock}")
        case "story_moment":
            near = meant_moment(raw)
        case "starts":
            near = meant_start(raw)
    return _("; did you mean '{name}'?").format(name=near) if near else ""


def _report_missing(tree: Tree, path: KeyPath, report: Report) -> None:
    parent, key = path[:-1], str(path[-1])
    report.add("ES141", _key_place(tree, parent), path, where=subject(parent), key=key)


def _unknown_key(tree: Tree, path: KeyPath, mended: Mended, report: Report) -> bool:
    parent, key = path[:-1], str(path[-1])
    part = type_at(parent)
    raw = container_at(tree, parent)
    if not isinstance(raw, dict) or key not in raw:
        return True  # removed with another mistake
    known = keys_of(part) if is_part(part) else {}
    if strange := strange_in(key, item=True):
        strange.report(report, place_of(strange, report, _key_place(tree, path)), path)
        plain = without_strange(key).partition(":")[0].strip()
        if plain in known and plain not in raw and raw[key] is not None:
            rename_key(tree, parent, key, plain)
        else:
            raw.pop(key)
            mended.paths |= {path, (*parent, plain)}
        return True
    meant = None if report.crowded else nearest(key, known)
    homes = homes_of(key)
    if report.crowded:
        hint = ""
    elif _is_rest_of_text(tree, path, report):
        hint = _in_quotation_marks()
        meant = None
    elif meant:
        hint = did_you_mean(key, known)
    elif homes:
        hint = _("; that key belongs in {homes}").format(homes=_(" or ").join(part_name(home) for home in homes[:3]))
    else:
        hint = _("; there are {keys}").format(keys=listed(known, 40))
    report.add("ES140", _key_place(tree, path), path, where=subject(parent), key=key, hint=hint)
    if meant and meant not in raw:
        rename_key(tree, parent, key, meant)
    else:
        raw.pop(key)
        mended.paths.add(path)
    return True


def _in_quotation_marks() -> str:
    return _("; a text with a comma must stand in quotation marks")


def _is_rest_of_text(tree: Tree, path: KeyPath, report: Report) -> bool:
    """Tell whether a key without a value is what follows a comma of a text in braces, as in ``{text: Hello, you}``."""
    around = container_at(tree, path[:-1])
    if not isinstance(around, dict) or around.get(path[-1], "") is not None:
        return False
    keys = list(around)
    above = keys[: keys.index(path[-1])]
    if not above or not isinstance(around[above[-1]], str):
        return False
    line, column = _key_place(tree, path)
    after = report.line(line + 1)[column + len(str(path[-1])) :].lstrip()
    return after.startswith((",", "}")) or not after


def _tidy(key: str) -> str:
    return re.sub(r"[^\w-]", "-", key)[:80] or "x"


def _expected(words: str) -> str:
    """Translate what the reader of conditions expected."""
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


def _shown(raw: object) -> str:
    if raw is None:
        return _("nothing")
    if isinstance(raw, dict):
        return _("a mapping with the keys {keys}").format(keys=listed(raw, 3)) if raw else _("an empty mapping")
    if isinstance(raw, list):
        return _("a list")
    return f"'{raw}'"


def place_inside(tree: Tree, report: Report, path: KeyPath, column: int) -> Place:
    """Return the place of a character of a text, by counting the characters before it that are not spaces.

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
