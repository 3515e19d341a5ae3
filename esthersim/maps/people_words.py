"""Who has to do with an event, in words: who takes part, decides and hands over, and what each receiver is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from esthersim.language import _
from esthersim.maps.swimlane import Column, Swimlane
from esthersim.scenario.condition_words import when_words
from esthersim.scenario.handovers import Handover, Sender
from esthersim.scenario.model import ALL, PRESENT, Event, Presence, Scenario
from esthersim.scenario.play_steps import TO_ALL
from esthersim.scenario.titles import fact_text, role_title


def who(scenario: Scenario, lanes: Swimlane, column: Column) -> Iterator[str]:
    """Yield who takes part and on what condition, who hears it, who decides, and what is handed over to whom."""
    event = scenario.events[column.event]
    parts = dict(zip(lanes.lanes, column.parts, strict=True))
    yield "; ".join(_with_condition(scenario, event, role, parts[role]) for role in lanes.lanes if parts[role])
    deciders = [role for role, part in parts.items() if part == "decides"]
    if deciders and deciders != [role for role, part in parts.items() if part]:
        yield _("Decides: {roles}").format(roles=_titles(scenario, deciders))
    yield from _hearers(scenario, event)
    if event.handover is not None and column.arrow is not None:
        yield from _handed_over(scenario, event.handover)


def present_words(scenario: Scenario, event: Event) -> tuple[str, ...]:
    """Return the roles that `present` names, each with the conditions on which it is there."""
    return tuple(_with_condition(scenario, event, role, "present") for role in event.may_be_present)


def _with_condition(scenario: Scenario, event: Event, role: str, part: str | None) -> str:
    """Return a role's title, in parentheses the conditions on one of which it is present if it is not always."""
    title = role_title(scenario, role)
    named = [each for each in event.present if each.role == role]
    if part != "present" or any(each.when is None for each in named):
        return title
    return _on_condition(scenario, title, *named)


def _on_condition(scenario: Scenario, title: str, *cases: Presence | Sender) -> str:
    conditions = [when_words(scenario, each.when) for each in cases if each.when is not None]
    return f"{title} ({'; '.join(conditions)})" if conditions else title


def _hearers(scenario: Scenario, event: Event) -> Iterator[str]:
    heard_by = event.heard_by or scenario.heard_by
    if heard_by == (PRESENT,):
        yield _("Heard by those who are present")
    elif heard_by != (ALL,):
        yield _("Heard by: {roles}").format(roles=_titles(scenario, heard_by))


def _handed_over(scenario: Scenario, handover: Handover) -> Iterator[str]:
    yield _("Hands over: {sender} → {receivers}").format(
        sender=sender_words(scenario, handover), receivers=_titles(scenario, handover.to)
    )
    told = (
        ("must", _("Must be said: {facts}"), _("Must be said to {receiver}: {facts}")),
        ("should", _("Should be said: {facts}"), _("Should be said to {receiver}: {facts}")),
        ("must_not", _("Must not be said: {facts}"), _("Must not be said to {receiver}: {facts}")),
    )
    for part, to_all, to_one in told:
        for receiver, facts in told_facts(handover, part):
            words = to_one if receiver else to_all
            yield words.format(receiver=role_title(scenario, receiver), facts=_facts(scenario, facts))


def told_facts(handover: Handover, part: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the facts of a part, such as `must`: for all receivers (`TO_ALL`), then for each what is for it apart."""
    by_receiver: dict[str, tuple[str, ...]] = {
        role: getattr(receiver, part) for role, receiver in handover.receivers.items()
    }
    first, *others = by_receiver.values()
    shared = tuple(fact for fact in first if all(fact in facts for facts in others))
    apart = ((role, tuple(fact for fact in facts if fact not in shared)) for role, facts in by_receiver.items())
    yield from ((role, facts) for role, facts in ((TO_ALL, shared), *apart) if facts)


def sender_words(scenario: Scenario, handover: Handover) -> str:
    """Return who hands over; of several each with its condition, and the last as what happens otherwise."""
    *before, last = handover.senders
    named = [_on_condition(scenario, role_title(scenario, each.role), each) for each in before]
    usual = role_title(scenario, last.role)
    return "; ".join((*named, _("otherwise {role}").format(role=usual))) if named else usual


def _titles(scenario: Scenario, roles: Iterable[str]) -> str:
    return "; ".join(role_title(scenario, role) for role in roles)


def _facts(scenario: Scenario, facts: Iterable[str]) -> str:
    return "; ".join(fact_text(scenario, fact) for fact in facts)
