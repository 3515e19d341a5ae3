"""Rules about what a journey can say besides its events: who hears what, what comes by itself, texts that depend."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from esthersim.authored.problems import Problem
from esthersim.authoring.examination import rule_base
from esthersim.authoring.rule_runner import examine
from esthersim.authoring.rules import coming, handovers, reach
from esthersim.play.people import sender
from esthersim.play.wording import on_arrival
from esthersim.scenario.loading import read_scenario, scenario_or_error
from support.grown import raw_grown
from support.problem_examples import lay_over, plain_tree
from support.walks import Picks, walk

Patch = dict[str, Any]
NEVER = (*reach.RULES, *coming.RULES, *handovers.RULES)
"""The rules that say what never happens."""
NO_PLAYS: Patch = {"plays": {"allt-gar-bra": None, "ingen-ringer": None}}
LEARNS: Patch = {
    "facts": {"somnen": {"text": "Esther har inte sovit", "element": "background"}},
    "events": {
        "hemma": {"heard_by": "all", "effects": [{"learn": {"skoterska": "somnen"}}]},
        "samtalet": {
            "handover": {"must": ["vikten", "somnen"]},
            "next": [{"when": "lakare knows vikten", "to": "kvallen"}, {"to": "natten"}],
        },
    },
    "variables": {"trygghet": None},
}
BASE = lay_over(
    plain_tree(rule_base()),
    {"events": {"hemma": {"decision": {"options": {"ring": {"effects": None}}}}}, "variables": {"trygghet": None}},
)
"""The base of the rules without its variable, so that a patch may replace effects and conditions as it likes."""


def found(*patches: Patch, po: str | None = None) -> list[Problem]:
    """Return what is found in the base scenario with patches laid over it, none of which is a problem of the file."""
    tree: Any = lay_over(BASE, at("hemma", effects=None))
    tree = lay_over(tree, at("samtalet", next=[{"when": "lakare knows vikten", "to": "kvallen"}, {"to": "natten"}]))
    for patch in patches:
        tree = lay_over(tree, patch)
    loaded = read_scenario(json.dumps(tree, ensure_ascii=False, indent=1), "kort.yaml")
    assert loaded.problems == ()
    translated = [read_scenario(loaded.text, "kort.yaml", po)] if po else []
    return list(examine(loaded, translated))


def codes(*patches: Patch) -> list[str]:
    """Return the codes of the same."""
    return [problem.code for problem in found(*patches)]


def at(event: str, **keys: Any) -> Patch:
    """Return a patch of an event."""
    return {"events": {event: keys}}


def inject(**keys: Any) -> Patch:
    """Return a patch with an inject."""
    return {"injects": {"svaret": {"title": "Svaret", "text": "Kaliumet är högt.", "to": ["lakare"], **keys}}}


def test_what_the_receiver_hears_is_reported_where_it_is_learned() -> None:
    """The place is the effect, and the event is named at which it would have to be passed on."""
    [problem] = found(LEARNS)
    assert (problem.code, problem.path) == ("ES314", "events.hemma.effects.0.learn.skoterska")
    assert "'lakare'" in problem.message
    assert "'samtalet'" in problem.message


@pytest.mark.parametrize(
    "patch",
    [
        at("hemma", heard_by="present"),
        at("hemma", heard_by=["skoterska", "esther"]),
        at("hemma", only={"skoterska": "Esther har inte sovit, säger hon."}),
        at("hemma", effects=[{"learn": {"skoterska": "somnen", "lakare": "somnen"}}]),
        {"facts": {"somnen": {"known_by": ["lakare"]}}},
        at("samtalet", handover={"must": ["vikten"], "should": ["somnen"]}),
    ],
    ids=["present", "roles", "only", "learns-too", "knows", "should"],
)
def test_what_the_receiver_does_not_hear_or_need_not_be_told(patch: Patch) -> None:
    """Somebody alone has heard it, or the receiver is meant to know it by then."""
    assert codes(LEARNS, patch) == []


def test_a_receiver_who_hears_it_at_the_handover_itself() -> None:
    """What the sender learns on arrival is said in the receiver's hearing, just before it is handed over."""
    effects = [{"learn": {"skoterska": "somnen"}}]
    assert codes(LEARNS, at("hemma", effects=None), at("samtalet", effects=effects, heard_by="present")) == ["ES314"]


def test_a_handover_before_is_not_concerned() -> None:
    """Whoever hears it in the evening was to be told in the afternoon: the two have nothing to do with each other."""
    evening = at("kvallen", effects=[{"learn": {"esther": "somnen"}}], heard_by="all")
    assert codes(LEARNS, at("hemma", effects=None, heard_by=None), evening) == ["ES264"]


def test_a_document_that_all_see() -> None:
    """It is read by those who are present and by those who are to be told; shown to one role alone it is not."""
    patch = {"documents": {"listan": {"title": "Listan", "text": "Hon sover inte", "facts": ["somnen"]}}}
    without = at("hemma", effects=None)
    [problem] = found(LEARNS, patch, without, at("hemma", shows=["listan"]))
    assert (problem.code, problem.path) == ("ES314", "events.hemma.shows")
    assert codes(LEARNS, patch, without, at("hemma", shows={"listan": ["skoterska"]})) == []


def test_an_inject_that_all_notice() -> None:
    """The answer reaches the one who learns it and the one who is to be told; for the nurse alone it does not."""
    comes = inject(to=[], effects=[{"learn": {"skoterska": "somnen"}}])
    [problem] = found(LEARNS, at("hemma", effects=None), comes)
    assert (problem.code, problem.path) == ("ES314", "injects.svaret.effects.0.learn.skoterska")
    assert codes(LEARNS, at("hemma", effects=None), comes, inject(to=["skoterska"])) == []


def test_a_scenario_that_says_nowhere_who_hears_what_gets_one_note() -> None:
    """Every fact is heard by all there, which is one thing to change and not twenty."""
    more = {"facts": {"maten": {"text": "Esther äter inte", "element": "background"}}}
    learn = at("hemma", heard_by=None, effects=[{"learn": {"skoterska": ["somnen", "maten"]}}])
    [problem] = found(LEARNS, more, learn, at("samtalet", handover={"must": ["vikten", "somnen", "maten"]}))
    assert (problem.code, problem.severity, problem.path) == ("ES315", "note", "events")
    assert problem.message.endswith(": 2, and the first is 'somnen' at event 'hemma'")


@pytest.mark.parametrize(
    ("arrives", "expected"),
    [
        ({"after": "8 h", "from": "samtalet"}, ""),
        ({"after": "13 h", "from": "samtalet"}, "every journey is over by then"),
        ({"after": "12 h", "from": "hemma.vanta"}, ""),
        ({"after": "13 h", "from": "hemma.vanta"}, "every journey is over by then"),
        ({"at": "day 1 16:00"}, ""),
        ({"at": "day 3 08:00"}, "every journey is over by then"),
        ({"room": "1 min", "from": "samtalet"}, ""),
        ({"room": "1 min", "from": "kvallen"}, ""),
        ({"room": "1 min", "from": "hemma"}, ""),
        ({"room": "2 min", "from": "hemma"}, "the timer leads on after 2 min"),
    ],
)
def test_when_an_inject_can_come(arrives: Patch, expected: str) -> None:
    """Also one that changes nothing: it is there to be read, and is missed by nobody but the author."""
    messages = [
        each.message for each in found(inject(arrives=arrives), at("hemma", timer={"limit": "2 min", "next": "natten"}))
    ]
    assert messages == ([f"inject 'svaret' never comes: {expected}"] if expected else [])


def test_an_inject_that_waits_for_what_never_happens_is_not_reported_twice() -> None:
    """The option that is never on offer is, and so is the condition that never holds."""
    never = at("hemma", decision={"options": {"vanta": {"when": "visited natten"}}})
    assert codes(NO_PLAYS, never, inject(arrives={"after": "1 h", "from": "hemma.vanta"})) == ["ES252"]
    patch = inject(arrives={"after": "1 h", "from": "hemma"}, when="esther knows somnen")
    assert codes(patch, {"facts": {"somnen": {"text": "Hon vakar", "element": "background"}}}) == ["ES254"]


def test_an_event_that_an_inject_leads_to_is_reached() -> None:
    """No way of an event leads there, and a team can come there all the same."""
    fallet = {"title": "Fallet", "text": "Esther faller.", "present": ["esther"], "ending": "Esther ligger på golvet"}
    leads = inject(arrives={"after": "1 h", "from": "hemma"}, next="fallet")
    wait = at("hemma", decision={"options": {"vanta": {"next": "samtalet"}}})
    assert "ES250" not in codes(NO_PLAYS, {"events": {"fallet": fallet}}, leads, wait)


def test_an_event_before_which_an_inject_always_leads_elsewhere() -> None:
    """A way leads there, and nobody arrives: that is said of the event, and not that its way is closed."""
    leads = inject(arrives={"after": "11 h", "from": "hemma"}, next="kvallen")
    problems = found(NO_PLAYS, leads, at("samtalet", next="kvallen"), {"debriefing": {"questions": None}})
    [problem] = [each for each in problems if each.code.startswith("ES25")]
    assert (problem.code, problem.path) == ("ES251", "events.natten")
    assert "an inject always takes the team elsewhere first" in problem.message


def test_a_choice_that_an_inject_waits_for_matters() -> None:
    """Both options lead to the same, and after one of them an answer comes."""
    same = at("hemma", decision={"options": {"vanta": {"next": "samtalet"}}})
    assert codes(NO_PLAYS, same) == ["ES262"]
    assert codes(NO_PLAYS, same, inject(arrives={"after": "1 min", "from": "hemma.ring"})) == []


def test_each_sender_knows_something_and_each_fact_some_sender() -> None:
    """The doctor who hands over at times knows nothing; what only one of the senders knows is enough."""
    senders = [{"when": "chose ring", "role": "lakare"}, {"role": "skoterska"}]
    ways = [{"when": "esther knows vikten", "to": "kvallen"}, {"to": "natten"}]
    patches = (
        NO_PLAYS,
        {"facts": {"vikten": {"known_by": ["skoterska"]}}},
        at("samtalet", handover={"from": senders, "to": ["esther"]}, next=ways),
        at("hemma", decision={"options": {"vanta": {"next": "samtalet"}}}),
    )
    [problem] = found(*patches)
    assert problem.code == "ES263"
    assert "'lakare' knows nothing" in problem.message
    assert codes(*patches, {"facts": {"vikten": {"known_by": ["skoterska", "lakare"]}}}) == []


def test_what_one_receiver_must_and_must_not_be_told() -> None:
    """Both stand at their places under the receiver."""
    facts = {name: {"text": f"Om {name}", "element": "background"} for name in ("somnen", "vinet")}
    to = {"lakare": {"must": ["vikten", "somnen"], "must_not": ["vinet"]}}
    problems = found({"facts": facts}, at("samtalet", handover={"must": None, "to": to}))
    assert [(each.code, each.path) for each in problems] == [
        ("ES264", "events.samtalet.handover.to.lakare.must.1"),
        ("ES317", "events.samtalet.handover.to.lakare.must_not.0"),
    ]


def test_a_handover_about_nothing_has_receivers_of_nothing() -> None:
    """A talk without facts is a talk: only where it is about something is a receiver left out."""
    patch = at("samtalet", handover={"must": None}, next="kvallen")
    assert codes(patch, {"facts": {"vikten": None}}, NO_PLAYS, {"debriefing": {"questions": None}}) == []


def test_a_text_that_is_never_shown() -> None:
    """Its condition never holds, or that of the text before always does; it is the same wherever texts depend."""
    never = [{"when": "visited natten", "text": "Igen."}, {"text": "Läkaren ändrar dosen."}]
    always = [{"when": "visited hemma", "text": "Igen."}, {"text": "Läkaren ändrar dosen."}]
    at_times = [{"when": "chose ring", "text": "Igen."}, {"text": "Läkaren ändrar dosen."}]
    assert [(each.code, each.path) for each in found(at("kvallen", text=never))] == [
        ("ES319", "events.kvallen.text.0.when")
    ]
    [problem] = found(at("natten", facilitator=always))
    assert (problem.code, problem.path) == ("ES319", "events.natten.facilitator.0.when")
    assert "'visited hemma' always holds" in problem.message
    assert codes(at("natten", esther={"esther": at_times}, only={"lakare": at_times})) == []
    assert codes(at("hemma", decision={"options": {"ring": {"feedback": never}}})) == ["ES319"]
    assert codes(
        inject(text=[{"when": "visited natten and visited kvallen", "text": "Igen."}, {"text": "Kalium."}])
    ) == ["ES319"]


def test_names_in_braces() -> None:
    """Day and clock have values everywhere, a score where all its signs are declared; doubled braces are meant."""
    signs = {f"esther.{name}": 20 for name in ("rr", "spo2", "sbp", "pulse", "temp")}
    signs |= {"esther.spo2_scale": 1, "esther.o2": False, "esther.alert": True}
    assert codes(at("natten", text="Dag {day}, klockan {clock}. {{pulse}}")) == []
    assert codes({"variables": signs}, at("natten", text="Poängen är {esther.news2}.")) == []
    [problem] = found({"variables": {"pulse": 88}}, at("natten", text="Efter {pulse} kommer {puls}."))
    assert (problem.code, problem.message[-23:]) == ("ES320", "; did you mean 'pulse'?")


def test_names_in_braces_of_a_translation() -> None:
    """A name that the translator has changed is found in the translation."""
    po = (
        'msgid ""\nmsgstr "Language: en\\n"\n\n'
        'msgctxt "events.natten.text"\nmsgid "Pulsen är {pulse}."\nmsgstr "The pulse is {puls}."\n'
    )
    [problem] = found({"variables": {"pulse": 88}}, at("natten", text="Pulsen är {pulse}."), po=po)
    assert (problem.code, problem.line, problem.source_line) == ("ES320", 6, 'msgstr "The pulse is {puls}."')


def test_a_document_at_an_event_that_nobody_hears() -> None:
    """It is shown to those who are present, and nobody is."""
    patch = {"documents": {"listan": {"title": "Listan", "text": "Furix"}}}
    shown = {"title": "Väg", "text": "En tom väg.", "heard_by": "present", "shows": ["listan"], "next": "samtalet"}
    road = {"events": {"vagen": shown, "hemma": {"decision": {"options": {"ring": {"next": "vagen"}}}}}}
    assert codes(NO_PLAYS, patch, road) == ["ES318"]
    assert codes(NO_PLAYS, patch, road, at("vagen", present=["lakare"])) == []


@pytest.mark.parametrize(
    "patch",
    [
        at("kvallen", only={"lakare": "Ring 070-123 45 67."}),
        at("kvallen", text=[{"when": "chose ring", "text": "Ring 070-123 45 67."}, {"text": "Läkaren ringer."}]),
        {"stages": {"ett": {"title": "Ett", "text": "Ring 070-123 45 67."}}} | at("hemma", stage="ett"),
        {"documents": {"a": {"title": "A", "table": {"columns": ["Nr"], "rows": [["070-123 45 67"]]}}}}
        | at("hemma", shows=["a"]),
    ],
    ids=["only", "case", "stage", "document"],
)
def test_personal_data_is_found_in_every_text(patch: Patch) -> None:
    """Whatever is read by anybody is looked at."""
    assert "ES222" in codes(patch)


def test_what_is_long_by_itself() -> None:
    """A text for one role, or a document, is read on a screen of its own."""
    long = " ".join(["Esther sitter på sängkanten med skorna på och berättar om katten."] * 50)
    assert [(each.code, each.path) for each in found(at("kvallen", only={"lakare": long}))] == [
        ("ES327", "events.kvallen.only.lakare")
    ]
    assert codes({"stages": {"ett": {"title": "Ett", "text": long}}}, at("hemma", stage="ett")) == ["ES327"]


def test_the_ending_that_a_play_came_to_is_told_as_it_was_shown() -> None:
    """The day is put in, which is not written anywhere."""
    ending = "Esther sover hemma dag {day}"
    play = [{"choose": "ring"}, {"hand_over": "all"}, {"expect": {"ending": "Esther sover"}}]
    [problem] = found(at("kvallen", ending=ending), {"plays": {"allt-gar-bra": play}})
    assert problem.code == "ES224"
    assert "the journey ended with 'Esther sover hemma dag 1'" in problem.message


@pytest.mark.parametrize(("other", "expected"), [("hemma", ["ES329"]), ("dottern", [])])
def test_what_an_arrival_counts_from_is_one_thing(other: str, expected: list[str]) -> None:
    """An inject that has the id of the event which another counts from; nothing is said of one with its own id."""
    named = {other: {"title": "Dottern ringer", "text": "Hon undrar hur det är."}}
    waits = inject(arrives={"after": "10 min", "from": "hemma"})
    assert [code for code in codes(waits, {"injects": named}) if code == "ES329"] == expected


@given(raw_grown(), Picks)
def test_nothing_that_a_team_meets_is_said_never_to_be(raw: dict[str, Any], picks: list[int]) -> None:
    """By the real rules: no inject that comes, no text that is shown or passed over, nothing that a sender knows."""
    loaded = read_scenario(json.dumps(raw, ensure_ascii=False), "prov.yaml")
    said = {(each.code, each.path): each.message for each in examine(loaded, rules=NEVER)}
    scenario = scenario_or_error(loaded)
    for state in walk(scenario, picks):
        key, handover = state.here.event, state.event.handover
        for inject in state.here.record.injects:
            assert ("ES316", f"injects.{inject}.arrives") not in said
        for number, case in enumerate(state.event.text):
            message = said.get(("ES319", f"events.{key}.text.{number}.when"), "")
            if case.when and message:
                assert case.when.holds(on_arrival(state)) == ("always holds" in message)
        for role, receiver in handover.to.items() if handover else ():
            for number, fact in enumerate(receiver.must_not):
                if handover and state.knows(sender(state, handover), fact):
                    assert ("ES317", f"events.{key}.handover.to.{role}.must_not.{number}") not in said
