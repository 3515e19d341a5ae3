"""Rules about what people cannot tell apart: options, roles, events and endings in the same words, and no choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from esthersim.authored.problems import KeyPath
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.scenario.key_paths import subject
from esthersim.scenario.wordings import texts_in


def single_options(examination: Examination) -> Iterator[Finding]:
    """Find decisions with one option that is always on offer; with a `when` it can be a dead end, which is found."""
    for key, event in examination.scenario.events.items():
        if event.decision and len(event.decision.options) == 1:
            [(name, option)] = event.decision.options.items()
            if option.when is None:
                yield found("ES280", ("events", key, "decision"), at_key=True, name=name)


def same_words(examination: Examination) -> Iterator[Finding]:
    """Find options of a decision, events, endings, and roles that are worded like one before them."""
    scenario = examination.scenario
    for key, event in scenario.events.items():
        if event.decision:
            options = (*("events", key, "decision", "options"),)
            texts = (((*options, name), texts_in(option.text)) for name, option in event.decision.options.items())
            yield from _repeated("ES281", texts, "text")
    titles = ((("events", key), (event.title,)) for key, event in scenario.events.items())
    yield from _repeated("ES282", titles, "title")
    endings = ((("events", key), texts_in(event.ending or ())) for key, event in scenario.events.items())
    yield from _repeated("ES283", endings, "ending")
    roles = ((("roles", key), (role.title,)) for key, role in scenario.roles.items())
    yield from _repeated("ES284", roles, "title")


def _repeated(code: str, texts: Iterable[tuple[KeyPath, Iterable[str]]], key: str) -> Iterator[Finding]:
    """Find each place with a text that has stood at a place before it, whatever its capitals and line breaks."""
    first: dict[str, KeyPath] = {}
    for path, each in texts:
        before = [first.setdefault(" ".join(text.casefold().split()), path) for text in each]
        other = next((place for place in before if place != path), None)
        if other is not None:
            yield found(code, (*path, key), at_key=True, where=subject(path), other=str(other[-1]))


RULES: tuple[Rule, ...] = (single_options, same_words)
