"""Checks of events: exactly one exit, every id they name, and lists that always lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable

from esthersim.authored.problems import KeyPath, did_you_mean, listed
from esthersim.scenario.condition_checks import check_condition, check_effects
from esthersim.scenario.handovers import PARTS, Handover, Receiver, Sender
from esthersim.scenario.key_paths import subject
from esthersim.scenario.model import ALL, PRESENT, TEAM, Advice, Branch, Decision, Event, Option, Timer
from esthersim.scenario.references import Checker
from esthersim.scenario.wordings import Case, Wording


def check_events(checker: Checker) -> None:
    """Check every event."""
    for key, event in checker.scenario.events.items():
        path = ("events", key)
        _check_exit(checker, event, path)
        _check_content(checker, event, path)
        _check_ways(checker, event.next, path, "ES101")
        if event.timer:
            _check_timer(checker, event, event.timer, path)
        if event.handover:
            _check_handover(checker, event.handover, (*path, "handover"))
        if event.decision:
            _check_decision(checker, event.decision, (*path, "decision"))


def _check_ways(checker: Checker, ways: tuple[Branch, ...], path: KeyPath, code: str) -> None:
    """Check the `next` of the event or option at `path`; in the file, a single event is not a list."""
    here = (*path, "next")
    alone = len(ways) == 1 and isinstance(checker.tree.raw(here), str)
    for number, way in enumerate(ways):
        checker.refer("event", way.to, here if alone else (*here, number, "to"), code, where=path)
        check_condition(checker, way.when, (*here, number, "when"))
    check_fall_through(checker, ways, here)


def check_fall_through(checker: Checker, ways: tuple[Branch | Advice | Sender | Case, ...], path: KeyPath) -> None:
    """Check a list that is read from the top until a condition holds: only its last item has no condition."""
    for number, way in enumerate(ways):
        last = number == len(ways) - 1
        if last and way.when is not None:
            checker.add("ES184", (*path, number, "when"), at_key=True, where=subject(path[:-1]), key=path[-1])
        elif not last and way.when is None:
            checker.add("ES188", (*path, number), where=subject(path[:-1]), key=path[-1])


def _check_exit(checker: Checker, event: Event, path: KeyPath) -> None:
    ways = [name for name in ("next", "decision", "ending") if getattr(event, name)]
    if not ways:
        if not any(checker.mended.within((*path, name)) for name in ("next", "decision", "ending")):
            checker.add("ES180", path, at_key=True)
    elif len(ways) > 1:
        checker.add("ES181", (*path, ways[1]), at_key=True, where=subject(path), ways=listed(ways))
    elif event.handover and ways != ["next"]:
        checker.add("ES182", (*path, "handover"), at_key=True, where=subject(path), way=ways[0])
    if event.ending and event.timer:
        checker.add("ES183", (*path, "timer"), at_key=True, where=subject(path))
    if event.after and event.at:
        checker.add("ES125", (*path, "at"), at_key=True, where=subject(path))


def _check_content(checker: Checker, event: Event, path: KeyPath) -> None:
    for number, presence in enumerate(event.present):
        here = _item(checker, (*path, "present"), number)
        checker.refer("role", presence.role, (*here, "role") if presence.when else here, where=(*path, "present"))
        check_condition(checker, presence.when, (*here, "when"))
    _check_hearing(checker, event, path)
    checker.refer_all("behaviour", event.observe, (*path, "observe"))
    if event.effects:
        check_effects(checker, event.effects, (*path, "effects"))
    for key, expectation in event.expect.items():
        here = (*path, "expect", key)
        _check_performers(checker, expectation.by, (*here, "by"))
        check_objective(checker, expectation.objective, here)
    for key, item in event.checklist.items():
        check_objective(checker, item.objective, (*path, "checklist", key))


def _check_hearing(checker: Checker, event: Event, path: KeyPath) -> None:
    """Check who hears and sees what at an event."""
    check_heard_by(checker, event.heard_by or (), path)
    check_wording(checker, event.text, (*path, "text"))
    check_wording(checker, event.facilitator, (*path, "facilitator"))
    check_wording(checker, event.ending or (), (*path, "ending"))
    for role, wording in event.only.items():
        here = (*path, "only", role)
        checker.refer("role", role, here, where=path)
        check_wording(checker, wording, here)
    for role, wording in event.esther.items():
        here = (*path, "esther", role) if role else (*path, "esther")
        known = not role or checker.refer("role", role, here, where=path)
        if known and role and role not in checker.scenario.patients:
            checker.add("ES312", here, at_key=True, where=subject(path), name=role)
        check_wording(checker, wording, here)
    for number, (document, readers) in enumerate(event.shows.items()):
        named = isinstance(checker.tree.raw((*path, "shows")), dict)
        here = _item(checker, (*path, "shows"), document if named else number)
        checker.refer("document", document, here, where=path)
        checker.refer_all("role", readers, here)
    if event.stage is not None:
        checker.refer("stage", event.stage, (*path, "stage"), where=path)


def check_heard_by(checker: Checker, names: tuple[str, ...], path: KeyPath) -> None:
    """Check who hears what an event says: `all`, `present`, or roles."""
    here = (*path, "heard_by")
    if ALL in names and len(names) > 1 and ALL not in checker.scenario.roles:
        checker.add("ES309", here, where=subject(path))
    roles = [name for name in names if name not in {ALL, PRESENT}]
    for name in roles:
        checker.refer("role", name, _item(checker, here, names.index(name)), where=path)


def check_wording(checker: Checker, wording: Wording, path: KeyPath) -> None:
    """Check a text that may depend on conditions."""
    for number, case in enumerate(wording):
        check_condition(checker, case.when, (*path, number, "when"))
    check_fall_through(checker, wording, path)


def check_objective(checker: Checker, objective: str | None, path: KeyPath) -> None:
    """Check the `objective` of the part at this path."""
    if objective is not None:
        checker.refer("objective", objective, (*path, "objective"), where=path)


def _check_performers(checker: Checker, names: Iterable[str], path: KeyPath) -> None:
    """Check names of roles, or the word `team` alone."""
    performers = tuple(names)
    if TEAM in performers and TEAM not in checker.scenario.roles:
        if len(performers) > 1:
            checker.add("ES192", path, where=subject(path[:-1]))
        performers = tuple("" if name == TEAM else name for name in performers)
    for number, name in enumerate(performers):
        if name:
            checker.refer("role", name, (*path, number), where=path)


def _check_timer(checker: Checker, event: Event, timer: Timer, path: KeyPath) -> None:
    here = (*path, "timer")
    if timer.next is not None:
        checker.refer("event", timer.next, (*here, "next"), "ES102", where=path)
    limit = timer.limit.total_seconds
    if limit == 0 and not event.ending:
        checker.add("ES187", (*here, "limit"), where=subject(path))
    elif timer.warn and timer.warn.total_seconds > limit:
        checker.add("ES193", (*here, "warn"), where=subject(path))


def _check_handover(checker: Checker, handover: Handover, path: KeyPath) -> None:
    senders = (*path, "from")
    alone = isinstance(checker.tree.raw(senders), str)
    for number, sender in enumerate(handover.senders):
        checker.refer("role", sender.role, senders if alone else (*senders, number, "role"), where=senders)
        check_condition(checker, sender.when, (*senders, number, "when"))
    check_fall_through(checker, handover.senders, senders)
    checker.refer("format", handover.format, (*path, "format"))
    _check_facts(checker, handover, path, path)
    for number, (role, receiver) in enumerate(handover.to.items()):
        here = _item(checker, (*path, "to"), role if isinstance(checker.tree.raw((*path, "to")), dict) else number)
        checker.refer("role", role, here, where=(*path, "to"))
        if role in handover.sender_ids:
            checker.add("ES189", here, where=subject(path), name=role)
        _check_facts(checker, receiver, here, path)
        across = [(receiver.must, handover.must_not), (handover.must, receiver.must_not)]
        for fact in dict.fromkeys(fact for must, must_not in across for fact in must if fact in must_not):
            checker.add("ES307", here, at_key=True, where=subject(path), name=fact, role=role)


def _check_facts(checker: Checker, part: Handover | Receiver, path: KeyPath, where: KeyPath) -> None:
    """Check the facts that a handover names for every receiver, or for one: each in one place only."""
    seen: dict[str, str] = {}
    for key in PARTS:
        names: tuple[str, ...] = getattr(part, key)
        checker.refer_all("fact", names, (*path, key))
        for number, name in enumerate(names):
            if (first := seen.setdefault(name, key)) != key:
                checker.add("ES191", (*path, key, number), where=subject(where), name=name, first=first, second=key)


def _item(checker: Checker, path: KeyPath, step: str | int) -> KeyPath:
    """Return the path of an item of a list or mapping, which in the file may stand alone."""
    return path if isinstance(checker.tree.raw(path), str) else (*path, step)


def _check_decision(checker: Checker, decision: Decision, path: KeyPath) -> None:
    _check_performers(checker, decision.by, (*path, "by"))
    check_wording(checker, decision.question, (*path, "question"))
    for key, option in decision.options.items():
        _check_option(checker, option, (*path, "options", key))
    for number, advice in enumerate(decision.advice):
        here = (*path, "advice", number)
        check_condition(checker, advice.when, (*here, "when"))
        if advice.choose not in decision.options and not checker.mended.within((*path, "options")):
            hint = did_you_mean(advice.choose, decision.options)
            checker.add("ES123", (*here, "choose"), where=subject(path), name=advice.choose, hint=hint)
    check_fall_through(checker, decision.advice, (*path, "advice"))


def _check_option(checker: Checker, option: Option, path: KeyPath) -> None:
    _check_ways(checker, option.next, path, "ES104")
    check_condition(checker, option.when, (*path, "when"))
    check_wording(checker, option.text, (*path, "text"))
    check_wording(checker, option.feedback, (*path, "feedback"))
    if option.effects:
        check_effects(checker, option.effects, (*path, "effects"))
