"""What is at a key path of a scenario, such as `events.frukost.decision`: in words, for messages, and as a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin

from esthersim.authored.problems import KeyPath
from esthersim.cleaning import bounded, clean_line
from esthersim.language import _
from esthersim.scenario import handovers, materials, model, play_steps, wordings
from esthersim.scenario.part import Part


def _named(section: str) -> str | None:
    """Return the words for an entry of a section, with a gap for its id."""
    words = {
        "events": _("event '{id}'"),
        "roles": _("role '{id}'"),
        "facts": _("fact '{id}'"),
        "organisations": _("organisation '{id}'"),
        "objectives": _("objective '{id}'"),
        "variables": _("variable '{id}'"),
        "observers": _("observer '{id}'"),
        "injects": _("inject '{id}'"),
        "deadlines": _("deadline '{id}'"),
        "documents": _("document '{id}'"),
        "stages": _("stage '{id}'"),
        "plays": _("play '{id}'"),
        "prebriefing": _("prebriefing item '{id}'"),
        "questions": _("question '{id}'"),
        "suggestions": _("suggestion '{id}'"),
        "expect": _("expectation '{id}'"),
        "cues": _("cue '{id}'"),
        "checklist": _("checklist item '{id}'"),
        "options": _("option '{id}'"),
    }
    return words.get(section)


def _numbered(section: str) -> str | None:
    """Return the words for an item of a list, with a gap for its number."""
    words = {"effects": _("effect {number}"), "next": _("way {number}"), "advice": _("advice {number}")}
    return words.get(section)


def subject(path: KeyPath) -> str:
    """Name what the path leads to: ``decision 'frukost': option 'ring'``; other keys at its end are quoted.

    >>> subject(("events", "frukost", "decision", "options", "ring"))
    "decision 'frukost': option 'ring'"
    """
    parts: list[str] = []
    keys: list[str] = []
    steps = list(path)
    while steps:
        step = steps.pop(0)
        following = steps[0] if steps and not keys else None
        if isinstance(step, int):
            continue
        if isinstance(following, str) and (words := _named(step)):
            parts.append(_name_entry(step, words, steps))
            if step == "plays" and steps and isinstance(number := steps[0], int):
                parts.append(_("step {number}").format(number=number + 1))
        elif isinstance(following, int) and (words := _numbered(step)):
            parts.append(words.format(number=following + 1))
            steps.pop(0)
        else:
            keys.append(bounded(clean_line(step), 60))
    if keys:
        parts.append(f"'{'.'.join(keys)}'")
    return ": ".join(parts) or _("the scenario")


def _name_entry(section: str, words: str, steps: list[str | int]) -> str:
    """Take the entry's id off the steps; of an event also `decision` or `handover`, which then names it."""
    name = bounded(clean_line(str(steps.pop(0))), 60)
    if section == "events" and steps and steps[0] in {"decision", "handover"}:
        words = _("decision '{id}'") if steps.pop(0) == "decision" else _("handover '{id}'")
    return words.format(id=name)


def part_name(part: type[Part]) -> str:
    """Return what a model is called: ``an event``."""
    words = {
        model.Scenario: _("the scenario itself"),
        model.Time: _("'time'"),
        model.Organisation: _("an organisation"),
        model.Role: _("a role"),
        model.Fact: _("a fact"),
        model.Effect: _("an effect"),
        model.Branch: _("an item of 'next'"),
        model.Option: _("an option of a decision"),
        model.Advice: _("an item of 'advice'"),
        model.Decision: _("a decision"),
        handovers.Handover: _("a handover"),
        handovers.Sender: _("an item of 'from'"),
        handovers.Receiver: _("a receiver of a handover"),
        wordings.Case: _("a text with a condition"),
        model.Timer: _("a timer"),
        model.Expectation: _("an expectation"),
        model.Cue: _("a cue"),
        model.ChecklistItem: _("a checklist item"),
        model.Event: _("an event"),
        model.Observer: _("an observer"),
        model.Presence: _("an item of 'present'"),
        model.Inject: _("an inject"),
        model.Arrival: _("'arrives'"),
        materials.Table: _("a table"),
        materials.Document: _("a document"),
        materials.Stage: _("a stage"),
        materials.Review: _("an item of 'reviewed'"),
        materials.Pilot: _("an item of 'piloted'"),
        materials.Minutes: _("'minutes'"),
        model.Deadline: _("a deadline"),
        model.Question: _("a question of 'debriefing'"),
        model.Debriefing: _("'debriefing'"),
        model.ActionPlan: _("'action_plan'"),
        play_steps.PlayExpectation: _("'expect' of a play"),
        play_steps.PlayStep: _("a step of a play"),
    }
    return words[part]


@cache
def keys_of(part: type[Part]) -> dict[str, bool]:
    """Return the keys that a part may have, as they are written, and whether each is required."""
    return {field.alias or name: field.is_required() for name, field in part.model_fields.items()}


@cache
def homes_of(key: str) -> list[type[Part]]:
    """Return the parts of the model that have such a key."""
    return [part for part in Part.__subclasses__() if key in keys_of(part)]


def type_at(path: KeyPath) -> Any:
    """Return what the format expects at a path: a `Part`, a `dict`, `tuple`, ... annotation, or `None` if unknown."""
    expected: Any = model.Scenario
    for step in path:
        expected = _inside(_plain(expected), step)
        if expected is None:
            return None
    return _plain(expected)


def takes_text(path: KeyPath) -> bool:
    """Tell whether the format takes a text at a path, and not only an id, a number or something else that is short."""
    expected: list[Any] = [model.Scenario]
    for step in path:
        inner = [_inside(_plain(form), step, whole=True) for each in expected for form in _forms(each)]
        expected = [each for each in inner if each is not None]
    return any(_is_text(form) for each in expected for form in _forms(each))


def _forms(expected: Any) -> Iterator[Any]:
    """Yield the alternatives of an annotation, each with what is annotated of it."""
    origin = get_origin(expected)
    if origin is Union or type(expected).__name__ == "UnionType":
        for each in get_args(expected):
            yield from _forms(each)
    elif origin is Annotated and get_origin(get_args(expected)[0]) is not None:
        yield from _forms(get_args(expected)[0])
    else:
        yield expected


def _is_text(form: Any) -> bool:
    if form in {tuple[wordings.Case, ...], dict[str, wordings.Wording]}:
        return True
    if get_origin(form) is not Annotated:
        return form is str
    inner, *metadata = get_args(form)
    return inner is str and not any(getattr(each, "pattern", None) for each in metadata)


def is_part(expected: Any) -> TypeGuard[type[Part]]:
    """Tell whether what the format expects is a part, which has keys of its own."""
    return isinstance(expected, type) and issubclass(expected, Part)


def may_be_left_out(path: KeyPath) -> bool:
    """Tell whether an empty value is as good as none: a section that so far only has its heading."""
    part = type_at(path[:-1])
    known = keys_of(part) if is_part(part) else {}
    return known.get(str(path[-1])) is False


def _inside(expected: Any, step: str | int, *, whole: bool = False) -> Any:
    """Return the annotation of what is one step further in; `whole`, with what pydantic takes off it."""
    if is_part(expected):
        for name, field in expected.model_fields.items():
            if (field.alias or name) == step:
                annotation: Any = field.annotation
                return Annotated[(annotation, *field.metadata)] if whole and field.metadata else annotation
        return None
    origin, arguments = get_origin(expected), get_args(expected)
    if origin in {dict, Mapping}:
        return arguments[1]
    if origin is tuple:
        return arguments[0]
    return None


def _plain(expected: Any) -> Any:
    """Strip `Annotated` and `None`; of a text or a list of texts, return the list."""
    while get_origin(expected) is Annotated:
        expected = get_args(expected)[0]
    if get_origin(expected) is Union or type(expected).__name__ == "UnionType":
        members = [_plain(each) for each in get_args(expected) if each is not type(None)]
        return next((each for each in members if get_origin(each) is tuple), members[0])
    return expected
