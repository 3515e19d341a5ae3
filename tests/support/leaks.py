"""What is heard of a fact before the handover that must carry it: a crude count by its own words, blind to paraphrase.

A text tells a fact where at least half of its content words and figures stand there, by their first five letters, and
at least two of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from esthersim.authoring.rules.hearing import may_hear
from esthersim.scenario.graph import ahead
from esthersim.scenario.model import Event, Scenario
from esthersim.scenario.wordings import Case

SHARE = 1 / 2
LETTERS = 5
COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        efter eller finns frågar genom hade hela hemma henne hennes honom igen innan inte något någon några också samma
        sedan själv säger utan varit vill about after again before could does every first from have hers into know more
        nobody only other over said says somebody something still than that their them then there these they this under
        wants were what when where which will with without would been
        """,
    )
)
WORD = re.compile(r"[^\W\d_]{4,}|\d+(?:[.,]\d+)?")


class Public(NamedTuple):
    """A text that roles hear or read: where it stands, at which event (none: before the first), and who hears it."""

    where: str
    text: str
    event: str | None
    hearers: frozenset[str]
    after: bool = False
    """Whether it is said after what is done at the event."""


class Leak(NamedTuple):
    """A fact that a receiver has heard of before the handover that must carry it."""

    fact: str
    where: str
    words: tuple[str, ...]


def content_words(text: str, names: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the beginnings of a text's words, without common ones and names."""
    words = (word for word in WORD.findall(text.lower()) if word not in COMMON)
    return frozenset(word[:LETTERS] for word in words) - names


def leaks(scenario: Scenario) -> Iterator[Leak]:
    """Yield each text in which a receiver meets a fact before the handover that must reach it."""
    names = frozenset(word[:LETTERS] for role in scenario.patients for word in _names(scenario, role))
    said = [(each, content_words(each.text, names)) for each in public_texts(scenario)]
    following = {key: ahead(scenario, key) for key in scenario.events}
    for fact, receivers in _first_musts(scenario, following).items():
        own = content_words(scenario.facts[fact].text, names)
        for each, words in said:
            met = own & words
            if len(met) < 2 or len(met) < SHARE * len(own):
                continue
            for role, handovers in receivers.items():
                if role in each.hearers and any(_before(each, key, following) for key in handovers):
                    yield Leak(fact, each.where, tuple(sorted(met)))
                    break


def public_texts(scenario: Scenario) -> Iterator[Public]:
    """Yield everything that is read or heard in a journey, with who reads or hears it."""
    everybody = frozenset(scenario.roles)
    heads = {"title": scenario.title, "summary": scenario.summary, "needs": scenario.needs, "story": scenario.story}
    heads |= {f"objectives.{key}": text for key, text in scenario.objectives.items()}
    heads |= {f"prebriefing.{key}": text for key, text in scenario.prebriefing.items()}
    heads |= {f"roles.{key}.brief": role.brief for key, role in scenario.roles.items()}
    heads |= {f"stages.{key}.text": stage.text or "" for key, stage in scenario.stages.items()}
    for where, text in heads.items():
        yield Public(where, text, None, everybody)
    for key, inject in scenario.injects.items():
        since = (inject.arrives.since or "").partition(".")[0] if inject.arrives else ""
        hearers = frozenset(inject.to) or everybody
        for case in inject.text:
            yield Public(f"injects.{key}", case.text, since or None, hearers, after=bool(since))
    for key, event in scenario.events.items():
        yield from _of_event(scenario, key, event)


def _of_event(scenario: Scenario, key: str, event: Event) -> Iterator[Public]:
    hearers, where = may_hear(scenario, event), f"events.{key}"
    yield Public(f"{where}.title", f"{event.title} {event.place or ''}", key, frozenset(scenario.roles))
    wordings: dict[str, Sequence[Case]] = {
        "text": event.text,
        **{f"esther.{who}": e for who, e in event.esther.items()},
    }
    if event.decision:
        wordings["question"] = event.decision.question
        wordings |= {f"options.{name}": each.text for name, each in event.decision.options.items()}
    for part, wording in wordings.items():
        for case in wording:
            yield Public(f"{where}.{part}", case.text, key, hearers)
    yield Public(f"{where}.checklist", " ".join(item.text for item in event.checklist.values()), key, hearers)
    for name, option in event.decision.options.items() if event.decision else ():
        for case in option.feedback:
            yield Public(f"{where}.options.{name}.feedback", case.text, key, hearers, after=True)
    for role, wording in event.only.items():
        for case in wording:
            yield Public(f"{where}.only.{role}", case.text, key, frozenset({role}))
    for name, readers in event.shows.items():
        document = scenario.documents[name]
        rows = [" ".join(row) for row in document.table.rows] if document.table else []
        text = " ".join([document.title, *(case.text for case in document.text), *rows])
        yield Public(f"{where}.shows.{name}", text, key, frozenset(readers) or hearers)


Musts = Mapping[str, Mapping[str, Sequence[str]]]
"""Fact → receiver → the handovers (events) that must tell this receiver and that no other handover of it precedes."""


def _first_musts(scenario: Scenario, following: Mapping[str, frozenset[str]]) -> Musts:
    told: dict[str, dict[str, list[str]]] = {}
    for key, event in scenario.events.items():
        for fact, roles in event.handover.must_reach.items() if event.handover else ():
            for role in roles:
                if fact not in scenario.knowledge.get(role, ()):
                    told.setdefault(fact, {}).setdefault(role, []).append(key)
    return {
        fact: {
            role: [key for key in keys if not any(other != key and key in following[other] for other in keys)] or keys
            for role, keys in by_role.items()
        }
        for fact, by_role in told.items()
    }


def _before(each: Public, handover: str, following: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a text may be heard before a handover, on a way that has not been there."""
    if each.event is None:
        return True
    if each.event == handover:
        return not each.after
    return handover in following[each.event] and each.event not in following[handover]


def _names(scenario: Scenario, role: str) -> list[str]:
    return WORD.findall(scenario.roles[role].title.lower())
