"""Scenarios for tests of play: the one of the format's reference, makers of small ones, a strategy of rich ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from esthersim.journal.store import ScenarioText
from esthersim.scenario.loading import read_scenario, scenario_or_error
from esthersim.scenario.model import Scenario
from support.graphs import raw_scenario

VIKTLARM = """\
esthersim: 1
id: viktlarm
title: Viktlarm en lördag
summary: Vågen hemma visar två kilo för mycket, och ingen i vården ser siffran.
language: sv
fictional: true
time: {prebriefing: 5 min, simulation: 10 min, debriefing: 15 min}
needs: Vi tränar på vem som gör vad när siffran ändras utanför kontorstid.
objectives:
  sbar: Vi ringer med en hel SBAR, även när vi bara har halva bilden
  esther: Vi frågar Esther vad som är viktigt för henne i dag
story: Esther är 81 år, har hjärtsvikt och bor ensam med katten Sture.
organisations:
  hemtjansten: {name: Hemtjänsten, principal: kommun}
  hjartmottagningen: {name: Hjärtsviktsmottagningen, principal: region}
roles:
  esther: {title: Esther, patient: true, brief: Du vaknade andfådd., knows: [sillen]}
  underskoterska: {title: Undersköterska, organisation: hemtjansten, brief: Du kommer för frukost.}
  sjukskoterska: {title: Sjuksköterska, organisation: hjartmottagningen, brief: Du har jour.}
facts:
  vikten: {text: Vikten har ökat två kilo på två dygn, known_by: [esther], element: assessment}
  sillen: {text: Esther åt salt mat i går, element: background}
  katten: {text: Katten heter Sture, known_by: [esther, underskoterska], element: background}
variables: {trygghet: 3, ringde: false}
starts: 2026-03-07 08:00
events:
  frukost:
    title: Frukost hos Esther
    present: [esther, underskoterska]
    text: Esther sitter på sängkanten med skorna på.
    timer: {limit: 4 min, next: for-sent}
    expect:
      fragar: {text: Frågar Esther vad som är viktigt, by: underskoterska, within: 3 min, objective: esther}
    cues:
      titta-pa-vagen: {after: 2 min, text: Esther sneglar mot vågen}
    decision:
      by: underskoterska
      question: Vad gör du?
      options:
        ring: {text: Ring, next: samtalet, effects: [{set: {ringde: true}}]}
        vanta: {text: Vänta till måndag, next: for-sent, effects: [{add: {trygghet: -1}}]}
  samtalet:
    title: Samtalet
    after: 10 min
    present: [underskoterska, sjukskoterska, esther]
    text: Det tutar fem gånger.
    effects:
      - learn: {underskoterska: [vikten]}
      - when: trygghet >= 3
        learn: {underskoterska: [sillen]}
    timer: 3 min
    handover:
      from: underskoterska
      to: sjukskoterska
      format: sbar
      must: [vikten]
      should: [sillen]
      noise: [katten]
      read_back: true
    next:
      - when: sjukskoterska knows vikten
        to: trygg-helg
      - to: for-sent
  trygg-helg: {title: En lugn helg, text: Dosen justeras., ending: Esther sover i sin egen säng}
  for-sent: {title: Söndag natt, at: day 2 23:30, text: Ambulansen kommer., ending: Esther åker in i onödan}
injects:
  grannen-ringer: {title: Grannen ringer på, text: Hon undrar varför persiennerna är nere.}
deadlines:
  kontakt: {from: frukost, to: samtalet, within: 30 min, text: Vården vet inom en halvtimme}
debriefing:
  questions:
    vikten-kom-inte-fram: {ask: Vad hade behövts?, when: lost vikten, objective: sbar}
plays:
  allt-gar-bra:
    - choose: ring
    - hand_over: all
    - expect: trygg-helg
  ingen-ringer:
    - wait: 4 min
    - expect: for-sent
"""
"""The small scenario of the format's reference, page for page, with shorter texts."""


@cache
def viktlarm() -> Scenario:
    """Return the reference's scenario."""
    return scenario_or_error(read_scenario(VIKTLARM, "viktlarm.yaml"))


BRANCHING = VIKTLARM.replace(
    "{text: Ring, next: samtalet, effects: [{set: {ringde: true}}]}",
    "{text: Ring, next: [{when: trygghet >= 4, to: samtalet}, {to: for-sent}], effects: [{add: {trygghet: 1}}]}",
).partition("plays:")[0]
"""The same, where the call leads to somebody only because it is made: the option's own effect counts."""


def viktlarm_text(**more: Any) -> ScenarioText:
    """Return it as a run carries it; `more` replaces fields, such as the text or the translations."""
    fields = {"id": "viktlarm", "title": "Viktlarm", "language": "sv", "text": VIKTLARM, "hash": "0", **more}
    return ScenarioText(**fields)


def scenario(events: Mapping[str, Any], **more: Any) -> Scenario:
    """Return a scenario with these events; `more` adds or replaces keys."""
    return Scenario.model_validate(raw_scenario(events, **more))


def event(**keys: Any) -> dict[str, Any]:
    """Return an event with a title and a text, and whatever else is given."""
    return {"title": "En händelse", "text": "Det händer något.", **keys}


ROLES = ("esther", "nurse", "doctor", "aide")
FACTS = ("f0", "f1", "f2", "f3")
ITEMS = ("i0", "i1")
EXPECTATIONS = ("x0", "x1")
SIGNS = {"rr": 18, "spo2": 96, "spo2_scale": 1, "o2": False, "sbp": 120, "pulse": 70, "alert": True, "temp": 37}


@cache  # hypothesis looks through a strategy when it first draws from it
def _test(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    role, fact = st.sampled_from(ROLES), st.sampled_from(FACTS)
    event = st.sampled_from(names)
    return st.one_of(
        st.builds("{} knows {}".format, role, fact),
        st.builds("visited {}".format, event),
        st.builds("expired {}".format, event),
        st.builds("checked {}".format, st.sampled_from(ITEMS)),
        st.builds("lost {}{}".format, fact, st.just("") | role.map(" for {}".format)),
        st.builds("leaked {}{}".format, fact, st.just("") | role.map(" to {}".format)),
        st.builds("{} knows {}".format, st.sampled_from(["anybody", "everybody"]), fact),
        st.builds("since {} {} {}".format, event, st.sampled_from(["<", ">="]), st.sampled_from(["1 min", "2 days"])),
        st.sampled_from(["day >= 2", "clock < 12:00", "clock >= 17:30", "aide.pulse > 90", "aide.news2 >= 1"]),
        st.builds("chose o{}".format, st.integers(0, 2)),
        st.builds("chose o{} at {}".format, st.integers(0, 2), event),
        st.builds("{} {}".format, st.sampled_from(["missed", "late"]), st.sampled_from(EXPECTATIONS)),
        st.just("broke d0"),
        st.builds("count {} {}".format, st.sampled_from(["<", ">=", "=="]), st.integers(-2, 4)),
        st.builds("news2 >= {}".format, st.integers(0, 8)),
        st.just("flag"),
    )


def _condition(draw: st.DrawFn, names: list[str]) -> str:
    test = _test(tuple(names))
    tests = [("not " if draw(st.booleans()) else "") + draw(test) for _ in range(draw(st.integers(1, 2)))]
    return draw(st.sampled_from([" and ", " or "])).join(tests)


def _effect(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    learn = {"learn": {draw(st.sampled_from(ROLES)): draw(st.sampled_from(FACTS))}}
    change: list[dict[str, Any]] = [{"set": {"count": 1, "flag": True}}, {"add": {"temp": 1.5, "count": -1}}, learn]
    effect = draw(st.sampled_from(change))
    return {**effect, "when": _condition(draw, names)} if draw(st.booleans()) else effect


def _effects(draw: st.DrawFn, names: list[str]) -> list[dict[str, Any]]:
    return [_effect(draw, names) for _ in range(draw(st.integers(0, 2)))]


def _wording(draw: st.DrawFn, names: list[str], text: str) -> Any:
    if draw(st.integers(0, 3)):
        return text
    return [{"when": _condition(draw, names), "text": f"{text} {{count}} {{{{flag}}}}"}, {"text": text}]


def _parts(draw: st.DrawFn) -> dict[str, Any]:
    facts = draw(st.permutations(FACTS))
    must, should = draw(st.integers(0, 2)), draw(st.integers(0, 1))
    return {
        "must": facts[:must],
        "should": facts[must : must + should],
        "noise": facts[must + should : must + should + 1],
        "must_not": facts[must + should + 1 : must + should + 1 + draw(st.integers(0, 1))],
    }


def _handover(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    sender, other, *receivers = draw(st.permutations(ROLES))
    several = [{"role": other, "when": _condition(draw, names)}, {"role": sender}]
    some = receivers[: draw(st.integers(1, 2))]
    return {
        "from": several if draw(st.integers(0, 3)) == 0 else sender,
        "to": {role: _parts(draw) for role in some} if draw(st.booleans()) else some,
        "format": "sbar",
        **_parts(draw),
        "read_back": draw(st.booleans()),
    }


def _arrival(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """Draw an inject that comes by itself, by either time or after another one, and may lead somewhere."""
    event = draw(st.sampled_from(names))
    arrives = draw(
        st.sampled_from(
            [
                {"after": "10 min", "from": event},
                {"after": "2 days", "from": f"{event}.o0"},
                {"after": "5 min", "from": "n2"},
                {"at": "day 2 07:00"},
                {"room": "7 s", "from": event},
            ]
        )
    )
    inject: dict[str, Any] = {"title": "Svaret", "text": _wording(draw, names, "Det kom."), "arrives": arrives}
    if draw(st.booleans()):
        inject["when"] = _condition(draw, names)
    if draw(st.integers(0, 2)) == 0:
        inject["next"] = draw(st.sampled_from(names))
    return {**inject, "effects": _effects(draw, names)}


def _way_out(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    target = st.sampled_from(names)
    kind = draw(st.sampled_from([*["next", "branches", "handover", "decision"] * 2, "ending"]))
    if kind == "ending":
        return {"ending": _wording(draw, names, "Slut")}
    if kind == "decision":
        options: dict[str, Any] = {}
        for number in range(draw(st.integers(1, 3))):
            effects, text = _effects(draw, names), _wording(draw, names, "Gör så")
            options[f"o{number}"] = {"text": text, "feedback": text, "next": draw(target), "effects": effects}
            if draw(st.integers(0, 3)) == 0:
                options[f"o{number}"]["when"] = _condition(draw, names)
            if draw(st.integers(0, 2)) == 0:
                branch = {"when": _condition(draw, names), "to": draw(target)}
                options[f"o{number}"]["next"] = [branch, {"to": draw(target)}]
        advice = [{"when": _condition(draw, names), "choose": "o0"}, {"choose": list(options)[-1]}]
        by = draw(st.sampled_from(["team", "nurse", ["nurse", "doctor"]]))
        return {"decision": {"by": by, "question": "Vad gör ni?", "options": options, "advice": advice}}
    branches = [{"when": _condition(draw, names), "to": draw(target)}] if kind != "next" else []
    way: dict[str, Any] = {"next": [*branches, {"to": draw(target)}]}
    return {**way, "handover": _handover(draw, names)} if kind == "handover" else way


def _event(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    keys: dict[str, Any] = {"effects": _effects(draw, names), **_way_out(draw, names)}
    limit = f"{draw(st.sampled_from([1, 30, 60]))} s"
    match draw(st.integers(0, 4)):
        case 0:
            keys["timer"] = limit
        case 1:
            keys["timer"] = {"limit": limit, "next": draw(st.sampled_from(names))}
    match draw(st.integers(0, 4)):
        case 0:
            keys["after"] = draw(st.sampled_from(["10 min", "3 days", "2 months", "90 years"]))
        case 1:
            keys["at"] = f"day {draw(st.integers(1, 9))} 07:30"
    if draw(st.integers(0, 2)) == 0:
        keys["checklist"] = {item: {"text": "Fråga", "required": draw(st.booleans())} for item in ITEMS}
    if draw(st.integers(0, 2)) == 0:
        keys["expect"] = {EXPECTATIONS[0]: {"text": "Frågar", "within": "20 s"}, EXPECTATIONS[1]: {"text": "Hör"}}
        keys["cues"] = {"c0": {"after": "10 s", "text": "Se på Esther"}}
    if draw(st.integers(0, 2)) == 0:
        keys |= _people(draw, names)
    return event(**{"text": _wording(draw, names, "Det händer något."), **keys})


def _people(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """Draw who is at an event, who hears it, and what is there to read or to hear for some."""
    role = st.sampled_from(ROLES)
    return {
        "present": [draw(role), {"role": draw(role), "when": _condition(draw, names)}],
        "heard_by": draw(st.sampled_from(["all", "present", ["nurse", "doctor"]])),
        "only": {draw(role): _wording(draw, names, "Mobilen surrar.")},
        "shows": draw(st.sampled_from([["m0"], {"m0": [], "m1": ["aide"]}])),
        "esther": draw(st.sampled_from(["Jag vill hem.", {"esther": "Jag vill hem.", "aide": "Jag med."}])),
        "rate": True,
        "stage": "s0",
    }


@st.composite
def rich_scenarios(draw: st.DrawFn, most_events: int = 6) -> Scenario:
    """Draw a scenario with anything the format has, in any combination that makes some sense: loops, dead ends, all."""
    names = [f"e{number}" for number in range(draw(st.integers(1, most_events)))]
    patients = draw(st.sampled_from([{"esther"}, {"esther", "aide"}]))
    return scenario(
        {name: _event(draw, names) for name in names},
        roles={role: {"title": role, "brief": "Du är med.", "patient": role in patients} for role in ROLES},
        facts={fact: {"text": fact, "known_by": draw(st.lists(st.sampled_from(ROLES), max_size=2))} for fact in FACTS},
        variables={"count": 0, "flag": False, **SIGNS, **{f"aide.{sign}": value for sign, value in SIGNS.items()}},
        documents={
            "m0": {"title": "Läkemedelslistan", "text": "Fem mediciner", "facts": [draw(st.sampled_from(FACTS))]},
            "m1": {"title": "Vikter", "table": {"columns": ["Dag", "kg"], "rows": [["1", "71"]]}, "facts": ["f3"]},
        },
        stages={"s0": {"title": "Hemma"}},
        starts=draw(st.sampled_from(["2026-03-07 08:00", "9990-01-01 08:00"])),
        observers={"watcher": {"title": "Följer Esther"}},
        injects={
            "n0": {"title": "Grannen", "text": "Hon ringer.", "effects": _effects(draw, names)},
            "n1": {"title": "Hissen", "text": "Den står.", "when": _condition(draw, names), "next": names[0]},
            **{key: _arrival(draw, names) for key in draw(st.sampled_from([(), ("n2",), ("n2", "n3")]))},
        },
        deadlines={"d0": {"from": names[0], "to": names[-1], "within": "1 h", "text": "Inom en timme"}},
        prebriefing={"p0": "Alla vet"},
    )
