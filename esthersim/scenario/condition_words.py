"""Conditions in words, for people who read a map or a preview: titles and texts in place of ids.

The words are a clause that stands after "if": Swedish puts "inte" before the verb there. `not` goes inwards, to the
single tests, each of which can be said both ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import groupby
from typing import assert_never

from esthersim.authored import conditions as c
from esthersim.cleaning import clean_line
from esthersim.language import _, quoted
from esthersim.scenario.comparison_words import compared
from esthersim.scenario.model import Scenario
from esthersim.scenario.story_lengths import length, story_length
from esthersim.scenario.titles import event_title, fact_text, role_title
from esthersim.scenario.wordings import usual

_Bare = tuple[c.Part, bool]
"""A part that is no `not`, and whether it must hold."""


def when_words(scenario: Scenario, condition: c.Condition) -> str:
    """Return a condition as what must hold: "if Nurse knows “Two kilos more”"."""
    return _("if {condition}").format(condition=condition_words(scenario, condition))


def condition_words(scenario: Scenario, condition: c.Condition) -> str:
    """Return a condition as a clause, with the titles of the scenario given and the rest in the reader's language.

    An id that has no title, such as a variable's, stands in quotation marks.
    """
    return _words(scenario, condition.part, holds=True)


def _words(scenario: Scenario, part: c.Part, *, holds: bool) -> str:
    part, holds = _bare(part, holds)
    if not isinstance(part, c.All | c.Any):
        return _test(scenario, part, holds=holds)
    both = isinstance(part, c.All) is holds
    parts = [_bare(each, holds) for each in part.parts]
    clauses = tuple(_clauses(scenario, parts, both=both))
    if both:
        return _joined(clauses, _("{one} and {other}"))
    several = any(isinstance(inner, c.All | c.Any) and not _is_choice(inner, yes) for inner, yes in parts)
    return _joined(clauses, _("{one}, or {other}") if several else _("{one} or {other}"))


def _clauses(scenario: Scenario, parts: Sequence[_Bare], *, both: bool) -> Iterator[str]:
    """Yield the words of parts that must hold, both of them or one; the facts that one role must know are told once."""
    for role, group in groupby(parts, _knower):
        if role:
            facts = (_fact(scenario, part.fact.text) for part, _yes in group if isinstance(part, c.Knows))
            known = _joined(facts, _("{one} and {other}") if both else _("{one} or {other}"))
            yield _knows(scenario, role, known, holds=True)
            continue
        for part, holds in group:
            words = _words(scenario, part, holds=holds)
            yield f"({words})" if both and _is_choice(part, holds) else words


def _knower(bare: _Bare) -> str:
    """Return the one role that must know something; empty for any other part."""
    part, holds = bare
    if not isinstance(part, c.Knows) or not holds or part.role.text in {c.ANYBODY, c.EVERYBODY}:
        return ""
    return part.role.text


def _joined(clauses: Iterable[str], message: str) -> str:
    return reduce(lambda one, other: message.format(one=one, other=other), clauses)


def _bare(part: c.Part, holds: bool) -> _Bare:
    """Return a part without its `not`, and whether it must hold."""
    while isinstance(part, c.Not):
        part, holds = part.part, not holds
    return part, holds


def _is_choice(part: c.Part, holds: bool) -> bool:
    """Say whether a part is several tests of which one must hold."""
    return isinstance(part, c.All | c.Any) and isinstance(part, c.Any) is holds


def _test(scenario: Scenario, part: c.Part, *, holds: bool) -> str:
    match part:
        case c.Knows(role, fact):
            return _knows(scenario, role.text, _fact(scenario, fact.text), holds=holds)
        case c.Happened(verb, name, receiver):
            return _happened(scenario, verb, name.text, receiver.text if receiver else None, holds=holds)
        case c.Chose(option, event):
            text = _option(scenario, option.text, event.text if event else None)
            if event is None:
                words = _("{option} was chosen") if holds else _("{option} was not chosen")
                return words.format(option=text)
            words = _("{option} was chosen at {event}") if holds else _("{option} was not chosen at {event}")
            return words.format(option=text, event=_event(scenario, event.text))
        case c.Since(event, comparison, passed):
            time = story_length(passed) or length(0)
            words = _passed()[comparison].format(length=time, event=_event(scenario, event.text))
            return words if holds else _("it is not so that {condition}").format(condition=words)
        case c.Compare():
            return compared(scenario, part, holds=holds)
        case c.Not() | c.All() | c.Any():
            return _words(scenario, part, holds=holds)
        case _ as never:
            assert_never(never)


def _knows(scenario: Scenario, role: str, fact: str, *, holds: bool) -> str:
    if role in scenario.roles or role not in {c.ANYBODY, c.EVERYBODY}:
        words = _("{role} knows {fact}") if holds else _("{role} does not know {fact}")
        return words.format(role=role_title(scenario, role), fact=fact)
    if role == c.ANYBODY:
        return (_("somebody knows {fact}") if holds else _("nobody knows {fact}")).format(fact=fact)
    return (_("everybody knows {fact}") if holds else _("not everybody knows {fact}")).format(fact=fact)


def _happened(scenario: Scenario, verb: str, key: str, receiver: str | None, *, holds: bool) -> str:
    messages = {
        "visited": (_("the team has been at {name}"), _("the team has not been at {name}")),
        "expired": (_("the time ran out at {name}"), _("the time did not run out at {name}")),
        "checked": (_("{name} is ticked"), _("{name} is not ticked")),
        "lost": (_("{name} was lost in a handover"), _("{name} was not lost in a handover")),
        "leaked": (_("{name} has leaked"), _("{name} has not leaked")),
        "missed": (_("{name} was missed"), _("{name} was not missed")),
        "late": (_("{name} came late"), _("{name} did not come late")),
        "broke": (_("the deadline {name} was broken"), _("the deadline {name} was not broken")),
    }
    if receiver is not None:
        messages["lost"] = (_("{name} was lost on the way to {role}"), _("{name} was not lost on the way to {role}"))
        messages["leaked"] = (_("{name} has leaked to {role}"), _("{name} has not leaked to {role}"))
    name = _name(scenario, c.VERBS[verb], key)
    role = role_title(scenario, receiver) if receiver else ""
    return messages[verb][0 if holds else 1].format(name=name, role=role)


def _name(scenario: Scenario, kind: c.type_of_name, key: str) -> str:
    """Return what a name stands for, as people know it; where several events have it, all that it can be."""
    events = scenario.events.values()
    match kind:
        case "event":
            return _event(scenario, key)
        case "fact":
            return _fact(scenario, key)
        case "item":
            return _any_of((event.checklist[key].text for event in events if key in event.checklist), key)
        case "expectation":
            return _any_of((event.expect[key].text for event in events if key in event.expect), key)
        case "deadline":
            known = scenario.deadlines.get(key)
            return quoted(clean_line(known.text if known else key) or key)
        case _:
            return quoted(clean_line(key))


def _fact(scenario: Scenario, key: str) -> str:
    return quoted(fact_text(scenario, key) or key)


def _event(scenario: Scenario, key: str) -> str:
    return quoted(event_title(scenario, key) or key)


def _option(scenario: Scenario, key: str, event: str | None) -> str:
    decisions = (
        known.decision
        for name, known in scenario.events.items()
        if known.decision is not None and event in {None, name}
    )
    return _any_of((usual(each.options[key].text) for each in decisions if key in each.options), key)


def _any_of(texts: Iterable[str], key: str) -> str:
    """Return the different texts in quotation marks, joined by "or"; the id where there is none."""
    found = dict.fromkeys(filter(None, (clean_line(text) for text in texts))) or {clean_line(key): None}
    return _joined(map(quoted, found), _("{one} or {other}"))


def _passed() -> dict[str, str]:
    return {
        "==": _("exactly {length} have passed since {event}"),
        "!=": _("not exactly {length} have passed since {event}"),
        "<": _("less than {length} have passed since {event}"),
        "<=": _("at most {length} have passed since {event}"),
        ">": _("more than {length} have passed since {event}"),
        ">=": _("at least {length} have passed since {event}"),
    }
