"""Who is at an event, who hands over and who hears it; and several patients."""

from __future__ import annotations

from typing import Any

import pytest

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.people import hearers, hears, present, sender
from esthersim.play.plays import Player, at_the_start
from esthersim.play.refusal import Refusal
from esthersim.play.rules import judge
from esthersim.play.vocabulary import FactStatus, Reason, Ticking
from esthersim.scenario.model import Scenario
from support.players import do_all, play
from support.scenarios import SIGNS, event, scenario

ROLES = {role: {"title": role, "brief": "Du är med."} for role in ("esther", "nurse", "doctor", "son")}
ASKED = {"question": "Vad?", "options": {"a": {"text": "A", "next": "end"}}}


def game(one: dict[str, Any], **more: Any) -> Scenario:
    """Return a scenario of one event and an ending."""
    roles = {**ROLES, "esther": {**ROLES["esther"], "patient": True}}
    first = event(**({"next": "end"} if "decision" not in one else {}), **one)
    fields = {
        "roles": roles,
        "facts": {"f": {"text": "F", "known_by": ["nurse", "doctor"]}},
        "variables": {"flag": True},
    }
    return scenario({"one": first, "end": event(ending="Slut")}, **{**fields, **more})


def there(one: dict[str, Any], **more: Any) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """Return who is at the first event, and who hears it."""
    state = at_the_start(game(one, **more)).state
    return present(state), hearers(state)


@pytest.mark.parametrize(
    ("one", "roles"),
    [
        ({}, ()),
        ({"present": ["esther", "esther", "nurse"]}, ("esther", "nurse")),
        ({"present": ["esther", {"role": "son", "when": "flag"}]}, ("esther", "son")),
        ({"present": ["esther", {"role": "son", "when": "not flag"}]}, ("esther",)),
        ({"present": "esther", "decision": {"by": "nurse", **ASKED}}, ("esther", "nurse")),
        ({"present": "esther", "decision": {"by": "team", **ASKED}}, ("esther",)),
        ({"handover": {"from": "nurse", "to": ["son", "doctor"], "format": "sbar"}}, ("nurse", "son", "doctor")),
    ],
)
def test_who_is_present(one: dict[str, Any], roles: tuple[str, ...]) -> None:
    """Those whom the event names, where their condition holds, and whoever decides, hands over or receives."""
    assert there(one)[0] == roles


@pytest.mark.parametrize(
    ("of_the_event", "of_the_scenario", "who"),
    [
        (None, "all", None),
        ("all", "present", None),
        (None, "present", ("nurse", "son")),
        ("present", "all", ("nurse", "son")),
        ("doctor", "all", ("doctor",)),
        (["doctor", "present"], "all", ("doctor", "nurse", "son")),
    ],
)
def test_who_hears_it(of_the_event: Any, of_the_scenario: str, who: tuple[str, ...] | None) -> None:
    """All, those who are present, or the roles that are named; an event goes before its scenario."""
    own = {} if of_the_event is None else {"heard_by": of_the_event}
    assert there({"present": ["nurse", "son"], **own}, heard_by=of_the_scenario)[1] == who
    state = at_the_start(game({"present": ["nurse", "son"], **own}, heard_by=of_the_scenario)).state
    assert {role for role in ROLES if hears(state, role)} == set(ROLES if who is None else who)


def test_it_is_settled_on_arrival() -> None:
    """What changes at the event sends nobody away; another visit settles it anew, and a rewind brings it back."""
    off = {"off": {"title": "T", "text": "T", "effects": [{"set": {"flag": False}}]}}
    senders = [{"role": "doctor", "when": "flag"}, {"role": "nurse"}]
    one = {
        "present": [{"role": "son", "when": "flag"}],
        "handover": {"from": senders, "to": "esther", "format": "sbar"},
        "effects": [{"when": "visited end", "set": {"flag": True}}],
    }
    player = at_the_start(game(one, injects=off))
    handover = player.state.event.handover
    assert handover is not None
    arrived = player.state.seq
    do_all(player, [c.FireInject("off")])
    assert (sender(player.state, handover), present(player.state)) == ("doctor", ("son", "doctor", "esther"))
    do_all(player, [c.HandOver({"f": FactStatus.GIVEN}), c.Proceed()])
    assert present(player.state) == ()
    do_all(player, [c.GoTo("one")])
    assert present(player.state) == ("nurse", "esther"), "before the effects of the arrival"
    do_all(player, [e.Rewound(arrived)])
    assert present(player.state) == ("son", "doctor", "esther")


def test_the_sender_of_the_run_has_the_sender_s_rights() -> None:
    """The others who might have handed over have none."""
    senders = [{"role": "doctor", "when": "not flag"}, {"role": "nurse"}]
    player = play(
        game({"handover": {"from": senders, "to": "esther", "format": "sbar"}}), e.TickingAgreed(Ticking.BOTH_SIDES)
    )
    mark = e.FactMarked("f", FactStatus.GIVEN, seat="doctor")
    assert player.do(mark, asker="doctor") == Refusal(Reason.NOT_THIS_SEAT, ("doctor",))
    assert player.do(e.FactMarked("f", FactStatus.GIVEN, seat="nurse"), asker="nurse") is None


def twins() -> Player:
    """Return a run with two patients, each with vital signs of her own."""
    roles = {**ROLES, **{role: {**ROLES["nurse"], "patient": True} for role in ("agda", "beata")}}
    signs = {**{f"beata.{key}": value for key, value in SIGNS.items()}, "agda.pulse": 70}
    return play(game({"rate": True}, roles=roles, variables={**signs, "beata.rr": 26}))


def test_each_patient_rates_for_herself() -> None:
    """The rating is hers who sits there; the facilitator says whose it is."""
    player = twins()
    assert player.do(e.EstherRated(4, seat="beata"), asker="beata") is None
    assert player.do(e.EstherRated(2, "agda")) is None
    assert player.state.here.ratings == (("one", 4, "beata"), ("one", 2, "agda"))
    for_another = e.EstherRated(5, "agda", seat="beata")
    assert judge(player.state, for_another, 0.0, asker="beata").refusal == Refusal(Reason.NOT_THIS_SEAT, ("beata",))
    assert player.do(e.EstherRated(5, "nurse")) == Refusal(Reason.UNKNOWN, ("nurse",))


def test_the_only_patient_needs_no_name() -> None:
    """Her rating stands in the journal as it always did, and is hers."""
    player = play(game({"rate": True}), e.EstherRated(3, seat="esther"))
    assert player.journal[-1].entry == e.EstherRated(3, seat="esther")
    assert player.state.here.ratings == (("one", 3, "esther"),)


def test_vital_signs_are_each_patient_s_own() -> None:
    """A score is of one patient, and lacks what was not declared for her."""
    state = twins().state
    assert state.value("beata.news2") == 3
    assert state.value("agda.news2") is None
    assert state.value("news2") is None
    assert (state.value("agda.pulse"), state.value("pulse")) == (70, None)
