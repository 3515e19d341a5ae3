"""Rules about texts that were to be replaced: reminders, what `esthersim new` wrote, the name Esther."""

from __future__ import annotations

import re
from collections.abc import Iterator

from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.authoring.placeholders import PATIENT, is_placeholder

_BEGINS = r"\[\s*(?i:insert|add|fill\s+in|write|your|name|infoga|fyll\s+i|skriv|lägg\s+till|ditt?|namn)\b"
_BRACKET = re.compile(_BEGINS)
_REMINDER = re.compile(rf"\b(?:TODO|FIXME|TBD|XXX+)\b|\b(?i:lorem)(?:\s+(?i:ipsum))?\b|{_BEGINS}[^\]\n]*\]")
_CAPITALS = ("TODO", "FIXME", "TBD", "XXX")
_NAMED = re.compile(rf"\b{PATIENT}(?:['\u2019]?s)?\b")
_CALLED = re.compile(rf"{PATIENT}\b")
_BIBLIOGRAPHY = ("sources", "license")


def reminders(examination: Examination) -> Iterator[Finding]:
    """Find reminders to the author in the scenario's texts and their translations, each first one of a text."""
    for name, text in examination.texts.items() if _may_hold_any(examination.source) else ():
        if match := _REMINDER.search(text):
            path = examination.key_path(name)
            place = examination.place_inside(path, match.start())
            yield found("ES287", path, what=match[0])._replace(place=place)
    for translation in examination.translations:
        for name, entry in translation.po.messages.items():
            if match := _REMINDER.search(entry.target):
                finding = found("ES287", tuple(name.split(".")), what=match[0])
                yield finding.in_translation(translation, match[0])


def _may_hold_any(source: str) -> bool:
    """Return whether a file may hold reminders: a quick test that spares most files the search text by text."""
    if any(word in source for word in _CAPITALS) or "lorem" in source.casefold():
        return True
    return _BRACKET.search(source) is not None


def texts_of_the_template(examination: Examination) -> Iterator[Finding]:
    """Find the first text that is still as `esthersim new` wrote it, with how many there are."""
    scenario = examination.scenario
    names = [scenario.roles[key].title for key in scenario.patients]
    titles = {f"roles.{key}.title" for key in scenario.roles}  # a nurse at a health centre is in many a journey
    texts = ((name, text) for name, text in examination.texts.items() if name not in titles)
    left = [name for name, text in texts if is_placeholder(text, names)]
    if left:
        yield found("ES288", examination.key_path(left[0]), count=len(left))


def other_persons_name(examination: Examination) -> Iterator[Finding]:
    """Find the first text that speaks of Esther where nobody is called so, with how many there are.

    A patient may be "Old Esther"; of the others' titles only those that begin with the name count, since somebody who
    is "the one who meets Esther" is another.
    """
    scenario = examination.scenario
    if any((_NAMED.search if role.patient else _CALLED.match)(role.title.strip()) for role in scenario.roles.values()):
        return
    texts = {name: text for name, text in examination.texts.items() if name.partition(".")[0] not in _BIBLIOGRAPHY}
    speaking = [(name, match) for name, text in texts.items() if (match := _NAMED.search(text))]
    if speaking:
        name, match = speaking[0]
        path = examination.key_path(name)
        patient = scenario.roles[scenario.patients[0]].title
        place = examination.place_inside(path, match.start())
        yield found("ES289", path, count=len(speaking), patient=patient)._replace(place=place)


RULES: tuple[Rule, ...] = (reminders, texts_of_the_template, other_persons_name)
