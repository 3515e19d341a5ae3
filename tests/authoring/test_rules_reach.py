"""What no team ever meets is reported once, where its cause is."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from esthersim.authoring.rules import reach
from esthersim.play.arrivals import open_options
from esthersim.rehearsal.exploring import explore
from esthersim.scenario.model import Scenario
from support.findings import problems_in, reported
from support.graphs import raw_branching, raw_event
from support.grown import grown
from support.journeys import journeys
from support.walks import Picks, walk

FACTS = {"fall": {"text": "Esther har fallit", "known_by": ["esther"]}}
Events = dict[str, Any]


def decision(targets: str, **conditions: str) -> Events:
    """Return a decision with the options `o0`, `o1` ...; conditions by option."""
    event = raw_event("home", targets.split())
    for option, condition in conditions.items():
        event["decision"]["options"][option]["when"] = condition
    return event


def branches(*ways: tuple[str, str], last: str) -> Events:
    """Return an event with ways of `next`, each a condition and a target, and the last without condition."""
    listed = [{"when": when, "to": to} for when, to in ways]
    return {"title": "way", "text": "Det händer något.", "next": [*listed, {"to": last}]}


def event(**keys: Any) -> Events:
    """Return an event that leads to the end, with more keys."""
    return raw_event("event", ["end"]) | keys


END = {"end": raw_event("end")}


def test_of_a_chain_that_nobody_reaches_the_first_is_reported() -> None:
    """What is behind it has the same cause."""
    events = {"home": event(), **END, "gone": raw_event("gone", ["far"]), "far": raw_event("far", ["end"])}
    assert reported(events) == ["ES250 events.gone"]


def test_of_a_ring_that_nobody_reaches_the_first_is_reported() -> None:
    """They lead to each other, and nothing leads to them."""
    ring = {"one": raw_event("one", ["two"]), "two": raw_event("two", ["one"])}
    assert reported({"home": event(), **END, **ring}) == ["ES250 events.one"]


def test_a_closed_way_to_an_event_is_reported_at_the_event() -> None:
    """The option is no second mistake; the message says why it is closed."""
    events = {"home": decision("end shut", o1="nurse knows fall"), **END, "shut": raw_event("shut")}
    [problem] = problems_in(events, facts=FACTS)
    assert (problem.code, problem.path) == ("ES251", "events.shut")
    assert "decision 'home': option 'o1': 'nurse knows fall' is never true" in problem.message


def test_an_option_that_is_never_on_offer_is_reported_where_others_lead_to_the_same_event() -> None:
    """The event is reached; what is missing is the choice."""
    events = {"home": decision("end other end", o2="nurse knows fall"), **END, "other": raw_event("other")}
    assert reported(events, facts=FACTS) == ["ES252 events.home.decision.options.o2.when"]


def test_what_depends_on_a_reported_event_is_not_reported() -> None:
    """The option asks for a visit that cannot be, and what it leads to hangs on it too."""
    home = decision("end shut end", o1="visited gone", o2="visited gone")
    events = {"home": home, **END, "shut": raw_event("shut"), "gone": raw_event("gone", ["end"])}
    assert reported(events) == ["ES250 events.gone"]


def test_what_depends_on_a_fact_that_is_learnt_in_such_an_event_is_not_reported() -> None:
    """The nurse could know it if the event where it can be learnt were reached."""
    gone = raw_event("gone", ["end"]) | {"effects": [{"learn": {"nurse": "fall"}}]}
    home = decision("end other end", o2="nurse knows fall")
    assert reported({"home": home, **END, "other": raw_event("other"), "gone": gone}, facts=FACTS) == [
        "ES250 events.gone"
    ]


def test_two_that_wait_for_each_other_are_both_reported() -> None:
    """Neither is reported elsewhere, so that neither may be left out."""
    home = decision("end one two", o1="visited two", o2="visited one")
    events = {"home": home, **END, "one": raw_event("one", ["end"]), "two": raw_event("two", ["end"])}
    assert reported(events) == ["ES251 events.one", "ES251 events.two"]


def test_nothing_inside_an_unreached_event_is_reported() -> None:
    """Its effect that never comes about, its way that is never taken."""
    gone = branches(("visited gone", "end"), last="end") | {"effects": [{"when": "nurse knows fall", "set": {"x": 1}}]}
    assert reported({"home": event(), **END, "gone": gone}, variables={"x": 0}, facts=FACTS) == ["ES250 events.gone"]


def test_ways_behind_one_that_always_holds_are_reported_once() -> None:
    """The first way of 'next' is always taken; the two behind it have that one cause."""
    home = branches(("visited home", "end"), ("nurse knows fall", "end"), last="end")
    [problem] = problems_in({"home": home, **END}, facts=FACTS)
    assert (problem.code, problem.path) == ("ES253", "events.home.next.1")
    assert problem.message == "event 'home': way 2 is never taken: a way before it always holds"


def test_an_event_behind_a_way_that_always_holds_is_reported_as_such() -> None:
    """Nobody gets as far as the last way."""
    events = {"home": branches(("visited home", "end"), last="shut"), **END, "shut": raw_event("shut")}
    [problem] = problems_in(events)
    assert (problem.code, problem.path) == ("ES251", "events.shut")
    assert "event 'home': way 2: a way before it always holds" in problem.message


def test_effects_advice_and_injects_that_never_come_about() -> None:
    """Each is reported at its own condition; the effects of an inject that is never fired are not."""
    home = decision("end other") | {"effects": [{"when": "visited end", "set": {"x": 1}}]}
    home["decision"]["advice"] = [{"when": "nurse knows fall", "choose": "o0"}, {"choose": "o1"}]
    home["decision"]["support"] = "Lathunden"
    inject = {"title": "Det ringer", "text": "Hallå", "when": "x > 1", "effects": [{"when": "x > 2", "set": {"x": 2}}]}
    events = {"home": home, **END, "other": raw_event("other")}
    assert reported(events, facts=FACTS, variables={"x": 0}, injects={"ring": inject}) == [
        "ES254 events.home.decision.advice.0.when",
        "ES254 events.home.effects.0.when",
        "ES254 injects.ring.when",
    ]


def test_an_inject_for_the_ending_can_be_fired_there() -> None:
    """Nobody leaves an ending, but something can still happen at it."""
    inject = {"title": "Det ringer", "text": "Hallå", "when": "visited end"}
    assert reported({"home": event(), **END}, injects={"ring": inject}) == []


def test_a_dead_end_is_the_cause_of_all_behind_it() -> None:
    """Neither its options nor the events that they lead to are reported beside it."""
    home = decision("end other", o0="nurse knows fall", o1="visited end")
    assert reported({"home": home, **END, "other": raw_event("other")}, facts=FACTS) == ["ES255 events.home"]


@given(journeys())
def test_never_silent_about_what_is_never_met(scenario: Scenario) -> None:
    """Where an event is not reached the cause is reported, and only then is the event left out."""
    space = explore(scenario, 2000)
    if not space.complete:
        return
    search = reach._Search(space)
    never = set(scenario.events) - space.reached
    findings = list(search.findings())
    unreached = {str(finding.path[1]) for finding in findings if finding.code in {"ES250", "ES251"}}
    assert not never or findings or search.stuck
    assert unreached <= never


@given(journeys() | grown(), Picks)
def test_nothing_that_a_team_meets_is_reported(scenario: Scenario, picks: list[int]) -> None:
    """By the real rules: no option that is on offer, no inject that may be fired, no condition that is true."""
    space = explore(scenario, 2000)
    if not space.complete:
        return
    reported_paths = {finding.path for finding in reach._Search(space).findings() if finding.code in {"ES252", "ES254"}}
    for state in walk(scenario, picks):
        here = ("events", state.here.event, "decision", "options")
        assert not {(*here, option, "when") for option in open_options(state)} & reported_paths
        for key, inject in scenario.injects.items():
            assert not (inject.when and inject.when.holds(state) and ("injects", key, "when") in reported_paths)


RING = "events.home.decision.options.ring"


def branching(*ways: tuple[str, str], **option: Any) -> Events:
    """Return a decision whose option `ring` has these ways, and events for them to lead to."""
    home = raw_branching("home", option, *ways, last="end")
    return {"home": home, **END, "other": raw_event("other")}


def test_a_branch_of_an_option_that_is_never_taken_is_reported_at_its_condition() -> None:
    """The option is chosen all the same; the other way there is open."""
    events = branching(("nurse knows fall", "other"), ("visited home", "other"))
    assert reported(events, facts=FACTS) == [f"ES253 {RING}.next.0.when", f"ES253 {RING}.next.2"]


def test_an_option_that_is_never_on_offer_is_reported_once_whatever_its_branches() -> None:
    """They have that one cause, and none of their conditions is ever asked."""
    events = branching(("visited home", "end"), ("nurse knows fall", "end"), when="nurse knows fall")
    del events["other"]
    assert reported(events, facts=FACTS) == [f"ES252 {RING}.when"]


def test_an_event_behind_a_branch_that_is_never_taken_is_reported_as_such() -> None:
    """The message says which branch of which option, and why."""
    events = branching(("nurse knows fall", "other"), effects=[{"set": {"x": 1}}])
    more: Events = {"variables": {"x": 0}, "debriefing": {"questions": {"q": {"ask": "Ringde ni?", "when": "x == 1"}}}}
    [problem] = problems_in(events, facts=FACTS, **more)
    assert (problem.code, problem.path) == ("ES251", "events.other")
    assert "decision 'home': option 'ring': way 1: 'nurse knows fall' is never true" in problem.message


def test_an_event_behind_an_option_that_is_never_on_offer_names_the_option_once() -> None:
    """Both its branches lead there, and it is the option that is closed."""
    events = branching(("visited home", "other"), ("visited end", "end"), when="nurse knows fall")
    events["home"]["decision"]["options"]["ring"]["next"][-1]["to"] = "other"
    [problem] = problems_in(events, facts=FACTS)
    assert (problem.code, problem.path) == ("ES251", "events.other")
    assert problem.message.endswith("; decision 'home': option 'ring': 'nurse knows fall' is never true")


def test_a_branch_behind_the_choice_of_its_own_option_is_never_taken() -> None:
    """That it was chosen holds each time it is asked."""
    assert reported(branching(("chose ring", "other"))) == [f"ES253 {RING}.next.1"]


def test_a_condition_on_offer_and_one_of_a_branch_are_distinguished() -> None:
    """The option is offered now and then, and led to one event only."""
    events = branching(("nurse knows fall", "end"), ("chose o0 at first", "other"), when="chose o0 at first")
    events = {"first": raw_event("first", ["home", "home"]), **events}
    assert f"ES253 {RING}.next.0.when" in reported(events, facts=FACTS)
