"""What the exploration makes of receivers apart, documents, who is there, story time, and what comes by itself."""

from __future__ import annotations

from typing import Any

import pytest

from esthersim.play.plays import run_play
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.rehearsing import rehearse
from esthersim.rehearsal.space import INJECT, Space
from esthersim.rehearsal.ways import as_play, shortest_ways, way_to
from esthersim.scenario.model import Scenario
from support.graphs import raw_event, raw_scenario

Raw = dict[str, Any]


def scenario(events: Raw, known: str = "", **more: Any) -> Scenario:
    """Return a journey with a doctor; `known` are facts that the nurse knows."""
    raw = raw_scenario(events)
    raw["roles"]["doctor"] = {"title": "Läkare", "brief": "Du har jour."}
    raw["facts"] = {fact: {"text": fact, "known_by": ["nurse"]} for fact in known.split()}
    return Scenario.model_validate(raw | more)


def asking(key: str, *ways: tuple[str, str], last: str = "end", **more: Any) -> Raw:
    """Return an event that leads to the first target whose condition holds, or to the last."""
    listed = [*({"when": when, "to": to} for when, to in ways), {"to": last}]
    return {**raw_event(key, [last]), "next": listed, **more}


def endings(*names: str) -> Raw:
    """Return endings."""
    return {name: raw_event(name) for name in names}


def inject(**more: Any) -> Raw:
    """Return an inject."""
    return {"title": "Det ringer", "text": "Hallå", **more}


def replayed(space: Space) -> dict[str, tuple[Any, ...]]:
    """Return the shortest way to each ending, played by the real rules."""
    ways = shortest_ways(space)
    for way in ways.values():
        assert run_play(space.scenario, as_play(way)).failure is None
    return ways


# Receivers apart


def told(*ways: tuple[str, str], last: str = "end", **handover: Any) -> Scenario:
    """Return a call in which the nurse tells Esther and the doctor something."""
    parts = {"from": "nurse", "to": {"esther": {}, "doctor": {}}, "format": "free", "must": ["weight"], **handover}
    return scenario(
        {"call": asking("call", *ways, last=last, handover=parts), **endings("one", "other", "end")}, "weight secret"
    )


def test_receivers_multiply_only_where_a_condition_tells_them_apart() -> None:
    """One can be told and the other not where both are asked about; where one is, there are two ways and no more."""
    apart = explore(told(("esther knows weight and not doctor knows weight", "one")))
    assert apart.reached == {"call", "one", "end"}
    assert replayed(apart)["one"] == ({"hand_over": {"esther": ["weight"]}}, "proceed", {"expect": "one"})
    together = explore(told(("esther knows weight", "one")))
    assert replayed(together)["one"] == ({"hand_over": "all"}, "proceed", {"expect": "one"})
    assert len(together.steps[0]) == 2


def test_what_must_not_be_passed_on_can_leak() -> None:
    """It leaks where it is given to whom it must not be, not where another receiver is told."""
    to = {"esther": {}, "doctor": {"must_not": ["secret"]}}
    ways = (("leaked secret", "one"), ("esther knows secret", "other"))
    space = explore(told(*ways, to=to))
    found = replayed(space)
    assert found["one"] == ({"hand_over": ["secret"]}, "proceed", {"expect": "one"})
    assert found["other"] == ({"hand_over": {"esther": ["secret"]}}, "proceed", {"expect": "other"})
    assert space.facts_that_matter == {"call": {"secret"}}


def test_it_leaks_though_they_knew() -> None:
    """Whether or not the receiver knew it before, it has been said."""
    known = told(("leaked secret to doctor", "one"), must_not=["secret"])
    facts = {key: fact.model_copy(update={"known_by": ("nurse", "doctor")}) for key, fact in known.facts.items()}
    assert "one" in explore(known.model_copy(update={"facts": facts})).reached


def test_receivers_whom_nothing_tells_apart_leak_together() -> None:
    """A condition that asks whether it has leaked at all makes two ways, however many there are to tell."""
    space = explore(told(("leaked secret", "one"), must_not=["secret"]))
    assert len(space.steps[0]) == 2


def test_nobody_hands_over_what_they_do_not_know() -> None:
    """The condition decides on arrival who hands over, and only what that role knows can be said."""
    events = {
        "start": raw_event("start", ["call", "call"]),
        "call": asking(
            "call",
            ("doctor knows weight", "one"),
            handover={
                "from": [{"when": "chose o0", "role": "esther"}, {"role": "nurse"}],
                "to": "doctor",
                "format": "free",
                "must": ["weight"],
            },
        ),
        **endings("one", "end"),
    }
    space = explore(scenario(events, "weight"))
    assert replayed(space)["one"][:2] == ({"choose": "o1"}, {"hand_over": "all"})
    assert space.truths["events", "call", "handover", "from", 0, "when"] == {True, False}


# Documents and people


@pytest.mark.parametrize(
    ("event", "learns"),
    [
        ({"shows": ["list"], "present": ["doctor"]}, True),
        ({"shows": ["list"], "present": ["nurse"]}, False),
        ({"shows": {"list": ["doctor"]}}, True),
        ({"shows": ["list"], "present": [{"role": "doctor", "when": "anybody knows fall"}]}, True),
        ({"shows": ["list"], "present": [{"role": "doctor", "when": "everybody knows fall"}]}, False),
    ],
)
def test_a_document_teaches_those_who_see_it(event: Raw, learns: bool) -> None:
    """Those who are present, or named, know its facts before the effects of the event; others do not."""
    reading = asking(
        "read", ("called", "one"), effects=[{"when": "doctor knows weight", "set": {"called": True}}], **event
    )
    facts = {"weight": {"text": "Vikten"}, "fall": {"text": "Fallet", "known_by": ["nurse"]}}
    documents = {"list": {"title": "Listan", "text": "Vikten: 80", "facts": ["weight"]}}
    events = {"read": reading, **endings("one", "end")}
    space = explore(scenario(events, facts=facts, documents=documents, variables={"called": False}))
    assert ("one" in space.reached) is learns


def test_what_a_document_teaches_does_not_change_who_is_there() -> None:
    """Presence is settled for all before anybody reads: the doctor does not come because the nurse has read."""
    present = ["esther", {"role": "doctor", "when": "esther knows weight"}]
    events = {
        "read": asking("read", ("doctor knows weight", "one"), present=present, shows=["list"]),
        **endings("one", "end"),
    }
    documents = {"list": {"title": "Listan", "text": "Vikten: 80", "facts": ["weight"]}}
    space = explore(scenario(events, facts={"weight": {"text": "Vikten"}}, documents=documents))
    assert space.reached == {"read", "end"}


def test_a_text_says_whether_it_is_ever_read() -> None:
    """The conditions of texts are asked where the texts stand, and make no event unreachable."""
    words = [{"when": "visited end", "text": "Slut"}, {"when": "not visited end", "text": "Början"}, {"text": "Annars"}]
    option = {"text": words, "next": "end", "feedback": words}
    start = {**raw_event("start", ["end", "end"]), "text": words}
    start["decision"]["options"] = {"on": option}
    space = explore(scenario({"start": start, "end": raw_event("end")}, injects={"call": inject(text=words)}))
    options: tuple[str | int, ...] = ("events", "start", "decision", "options", "on")
    for path in (("events", "start", "text"), (*options, "text"), (*options, "feedback")):
        assert [set(space.truths[*path, number, "when"]) for number in (0, 1)] == [{False}, {True}]
    assert space.truths["injects", "call", "text", 0, "when"] == {True, False}


# Story time


def later(key: str, targets: str, after: str = "", **more: Any) -> Raw:
    """Return an event some time after the one before."""
    return {**raw_event(key, targets.split()), **({"after": after} if after else {}), **more}


def test_the_clock_is_exact() -> None:
    """The way with the detour comes there after five, the other before."""
    events = {
        "start": raw_event("start", ["detour", "there"]),
        "detour": later("detour", "there", "2 h"),
        "there": asking(
            "there", ("clock >= 17:00 and day == 1", "one"), ("since detour > 1 h", "other"), after="90 min"
        ),
        **endings("one", "other", "end"),
    }
    space = explore(scenario(events, starts="2026-03-07 13:30"))
    assert space.reached == {"start", "detour", "there", "one", "end"}
    assert replayed(space)["one"][0] == {"choose": "o0"}


def test_time_is_kept_only_while_something_can_still_read_it() -> None:
    """Two ways of different length come to one state where nobody asks for the time any more."""
    events = {
        "start": raw_event("start", ["long", "short"]),
        "long": later("long", "there", "2 h"),
        "short": later("short", "there", "1 h"),
        "there": asking("there", ("since start > 90 min", "after"), last="after"),
        "after": raw_event("after", ["end"]),
        "end": raw_event("end"),
    }
    space = explore(scenario(events))
    assert len(space.states_at("there")) == 2
    assert len(space.states_at("after")) == len(space.states_at("end")) == 1


@pytest.mark.parametrize("asked", ["since start > 5 h", "day > 2", "clock == 17:00"])
def test_a_loop_that_moves_the_clock_comes_to_an_end(asked: str) -> None:
    """Longer than anything asks for is no different, and days on which only the time is asked for are alike."""
    start = raw_event("start", ["start", "on"]) | {"after": "1 h"}
    events = {"start": start, "on": asking("on", (asked, "one")), **endings("one", "end")}
    since = {"since start > 5 h": {"start", "on", "end"}}
    space = explore(scenario(events, starts="2026-03-07 08:00"))
    assert space.complete
    assert space.reached == since.get(asked, {"start", "on", "one", "end"})
    assert len(space.events) < 200


def test_months_in_an_endless_loop_are_a_bound_that_is_said() -> None:
    """The calendar is followed for as long as every event takes once, and the space says that it was cut."""
    start = raw_event("start", ["start", "on"]) | {"after": "1 month"}
    events = {"start": start, "on": asking("on", ("day == 31", "one")), **endings("one", "end")}
    assert explore(scenario(events, starts="2026-03-07 08:00")).bound == "story"


# What comes by story time


def test_what_was_due_comes_before_the_arrival_and_leads_elsewhere() -> None:
    """The option that it interrupts was chosen all the same, and its event is not arrived at."""
    events = {"start": raw_event("start", ["next-day", "soon"]), "next-day": later("next-day", "", "1 day")}
    events |= {"soon": later("soon", "end", "1 h"), **endings("end", "call")}
    answer = inject(arrives={"after": "2 h", "from": "start"}, next="call")
    journey = scenario(events, injects={"answer": answer})
    space = explore(journey)
    assert space.reached == {"start", "soon", "call", "end"}
    named = [
        (space.edges[number].source, space.edges[number].kind, space.edges[number].label) for number in space.taken
    ]
    assert sorted(named) == [("soon", "next", ""), ("start", "inject", "answer"), ("start", "option", "o1")]
    assert {space.edges[number].label for number in space.set_out} == {"o0", "o1", ""}
    assert space.came == {"answer"}
    assert replayed(space)["call"] == ({"choose": "o0"}, {"expect": "call"})
    untested = rehearse(journey, 4, 1).untested
    assert [(each.kind, each.id) for each in untested if each.kind != "role"] == [("ending", "next-day")]


def test_several_come_in_order_of_their_time() -> None:
    """The second sees what the first has done; its condition is asked once, when it is due."""
    events = {"start": raw_event("start", ["end"]), "end": later("end", "", "1 day"), "call": raw_event("call")}
    arrives = {"late": {"after": "3 h", "from": "start"}, "early": {"at": "day 1 09:00"}}
    injects = {
        "second": inject(arrives=arrives["late"], when="n == 1", next="call"),
        "first": inject(arrives=arrives["early"], effects=[{"add": {"n": 1}}]),
    }
    assert explore(scenario(events, injects=injects, variables={"n": 0})).reached == {"start", "call"}
    injects["second"]["when"] = "n == 0"
    assert explore(scenario(events, injects=injects, variables={"n": 0})).reached == {"start", "end"}


def test_what_has_come_keeps_nothing_alive() -> None:
    """Once the answer is there, how long ago the sample was taken makes no two states of one."""
    events = {
        "start": raw_event("start", ["quick", "slow"]),
        "quick": later("quick", "day", "1 h"),
        "slow": later("slow", "day", "3 h"),
        "day": later("day", "after", "1 day"),
        "after": raw_event("after", ["end"]),
        "end": raw_event("end"),
    }
    answer = inject(arrives={"after": "6 h", "from": "quick"}, effects=[{"set": {"called": True}}])
    other = inject(arrives={"after": "7 h", "from": "slow"}, effects=[{"set": {"called": True}}])
    asked = {**events, "after": asking("after", ("called", "one")), "one": raw_event("one")}
    space = explore(scenario(asked, injects={"answer": answer, "other": other}, variables={"called": False}))
    assert len(space.states_at("end")) == 0
    assert len(space.states_at("one")) <= 2


def test_an_inject_counts_from_a_choice_and_from_another_inject() -> None:
    """Twenty minutes after the choice the first comes, ten minutes later the second, which leads away."""
    events = {"start": raw_event("start", ["end", "other"]), "end": later("end", "", "31 min"), **endings("call")}
    events["other"] = later("other", "", "29 min")
    injects = {
        "first": inject(arrives={"after": "20 min", "from": "start.o0"}),
        "second": inject(arrives={"after": "10 min", "from": "first"}, next="call"),
    }
    space = explore(scenario(events, injects=injects))
    assert space.reached == {"start", "call", "other"}
    events["end"]["after"] = "29 min"
    assert explore(scenario(events, injects=injects)).reached == {"start", "end", "other"}


# What comes by room time


def night(**more: Any) -> Raw:
    """Return a night that ends at home, unless the alarm has been heard."""
    return {"night": asking("night", ("called", "one"), last="home", **more), **endings("one", "home", "ward")}


def alarm(room: str, **more: Any) -> Raw:
    """Return an inject that comes some room time after the arrival at the night."""
    return inject(arrives={"room": room, "from": "night"}, effects=[{"set": {"called": True}}], **more)


def test_the_team_may_leave_before_or_after_what_comes_by_room_time() -> None:
    """Both are ways on, and a play waits for it."""
    space = explore(scenario(night(), injects={"alarm": alarm("3 min")}, variables={"called": False}))
    assert space.reached == {"night", "one", "home"}
    assert replayed(space)["one"] == ({"wait": "180 s"}, "proceed", {"expect": "one"})
    assert replayed(space)["home"] == ("proceed", {"expect": "home"})


@pytest.mark.parametrize(("room", "reached"), [("3 min", {"night", "ward", "home"}), ("4 min", {"night", "home"})])
def test_a_timer_comes_after_what_is_due_before_it(room: str, reached: set[str]) -> None:
    """At the same second the timer goes first, and what comes later never does."""
    timer = {"limit": "4 min", "next": "home"}
    injects = {"alarm": alarm(room, next="ward")}
    space = explore(scenario(night(timer=timer), injects=injects, variables={"called": False}))
    assert space.reached == reached
    late = [step for step in space.steps[0] if step[0] != INJECT and space.edges[step[0]].kind == "timer"]
    assert bool(late) is (room == "4 min")


def test_what_comes_at_one_second_comes_together() -> None:
    """The team cannot leave between two that come at once; one that leads away ends it."""
    injects = {"alarm": alarm("3 min"), "guard": inject(arrives={"room": "3 min", "from": "night"}, next="ward")}
    space = explore(scenario(night(), injects=injects, variables={"called": False}))
    assert space.reached == {"night", "home", "ward"}


def test_what_comes_at_once_comes_before_anything_is_done() -> None:
    """Nobody leaves without it."""
    space = explore(scenario(night(), injects={"alarm": alarm("0 s")}, variables={"called": False}))
    assert space.reached == {"night", "one"}
    assert replayed(space)["one"] == ("proceed", {"expect": "one"})


def test_a_soft_timer_has_run_out_when_something_comes_after_it() -> None:
    """Whoever hears the alarm after three minutes has let the timer of two run out."""
    night_ = asking("night", ("called and not expired night", "ward"), ("called", "one"), last="home", timer="2 min")
    events = {"night": night_, **endings("one", "home", "ward")}
    space = explore(scenario(events, injects={"alarm": alarm("3 min")}, variables={"called": False}))
    assert space.reached == {"night", "one", "home"}


def test_what_is_asked_after_the_handover_is_asked_after_the_handover() -> None:
    """An alarm that comes only if the doctor knows comes after the call, in which nothing more is then said."""
    handover = {"from": "nurse", "to": "doctor", "format": "free", "must": ["weight"], "should": ["fall"]}
    call = asking("night", ("called and doctor knows fall", "one"), ("called", "ward"), last="home", handover=handover)
    injects = {"alarm": alarm("3 min", when="doctor knows weight and not doctor knows fall")}
    events = {"night": call, **endings("one", "home", "ward")}
    space = explore(scenario(events, "weight fall", injects=injects, variables={"called": False}))
    assert space.reached == {"night", "ward", "home"}
    expected = ({"hand_over": ["weight"]}, {"wait": "180 s"}, "proceed", {"expect": "ward"})
    assert replayed(space)["ward"] == expected


def test_what_the_facilitator_fires_can_lead_away() -> None:
    """From any event but an ending, also out of a handover, and what was said by then is known."""
    handover = {"from": "nurse", "to": "doctor", "format": "free", "must": ["weight"]}
    events = {
        "call": {**raw_event("call", ["end"]), "handover": handover},
        "ward": asking("ward", ("doctor knows weight", "one")),
        **endings("one", "end"),
    }
    space = explore(scenario(events, "weight", injects={"alarm": inject(next="ward")}))
    assert space.reached == {"call", "ward", "one", "end"}
    assert replayed(space)["one"][:2] == ({"hand_over": "all"}, {"inject": "alarm"})
    assert way_to(space, space.states_at("end")[0])[-1] == {"expect": "end"}


def test_what_comes_by_itself_is_not_fired() -> None:
    """The exploration fires nothing early: an inject that is due too late never comes."""
    events = {"start": raw_event("start", ["end"]), "end": later("end", "", "1 h"), "call": raw_event("call")}
    answer = inject(arrives={"after": "2 h", "from": "start"}, next="call")
    space = explore(scenario(events, injects={"answer": answer}))
    assert space.reached == {"start", "end"}
    assert space.came == frozenset()


# Several patients


def test_each_patient_has_a_score() -> None:
    """`beata.news2` follows Beata's vital signs, and `pulse` with a role before it is a variable of its own."""
    healthy = {"rr": 16, "spo2": 97, "spo2_scale": 1, "o2": False, "sbp": 120, "pulse": 70, "alert": True, "temp": 37}
    signs = {f"{role}.{sign}": value for role in ("esther", "nurse") for sign, value in healthy.items()}
    start = raw_event("start", ["asked", "asked"])
    start["decision"]["options"]["o0"]["effects"] = [{"set": {"nurse.pulse": 140}}]
    events = {
        "start": start,
        "asked": asking("asked", ("nurse.news2 >= 3", "one"), ("esther.news2 > 0 or esther.pulse > 70", "other")),
        **endings("one", "other", "end"),
    }
    assert explore(scenario(events, variables=signs)).reached == {"start", "asked", "one", "end"}
