"""Acts: what each seat is offered is what the rules would take from it, and nothing that it may do is kept back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esthersim.cleaning import clean_line
from esthersim.debriefing.guides import load_guide
from esthersim.debriefing.reflection import reflection
from esthersim.language import available_languages, speaking
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.kinds import COMMANDS
from esthersim.play.plays import Player
from esthersim.play.rights import has, known_seats
from esthersim.play.rules import initial, judge
from esthersim.play.vocabulary import FACILITATOR, FactStatus, Reason, Right, Step, Ticking
from esthersim.runs.act import Act
from esthersim.runs.act_names import act_names, typed_words, ways_to_type
from esthersim.runs.acts import BY_MACHINE, OFFERS, act_of, acts
from esthersim.runs.acts_handover import marking
from esthersim.runs.asks import Choice, Form, NotAskedFor
from support.acts import players, values
from support.players import do_all, play
from support.scenarios import event, scenario

MANY = settings(max_examples=60, deadline=None)
GAME = scenario(
    {
        "one": event(
            decision={
                "by": "nurse",
                "question": "Vad gör ni?",
                "options": {
                    "a": {"text": "Går vidare", "next": "two"},
                    "b": {"text": "Väntar", "next": "two", "when": "visited two"},
                },
            },
            checklist={"fall": {"text": "Fråga om fallet", "required": True}},
            expect={"fragar": {"text": "Frågar henne"}},
            cues={"titta": {"after": "1 min", "text": "Se på fötterna"}},
            rate=True,
            timer="2 min",
        ),
        "two": event(
            handover={"from": "nurse", "to": ["doctor", "esther"], "format": "sbar", "must": ["weight"],
                      "noise": ["temp"], "read_back": True},
            next="end",
        ),
        "end": event(ending="Så gick det"),
    },
    roles={key: {"title": key, "brief": "Du är med.", "patient": key == "esther"} for key in
           ("esther", "nurse", "doctor")},
    facts={"weight": {"text": "Två kilo", "known_by": ["nurse"]}, "temp": {"text": "37,2", "known_by": ["nurse"]},
           "fall": {"text": "Hon föll", "known_by": ["esther"]}},
    observers={"watcher": {"title": "Följer Esther"}},
    injects={"hissen": {"title": "Hissen", "text": "Den står.", "when": "visited two"},
             "svaret": {"title": "Svaret", "text": "5,9", "to": "doctor", "arrives": {"after": "2 h", "from": "one"}}},
)  # fmt: skip

ACTION = e.ActionWritten(
    "action-1", "Vi ringer", owner="Läkaren", due=date(2026, 4, 1), measure="Hon svarar", follow_ups=(date(2026, 5, 1),)
)


def offered(player: Player, seat: str = FACILITATOR, *, only: str | None = None) -> tuple[Act, ...]:
    """Return what a seat is offered; the reflection is led by the ordinary guide, and nothing was found."""
    state = player.state
    reflecting = state.started and state.step is Step.REFLECTION
    phases = reflection(load_guide("esther", "sv"), state.scenario, state, ()) if reflecting else ()
    return acts(state, state.scenario, seat, phases=phases, only=only)


def ids(player: Player, seat: str = FACILITATOR) -> set[str]:
    """Return the ids of what a seat is offered and nothing stands against."""
    return {act.id for act in offered(player, seat) if act.why is None}


@given(players(), st.data())
@MANY
def test_what_is_offered_is_accepted(player: Player, data: st.DataObject) -> None:
    """Whatever nothing stands against is carried out, with any value that it asks for, for any seat."""
    seat = data.draw(st.sampled_from(sorted(known_seats(player.state))))
    for act in offered(player, seat):
        if act.why is None:
            command = act.command(data.draw(values(act.ask)))
            refusal = judge(player.state, command, player.state.room, asker=seat).refusal
            assert refusal is None, f"{act.id} about {act.about}: {command} is refused: {refusal}"


@given(players(), st.data())
@MANY
def test_nothing_is_offered_that_a_seat_has_no_right_to(player: Player, data: st.DataObject) -> None:
    """What stands against an act is never that it is another seat's; and no seat but the facilitator can override."""
    seat = data.draw(st.sampled_from(sorted(known_seats(player.state))))
    for act in offered(player, seat):
        assert act.why is None or act.why.reason is not Reason.NOT_THIS_SEAT, act
        command = act.command(act.ask.example)
        assert seat == FACILITATOR or any(has(right, player.state, seat) for right in type(command).by)
        assert seat == FACILITATOR or not act.passable


@given(players())
@MANY
def test_what_can_be_passed_is_accepted_with_an_override(player: Player) -> None:
    """An act or an option that says it can be passed is carried out where it is."""
    for act in offered(player):
        options = act.ask.options if isinstance(act.ask, Choice) else ()
        pushed: list[object] = [option.id for option in options if option.passable]
        if act.passable and not pushed:
            pushed = [act.ask.example]
        for value in pushed:
            command = act.command(value, override=True)
            assert judge(player.state, command, player.state.room).refusal is None


@given(players())
@MANY
def test_an_act_is_known_by_its_id_and_what_it_is_about(player: Player) -> None:
    """A front end that keeps both finds the same act again; and there are words for every one."""
    found = [(act.id, act.about) for act in offered(player)]
    assert len(set(found)) == len(found)
    assert all(act.label and act.id in act_names() for act in offered(player))


@given(players())
@settings(max_examples=20, deadline=None)
def test_one_act_by_itself_is_the_one_among_all(player: Player) -> None:
    """Whoever asks for one act gets what stands under its id among all of them."""
    found = offered(player)
    for id_ in {act.id for act in found} | {"extend"}:
        assert offered(player, only=id_) == tuple(act for act in found if act.id == id_)


def test_every_command_is_an_act_or_a_machines() -> None:
    """Nothing that the rules can be asked is out of the facilitator's reach, but for what only a program asks."""
    assert {offer.kind for offer in OFFERS} | set(BY_MACHINE) == set(COMMANDS.values())
    assert not {offer.kind for offer in OFFERS} & set(BY_MACHINE)


def test_an_act_makes_the_command_that_its_offer_names() -> None:
    """On one way through a run every offer is made at some point, and makes a command of its kind."""
    player = Player(initial(GAME))
    made: dict[str, set[type[c.Command]]] = {}

    def look() -> None:
        for seat in (FACILITATOR, "nurse", "doctor"):
            for act in offered(player, seat):
                made.setdefault(act.id, set()).add(type(act.command(act.ask.example)))

    way: list[c.Command] = [
        c.Start(("p",), ("k",)), c.Advance(override=True), e.Seated("nurse"), c.Advance(override=True), c.Pause(),
        c.Continue(), e.SettlingAgreed(by_deciders=False), e.Proposed("a", seat="nurse"), e.Checked("fall"),
        c.Choose("a"), c.Send(), c.Receive("Så"), c.Confirm(), c.Proceed(),
        c.Advance(), e.Answered("x", "q", "Vad?", "Så"), c.Advance(override=True), ACTION, c.Advance(override=True),
    ]  # fmt: skip
    for command in way:
        do_all(player, [command])
        look()
    assert made == {offer.id: {offer.kind} for offer in OFFERS}


def test_the_words_are_there_in_every_language_and_none_means_two_things() -> None:
    """Each act has a name and a word to type in each language; a word means the same in all of them."""
    meant: dict[str, str] = {}
    for language in available_languages():
        with speaking(language):
            names = act_names()
        assert names.keys() == {offer.id for offer in OFFERS}
        for id_, each in names.items():
            assert each.name
            assert each.typed.startswith("/")
            for way in ways_to_type(each.typed):
                assert meant.setdefault(way, id_) == id_
    assert typed_words() == meant
    with speaking("sv"):
        assert act_names()["pause"].typed == "/paus"


def test_a_decision_is_the_deciders_and_names_what_is_in_the_way() -> None:
    """An option that is not open is not named; a required item stands against the rest, and can be passed."""
    player = play(GAME)
    choose = act_of(offered(player), "choose")
    assert choose is not None
    assert isinstance(choose.ask, Choice)
    assert [(each.id, each.label) for each in choose.ask.options] == [("a", "Går vidare")]
    assert choose.why is not None
    assert choose.why.reason is Reason.CHECKLIST_OPEN
    assert choose.passable
    assert "propose" not in ids(player, "doctor")
    assert act_of(offered(player), "propose") is None
    nurse = act_of(offered(player, "nurse"), "propose")
    assert nurse is not None
    assert isinstance(nurse.ask, Choice)
    assert nurse.ask.options == tuple(replace(each, why=None, passable=False) for each in choose.ask.options)
    player.do(nurse.command("a"), asker="nurse")
    assert {"propose", "withdraw"} <= ids(player, "nurse")
    do_all(player, [e.Checked("fall")])
    assert "choose" not in ids(player, "nurse")


@pytest.mark.parametrize(
    ("seat", "offers"),
    [
        ("nurse", {"send", "send-written", "stop"}),
        ("doctor", {"stop"}),
        ("esther", {"stop"}),
        ("watcher", {"observe", "stop"}),
    ],
)
def test_at_a_handover_each_seat_is_offered_its_own(seat: str, offers: set[str]) -> None:
    """The sender says it, an observer observes; a receiver is offered nothing but to stop before it is sent."""
    player = play(GAME, e.Checked("fall"), c.Choose("a"))
    assert ids(player, seat) == offers
    do_all(player, [c.Send()])
    assert ("say-back" in ids(player, seat)) == (seat in {"doctor", "esther"})
    assert "receive" not in ids(player, seat)


def test_the_sender_is_shown_what_it_knows_and_not_what_it_must_say() -> None:
    """As agreed an observer marks every fact of the handover, or the sender what it knows; the facilitator any fact."""
    known = ["weight", "temp"]
    for ticking, nurse, watcher in (
        (Ticking.FACILITATOR, [], []),
        (Ticking.OBSERVERS, [], known),
        (Ticking.BOTH_SIDES, known, []),
    ):
        player = play(GAME, e.TickingAgreed(ticking), c.Choose("a", override=True))
        shown = {
            seat: [act.about for act in offered(player, seat) if act.id == "mark-fact"]
            for seat in (FACILITATOR, "nurse", "watcher", "doctor")
        }
        assert shown == {FACILITATOR: [*known, "fall"], "nurse": nurse, "watcher": watcher, "doctor": []}


def test_a_receiver_is_shown_what_the_sender_says_it_said() -> None:
    """And ticks that for itself alone."""
    player = play(GAME, e.TickingAgreed(Ticking.BOTH_SIDES), c.Choose("a", override=True))
    player.do(e.FactMarked("temp", FactStatus.GIVEN, seat="nurse"), asker="nurse")
    (heard,) = (act for act in offered(player, "doctor") if act.id == "mark-fact")
    assert (heard.about, heard.label) == ("temp", "37,2")
    assert heard.command("missing") == e.FactMarked("temp", FactStatus.MISSING, "doctor", seat="doctor")


def test_who_acts_for_whom() -> None:
    """The facilitator rates for the patient and says for each receiver how sure it is; a receiver only for itself."""
    player = play(GAME)
    rate = act_of(offered(player), "rate")
    assert rate is not None
    assert rate.command(3) == e.EstherRated(3, seat="esther")
    assert "rate" not in ids(player, "nurse")
    do_all(player, [c.Choose("a", override=True), c.Send(), c.Receive()])
    sure = [act.about for act in offered(player) if act.id == "rate-confidence"]
    assert sure == ["doctor", "esther"]
    assert [act.about for act in offered(player, "esther") if act.id == "rate-confidence"] == ["esther"]


def test_in_a_pause_the_journey_waits() -> None:
    """What the rules refuse in a pause is there with why, and going on is offered in place of stopping."""
    player = play(GAME, e.Checked("fall"), c.Pause())
    found = ids(player)
    assert "continue" in found
    assert not {"pause", "choose", "run-out", "advance"} & found
    choose = act_of(offered(player), "choose")
    assert choose is not None
    assert choose.why is not None
    assert choose.why.reason is Reason.PAUSED


def test_an_inject_that_does_not_fit_says_so() -> None:
    """It can be fired all the same, and what has happened is told."""
    player = play(GAME)
    inject = act_of(offered(player), "inject")
    assert inject is not None
    assert isinstance(inject.ask, Choice)
    option = inject.ask.options[0]
    assert option.why is not None
    assert (option.why.reason, option.passable, option.note) == (Reason.INJECT_CLOSED, True, "")
    do_all(player, [inject.command("hissen", override=True)])
    inject = act_of(offered(player), "inject")
    assert inject is not None
    assert isinstance(inject.ask, Choice)
    assert inject.ask.options[0].note == "has happened"


def test_a_value_that_is_not_asked_for_is_no_command() -> None:
    """Garbage from outside is told apart from what the rules refuse."""
    player = play(GAME)
    garbage: Mapping[str, Any] = {
        "choose": "nowhere", "rate": 6, "observe": {"seen": 3}, "note": None, "check": "fall", "extend": True,
    }  # fmt: skip
    for id_, value in garbage.items():
        act = act_of(offered(player), id_)
        assert act is not None
        with pytest.raises(NotAskedFor):
            act.command(value)
    rate = act_of(offered(player), "rate")
    assert rate is not None
    with pytest.raises(NotAskedFor):
        rate.command(3, override=True)


def test_a_seats_answer_is_in_its_own_voice() -> None:
    """Anybody seated answers, and is then heard; whose words the facilitator writes down, she says."""
    player = play(GAME, e.Seated("nurse"), c.Advance(override=True))
    own = act_of(offered(player, "nurse"), "answer")
    hers = act_of(offered(player), "answer")
    assert own is not None
    assert hers is not None
    assert isinstance(hers.ask, Form)
    assert [each.id for each in hers.ask.fields] == ["text", "heard"]
    player.do(own.command({"text": "Vi väntade"}), asker="nurse")
    assert player.state.plan.heard == {"nurse"}
    assert ids(player, "nurse") == {"answer", "change-answer", "remove-answer", "stop"}
    assert ids(player, "doctor") == {"answer", "stop"}


def test_an_answer_is_changed_under_its_question_and_taken_away() -> None:
    """Whose words it holds stays as it was where nobody says otherwise; the facilitator's own may be among them."""
    player = play(GAME, e.Seated("nurse"), c.Advance(override=True))
    new = act_of(offered(player), "answer")
    assert new is not None
    do_all(player, [new.command({"text": "Vi väntade", "heard": (FACILITATOR, "nurse")})])
    (given,) = player.state.plan.answers.values()
    assert (given.question, given.phase, given.heard) == (new.about, "esther-forst", ("nurse", FACILITATOR))
    change = act_of(offered(player), "change-answer", given.answer)
    assert change is not None
    do_all(player, [change.command({"text": "Vi väntade länge"})])
    (changed,) = player.state.plan.answers.values()
    assert (changed.text, changed.answer, changed.heard) == ("Vi väntade länge", given.answer, given.heard)
    assert (changed.question, changed.phase) == (given.question, given.phase)
    gone = act_of(offered(player), "remove-answer", given.answer)
    assert gone is not None
    do_all(player, [gone.command()])
    assert not player.state.plan.answers


@pytest.mark.parametrize(
    ("writes", "gone", "form"),
    [("answer", "remove-answer", {"text": "Så"}), ("write-action", "remove-action", {"what": "Så"})],
)
def test_an_id_is_not_used_twice(writes: str, gone: str, form: dict[str, str]) -> None:
    """What is taken out leaves its id behind, so that nothing said of it can be taken for another's."""
    steps = 1 if writes == "answer" else 2
    player = play(GAME, *[c.Advance(override=True)] * steps)
    used = []
    for _again in range(2):
        write = act_of(offered(player), writes)
        assert write is not None
        do_all(player, [write.command(form)])
        taken_out = act_of(offered(player), gone)
        assert taken_out is not None
        used.append(taken_out.about)
        do_all(player, [taken_out.command()])
    assert len(set(used)) == 2


def test_every_mark_is_a_choice_of_its_own() -> None:
    """A fact is marked for all receivers or for one; only the facilitator marks as given what the sender knows not."""
    player = play(GAME, c.Choose("a", override=True))
    fact = act_of(offered(player), "mark-fact", "weight")
    assert fact is not None
    assert clean_line(fact.label) == "Två kilo"
    assert fact.command(marking(fact, FactStatus.MISSING)) == e.FactMarked("weight", FactStatus.MISSING)
    apart = fact.command(marking(fact, FactStatus.GIVEN, "doctor"))
    assert apart == e.FactMarked("weight", FactStatus.GIVEN, "doctor")
    unknown = act_of(offered(player), "mark-fact", "fall")
    assert unknown is not None
    do_all(player, [unknown.command(marking(unknown, FactStatus.GIVEN))])
    assert player.journal[-1].entry == e.FactMarked("fall", FactStatus.GIVEN, sender_knew=False)


def test_what_comes_by_itself_is_held_back_and_let_come() -> None:
    """Only what has not come; the same act lets it come again."""
    player = play(GAME)
    hold = act_of(offered(player), "hold")
    assert hold is not None
    assert hold.private
    assert isinstance(hold.ask, Choice)
    assert [each.id for each in hold.ask.options] == ["svaret"]
    do_all(player, [hold.command("svaret")])
    again = act_of(offered(player), "hold")
    assert again is not None
    assert again.command("svaret") == e.InjectHeld("svaret", held=False)
    assert "hold" not in ids(player, "doctor")
    do_all(player, [c.FireInject("svaret")])
    assert act_of(offered(player), "hold") is None


def test_every_right_leads_to_an_act() -> None:
    """No seat has a right that no act uses."""
    assert set().union(*(offer.kind.by for offer in OFFERS)) == set(Right)
