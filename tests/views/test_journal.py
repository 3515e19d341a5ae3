"""The journal in sentences, and the points to go back to."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from esthersim.language import set_language
from esthersim.play import entries as e
from esthersim.play.commands import Choose, GoTo, Proceed
from esthersim.play.kinds import ENTRIES, kind_of
from esthersim.play.retelling import Retelling
from esthersim.play.vocabulary import (
    ActionStatus,
    Cause,
    FactStatus,
    Form,
    GateItem,
    GateKind,
    Observation,
    Step,
    Ticking,
)
from esthersim.views.journal import JournalLine, sentence, sentences
from esthersim.views.rewind import point_before, points
from support.grown_run import grown_run
from support.scenarios import event, scenario
from support.tom_sang import tom_sang

EXAMPLES: tuple[e.Entry, ...] = (
    e.RunStarted("tom-sang"),
    e.ObjectivesAgreed(("esther", "avtalet")),
    e.Seated("natt", 2),
    e.Seated("natt", 0),
    e.Ticked("stopp"),
    e.Ticked("stopp", done=False),
    e.StepEntered(Step.SIMULATION, (GateItem(GateKind.SEAT, "natt"),)),
    e.Paused(),
    e.Paused(interrupted=True),
    e.Continued(),
    *(e.Arrived("vantan", cause, ("x",)) for cause in Cause),
    e.Chose("aka-nu", "vanta"),
    e.Chose("vanta", "vanta"),
    e.Proposed("vanta", seat="natt"),
    e.Proposed(seat="natt"),
    e.StopAsked(seat="esther"),
    *(e.TickingAgreed(who) for who in Ticking),
    e.SettlingAgreed(by_deciders=True),
    e.SettlingAgreed(by_deciders=False),
    e.TimerExpired("vantan"),
    e.TimerExpired("vantan", early=True),
    e.TimerExtended(60),
    e.Checked("papperet"),
    *(e.ExpectationMarked("sager-skalen", status) for status in Observation),
    e.CueGiven("ljusstrimman"),
    e.InjectFired("dottern"),
    e.InjectArrived("dottern"),
    e.InjectArrived("dottern", came=False),
    e.InjectHeld("dottern"),
    e.InjectHeld("dottern", held=False),
    *(e.FactMarked("laset", status) for status in FactStatus),
    e.FactMarked("laset", FactStatus.GIVEN, "patrull", sender_knew=False),
    *(e.HandoverSent(form, seat="natt") for form in Form),
    e.HandoverReceived({"laset": FactStatus.MISSING}, "Jaha", seat="patrull"),
    e.HandoverReceived({}, apart={"patrull": {"laset": FactStatus.GIVEN}}, seat="patrull"),
    e.SaidBack("Jaha", seat="patrull"),
    e.SaidBack(seat="patrull"),
    e.HandoverConfirmed(seat="natt"),
    e.ConfidenceRated(3, seat="patrull"),
    e.EstherRated(2, seat="esther"),
    e.EstherRated(2, "esther"),
    e.Observed("De tystnar", "De är rädda", "natt", "esther", seat="beslutet"),
    e.Spoke("natt"),
    e.Noted("Tyst"),
    e.Rewound(4),
    e.PhaseEntered("reaktioner"),
    e.Answered("a", "q", "Hur var det?", "Bra"),
    e.Answered("a", "q", "Hur var det?", ""),
    e.Heard("natt"),
    e.GuideChosen("esther"),
    e.TextAdopted("0f3c"),
    e.ActionWritten("a", "Ring dagen efter"),
    e.ActionRemoved("a"),
    *(e.FollowedUp("a", date(2026, 4, 1), status, "Det är gjort") for status in ActionStatus),
)


def test_there_is_an_example_of_every_kind() -> None:
    """A new kind of entry needs a sentence, and this list is where it is missed."""
    assert {type(entry) for entry in EXAMPLES} == set(ENTRIES.values())


@pytest.mark.parametrize("entry", EXAMPLES, ids=kind_of)
def test_every_kind_has_a_sentence_in_both_languages(entry: e.Entry) -> None:
    """One line, no id of the kind, ended like a sentence, and another one in Swedish than in English."""
    session, _clock = tom_sang()
    line = {}
    for language in ("en", "sv"):
        set_language(language)
        line[language] = sentence(entry, session.shown, "skarmen-svart")
        assert "\n" not in line[language]
        assert kind_of(entry) not in line[language].split()
    assert line["en"] != line["sv"] or isinstance(entry, (e.Answered, e.FollowedUp))


def test_an_id_that_the_text_has_no_more_stands_as_it_is() -> None:
    """An edited scenario still tells its old journal."""
    session, _clock = tom_sang()
    for entry in (e.Arrived("borta"), e.Chose("borta"), e.Checked("borta"), e.InjectFired("borta"),
                  e.InjectArrived("borta"), e.InjectHeld("borta"), e.EstherRated(3, "borta"),
                  e.ExpectationMarked("borta", Observation.DONE), e.FactMarked("borta", FactStatus.WRONG)):  # fmt: skip
        assert "borta" in sentence(entry, session.shown, "ingenstans")


def test_what_was_gone_back_on_is_off_the_way() -> None:
    """After a rewind the entries between are marked, the others are not, and a redo brings them back."""
    session, clock = tom_sang()
    first = session.state.here.way.seq
    clock.advance(65)
    assert session.do(Proceed()) is None
    second = session.state.here.way.seq
    assert session.do(e.Noted("tyst")) is None
    assert session.do(e.Rewound(first)) is None
    lines = {line.seq: line for line in sentences(session.retelling, session.shown, UTC)}
    assert not lines[second].on_the_way
    assert lines[second + 1].on_the_way
    assert lines[second + 1].private
    assert (lines[second].clock, lines[second].room) == ("08:01:05", "1:05")
    assert [(point.seq, point.undone, point.here) for point in points(session.retelling, session.shown)] == [
        (first, False, True),
        (second, True, False),
    ]
    assert session.do(e.Rewound(second)) is None
    lines = {line.seq: line for line in sentences(session.retelling, session.shown, UTC)}
    assert lines[second].on_the_way


def test_the_event_of_an_entry_follows_rewinds() -> None:
    """A tick after a rewind belongs to the event that the team went back to."""
    session, _clock = tom_sang()
    first = session.state.here.way.seq
    assert session.do(Proceed()) is None
    assert session.do(e.Rewound(first)) is None
    assert session.do(e.EstherRated(3, seat="esther")) is None
    assert tuple(moment.event for moment in session.retelling.moments[-4:]) == (
        "kvallssamtalet",
        "forsta-titten",
        "kvallssamtalet",
        "kvallssamtalet",
    )


def test_one_event_back_is_the_one_before_on_the_way() -> None:
    """Not the last arrival of the journal; and at the beginning there is none."""
    session, _clock = tom_sang()
    assert point_before(session.retelling, session.shown) is None
    for command in (Proceed(), Proceed(), Choose("vanta"), GoTo("samtalet")):
        assert session.do(command) is None
    point = point_before(session.retelling, session.shown)
    assert point is not None
    assert point.event == "vantan"


def test_people_s_words_are_one_clean_line() -> None:
    """Escape sequences and line breaks of a note do not reach the sentence."""
    session, _clock = tom_sang()
    line = sentence(e.Noted("a\x1b[31mb\nc\u202ed"), session.shown, "")
    assert line == "Note: ab cd"


@pytest.mark.parametrize(("language", "text"), [("sv", "lärdomarna får gå vidare"), ("en", "what we learn may travel")])
def test_a_point_that_every_run_has_is_reported_in_words(language: str, text: str) -> None:
    """What is ticked before every simulation stands in the journal as it was read aloud, not as an id."""
    set_language(language)
    shown = tom_sang()[0].shown
    ticked = e.Recorded(1, datetime(2026, 3, 7, tzinfo=UTC), 0.0, e.Ticked("stannar-har"))
    (line,) = sentences(Retelling(shown, [ticked]), shown)
    assert text in line.text
    assert "stannar-har" not in line.text


@pytest.fixture(scope="module")
def grown() -> dict[str, JournalLine]:
    """Return the sentences of a run that meets all that a journey can say, by their text."""
    session = grown_run().session
    return {line.text: line for line in sentences(session.retelling, session.shown, UTC)}


def test_what_comes_by_itself_has_its_time(grown: dict[str, JournalLine]) -> None:
    """In story time the moment at which it was due, in room time how long after the arrival."""
    assert "This comes by itself: Svaret från labb. Its time was Saturday 7 March 10:00." in grown
    assert "This comes by itself: Larmet. Its time was 3:00 after the arrival at “Rapporten”." in grown
    assert "“Larmet” leads to: Golvet." in grown
    not_come = "This did not come, as its condition did not hold: Jouren byter. Its time was Saturday 7 March 10:00."
    assert grown[not_come].private
    assert grown["The facilitator holds this back: Grannen ringer på."].private


def test_a_choice_reads_as_it_did_when_it_was_made(grown: dict[str, JournalLine]) -> None:
    """Its own effect would have given it another text; and the advice is told in the name of who gave it."""
    chosen = "Chosen: Låt Karl gå hem, vid puls 96. Stödet Alfa would have said: Båda stannar."
    assert chosen in grown


def test_what_only_some_have_heard_is_not_for_the_room(grown: dict[str, JournalLine]) -> None:
    """What is chosen and comes at an event that only those present hear is private; where the team goes is not."""
    private = {text.partition(":")[0] for text, line in grown.items() if line.private}
    assert {"Chosen", "This comes by itself", "Vikten har ökat (to Avdelningen)"} <= private
    assert not grown["The choice leads to: Rapporten."].private
    assert not grown["This happens: Grannen ringer på."].private
    session, _clock = tom_sang()
    assert not any(line.private for line in sentences(session.retelling, session.shown, UTC))


def test_without_a_patient_the_journal_gives_nobody_a_name() -> None:
    """A scenario may have no patient among its roles: then it is the patient who says how it is."""
    shown = scenario({"one": event(ending="Slut", next=[])}, roles={"nurse": {"title": "N", "brief": "Du."}})
    assert shown.patients == ()
    assert sentence(e.EstherRated(3), shown, "one") == "How the patient has it: 3 of 5."


def test_each_receiver_and_each_patient_is_named(grown: dict[str, JournalLine]) -> None:
    """A fact that one receiver heard is not said of all; who rated is named by the role's title."""
    assert "Diagnosen är svår: heard." in grown
    assert "Beata drömde om havet (to Avdelningen): requested. By the scenario the sender did not know it." in grown
    received = next(text for text in grown if text.startswith("Avdelningen has received"))
    assert "Diagnosen är svår: heard." in received
    assert "Vikten har ökat (to Avdelningen): heard." in received
    assert "Vikten har ökat (to IT-stödet): missing." in received
    assert "Karl dricker: kept." in received
    assert {"How Beata has it: 2 of 5.", "How Karl has it: 4 of 5."} <= grown.keys()
