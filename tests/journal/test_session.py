"""The session: durable before shown, room time, language, resuming, and a scenario that was edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from traceback import format_exception

import pytest

from esthersim.authored.durations import Duration
from esthersim.clock import ManualClock
from esthersim.journal.errors import EntryUnreadable, RunDamaged, StoreBusy
from esthersim.journal.memory import MemoryStore
from esthersim.journal.opening import memory_store, open_store
from esthersim.journal.reading import ScenarioUnreadable, journal_of, scenario_of
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.journal.store import NewLine
from esthersim.language import speaking
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entries import Recorded
from esthersim.play.refusal import Refusal
from esthersim.play.rules import fold
from esthersim.play.vocabulary import Reason, Step
from esthersim.scenario.formats import handover_format
from esthersim.scenario.loading import ScenarioError, read_scenario, scenario_or_error
from esthersim.scenario.wordings import usual
from esthersim.shipped import shipped
from support.scenarios import VIKTLARM, viktlarm_text

ENGLISH = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "title"
msgid "Viktlarm en lördag"
msgstr "The scales on a Saturday"
"""
ENGLISH_FILE = ENGLISH.replace("Content-Type", "Language: en\\nContent-Type", 1)
PACK = """\
id: avtalet
languages: [sv, en]
source: avtalet
licence: MIT
date: 2026-11-22
title: Avtalet
rules: {kontakt: {within: 20 min, text: {sv: Vården vet, en: Care knows}}}
"""
TO_THE_SIMULATION = (c.Advance(override=True), c.Advance(override=True))


@pytest.fixture
def store() -> MemoryStore:
    """Return an empty store."""
    return MemoryStore()


@pytest.fixture
def clock() -> ManualClock:
    """Return a clock that stands still at eight o'clock."""
    return ManualClock()


@pytest.fixture
def session(store: MemoryStore, clock: ManualClock) -> Session:
    """Return a run at its first event."""
    session = Session.begin(store, viktlarm_text(translations={"en": ENGLISH}), clock, run="r1")
    for command in TO_THE_SIMULATION:
        assert session.do(command) is None
    return session


def test_a_run_begins_with_what_its_gates_ask_for(store: MemoryStore, clock: ManualClock) -> None:
    """The first entry names the scenario and the items, and the run's id tells scenario and day."""
    session = Session.begin(store, viktlarm_text(), clock, prebriefing=("mobiler",), closing=("chef",))
    assert [each.entry for each in session.journal] == [e.RunStarted("viktlarm", ("mobiler",), ("chef",))]
    assert session.run.startswith("viktlarm-2026-03-07-")
    assert store.head(session.run).step == "needs"


def test_a_scenario_that_cannot_be_read_begins_no_run(store: MemoryStore, clock: ManualClock) -> None:
    """Nothing is stored of a run on a text with a mistake."""
    with pytest.raises(ScenarioError):
        Session.begin(store, viktlarm_text(text="esthersim: 1\n"), clock)
    assert store.heads() == ()


def test_what_is_shown_is_what_is_stored(session: Session, store: MemoryStore, clock: ManualClock) -> None:
    """State and journal are those that another program reads, to the millisecond."""
    clock.advance(1.23456)
    session.do(e.EstherRated(2))
    read = journal_of(store, "r1")
    assert read.journal == session.journal
    assert read.state.seq == session.state.seq
    assert session.journal[-1] == Recorded(
        session.state.seq, datetime(2026, 3, 7, 8, 0, 1, 234000, tzinfo=UTC), 1.235, e.EstherRated(2)
    )


def test_the_head_of_the_run_tells_its_step(session: Session, store: MemoryStore) -> None:
    """Lists of runs know the step, and whether a run is closed, without reading journals."""
    assert (store.head("r1").step, store.head("r1").closed) == ("simulation", False)
    session.do(c.Advance(override=True))
    session.do(c.Advance(override=True))
    day = datetime(2026, 3, 21, tzinfo=UTC).date()
    session.do(e.ActionWritten("a", "Ring", owner="Chefen", due=day, measure="Tio", follow_ups=(day,)))
    session.do(c.Advance(override=True))
    assert (store.head("r1").step, store.head("r1").closed) == ("closed", True)


def test_a_refusal_stores_nothing(session: Session, store: MemoryStore) -> None:
    """A refused command leaves the journal as it was, and says why."""
    entries = len(store.read("r1"))
    assert session.do(c.Proceed()) == Refusal(Reason.CHOICE_NEEDED, ("ring", "vanta"))
    assert len(store.read("r1")) == entries


def test_room_time_is_what_the_team_has_played(session: Session, clock: ManualClock) -> None:
    """Room time runs with the clock, stands still in a pause, and goes on from there."""
    clock.advance(60)
    assert session.room() == 60
    session.do(c.Pause())
    clock.advance(3600)
    assert session.room() == 60
    session.do(c.Continue())
    clock.advance(30)
    assert session.room() == 90


def test_refused_and_empty_commands_lose_no_time(session: Session, clock: ManualClock) -> None:
    """Ticks and refusals between two entries do not slow room time down."""
    for _ in range(10):
        clock.advance(0.0004)
        session.tick()
        session.do(c.Proceed())
    assert session.room() == 0.004


def test_a_timer_runs_out_at_a_tick(session: Session, clock: ManualClock) -> None:
    """When time is out, the next tick moves the journey on."""
    clock.advance(239)
    session.tick()
    assert session.state.here.event == "frukost"
    clock.advance(1)
    session.tick()
    assert session.state.here.event == "for-sent"


def test_what_came_too_late_says_so_and_time_is_kept(session: Session, store: MemoryStore, clock: ManualClock) -> None:
    """A choice after time was out is refused as too late, and that time is out is stored."""
    clock.advance(241)
    assert session.do(c.Choose("ring")) == Refusal(Reason.TOO_LATE, ("for-sent",))
    assert session.state.here.event == "for-sent"
    assert journal_of(store, "r1").state.here.event == "for-sent"


def test_a_closed_run_has_no_time(session: Session, clock: ManualClock) -> None:
    """After the run is closed, room time is over."""
    session.do(c.Advance(override=True))
    session.do(e.ActionWritten("a", "Ring", None, "", "Chef", date(2026, 3, 20), "Ringt", "", "", (date(2026, 4, 11),)))
    for _step in range(2):
        session.do(c.Advance(override=True))
    assert session.state.step is Step.CLOSED
    clock.advance(100)
    assert session.room() == 0


def test_an_interrupted_run_comes_back_paused(session: Session, store: MemoryStore, clock: ManualClock) -> None:
    """After a crash the run is where it was, paused, with room time as it was at the last entry."""
    clock.advance(50)
    session.do(c.Choose("ring"))
    clock.advance(50)
    journal = list(session.journal)
    session.close()  # the end of the process does no more than this: nothing is written
    clock.advance(86_400)
    with Session.resume(store, "r1", clock) as again:
        assert again.journal[:-1] == journal
        assert again.journal[-1].entry == e.Paused(interrupted=True)
        assert (again.state.paused, again.room(), again.state.here.event) == (True, 50, "samtalet")
        clock.advance(100)
        assert again.do(c.Continue()) is None
        assert again.room() == 50


def test_a_paused_run_comes_back_as_it_was(session: Session, store: MemoryStore, clock: ManualClock) -> None:
    """What was paused when it was left is not paused a second time."""
    session.do(c.Pause())
    session.close()
    with Session.resume(store, "r1", clock) as again:
        assert again.journal == session.journal


def test_a_run_without_entries_begins_when_it_is_resumed(store: MemoryStore, clock: ManualClock) -> None:
    """Killed between its creation and its first entry, a run begins when it is opened the next time."""
    store.create("r1", viktlarm_text(), "2026-03-07T08:00:00.000Z")
    with Session.resume(store, "r1", clock, prebriefing=("mobiler",), closing=("chef",)) as session:
        assert session.journal[0].entry == e.RunStarted("viktlarm", ("mobiler",), ("chef",))
        assert session.state.paused


def test_only_one_session_holds_a_run(session: Session, store: MemoryStore, clock: ManualClock) -> None:
    """A second program cannot write to a run that is open; it can read it, and open it when it is free."""
    with pytest.raises(StoreBusy):
        Session.resume(store, "r1", clock)
    assert journal_of(store, "r1").state.here.event == "frukost"
    session.close()
    session.close()
    Session.resume(store, "r1", clock).close()


def test_nothing_is_done_once_it_is_closed(session: Session, store: MemoryStore, clock: ManualClock) -> None:
    """A session that let go of its run writes nothing more; a late tick is no mistake."""
    session.close()
    clock.advance(1000)
    session.tick()
    with pytest.raises(ValueError, match="'r1' is closed"):
        session.do(c.Choose("ring"))
    assert len(store.read("r1")) == len(session.journal)


def test_a_run_that_cannot_be_opened_is_let_go_of(store: MemoryStore, clock: ManualClock) -> None:
    """An entry or a text that this version cannot read is reported, and the run is not held."""
    store.create("r1", viktlarm_text(), "2026-03-07T08:00:00.000Z")
    store.append("r1", 0, "c1", [NewLine("2026-03-07T08:00:00.000Z", 0.0, '{"kind":"flown","version":1}')])
    store.create("r2", viktlarm_text(text="esthersim: 2\n"), "2026-03-07T08:00:00.000Z")
    for run, error in (("r1", EntryUnreadable), ("r2", ScenarioUnreadable)):
        for _ in range(2):
            with pytest.raises(error):
                Session.resume(store, run, clock)
        with pytest.raises(error):
            journal_of(store, run)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ('{"kind":"noted","version":x,"text":"about somebody"}', "entry 1 of the run 'r1' is damaged"),
        ('{"kind":"noted","version":99,"text":"about somebody"}', "entry 1 of the run 'r1' was written by a newer"),
    ],
)
def test_an_unreadable_entry_is_named_by_run_and_number(
    store: MemoryStore, clock: ManualClock, document: str, words: str
) -> None:
    """Never by what stands in it: not in the error, and not in the traceback of a log."""
    store.create("r1", viktlarm_text(), "2026-03-07T08:00:00.000Z")
    store.append("r1", 0, "c1", [NewLine("2026-03-07T08:00:00.000Z", 0.0, document)])
    with pytest.raises(RunDamaged, match=words) as error:
        Session.resume(store, "r1", clock)
    assert "somebody" not in "".join(format_exception(error.value))


def test_an_unreadable_command_is_named_by_the_entry_after_it(
    session: Session, store: MemoryStore, clock: ManualClock
) -> None:
    """Its document holds what somebody wrote, too."""
    store.append("r1", session.state.seq, "c1", [], command='{"kind":"noted","text":"about somebody"')
    session.close()
    with pytest.raises(RunDamaged, match=f"the command before entry {session.state.seq + 1} cannot be read") as error:
        Session.resume(store, "r1", clock)
    assert "somebody" not in "".join(format_exception(error.value))


def test_the_unreadable_scenario_is_reported_in_one_line(store: MemoryStore, clock: ManualClock) -> None:
    """The error names the run and the first thing that is wrong, without a line break."""
    store.create("r2", viktlarm_text(text="esthersim: 2\n"), "2026-03-07T08:00:00.000Z")
    with pytest.raises(ScenarioUnreadable) as error:
        Session.resume(store, "r2", clock)
    assert "'r2'" in str(error.value)
    assert "viktlarm.yaml:1:12" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_language_of_the_words_is_chosen(session: Session) -> None:
    """The scenario is shown in a language that the run has, else in its own; the rules do not change."""
    assert session.languages == ("sv", "en")
    assert (session.words_language, session.shown.title) == ("sv", "Viktlarm en lördag")
    session.speak("en")
    assert (session.words_language, session.shown.title) == ("en", "The scales on a Saturday")
    assert session.scenario.title == "Viktlarm en lördag"
    session.speak("fi")
    assert (session.words_language, session.shown.title) == ("sv", "Viktlarm en lördag")


def test_a_translation_that_cannot_be_read_is_left_out() -> None:
    """A broken catalogue does not stand in the way of playing."""
    text = viktlarm_text(translations={"en": 'msgid "half'})
    assert scenario_of(text, "en").title == "Viktlarm en lördag"


def test_each_seat_reads_in_its_language_why_a_scenario_cannot_be_read() -> None:
    """What a text that was read before lacks is not said in the language of whoever asked first."""
    text = viktlarm_text(text="id: viktlarm\n")
    messages = []
    for code in ("sv", "en", "sv"):
        with speaking(code), pytest.raises(ScenarioError) as error:
            scenario_of(text)
        messages.append(str(error.value))
    assert messages[0] == messages[2] != messages[1]


def test_a_run_keeps_the_rule_packs_of_the_day_it_began(tmp_path: Path, clock: ManualClock) -> None:
    """A pack that is changed or taken away afterwards changes nothing in the run, in any language; a new run has it."""
    file, pack = tmp_path / "viktlarm.yaml", tmp_path / "rules" / "avtalet.yaml"
    old = "within: 30 min, text: Vården vet inom en halvtimme}"
    assert old in VIKTLARM
    file.write_text(VIKTLARM.replace(old, "rule: avtalet/kontakt}"), encoding="utf-8")
    (tmp_path / "locale" / "en").mkdir(parents=True)
    (tmp_path / "locale" / "en" / "viktlarm.po").write_text(ENGLISH_FILE, encoding="utf-8")
    pack.parent.mkdir()
    pack.write_text(PACK, encoding="utf-8")
    store = open_store(str(tmp_path / "journal.sqlite"))
    Session.begin(store, scenario_text(file), clock, run="r1").close()
    pack.write_text(PACK.replace("20 min", "2 h"), encoding="utf-8")
    Session.begin(store, scenario_text(file), clock, run="r2").close()
    pack.unlink()
    for run, minutes in (("r1", 20), ("r2", 120)):
        with Session.resume(store, run, clock, language="en") as session:
            assert session.scenario.deadlines["kontakt"].within == Duration(minutes * 60)
            assert session.scenario.deadlines["kontakt"].text == "Vården vet"
            assert session.shown.deadlines["kontakt"].text == "Care knows"
    store.close()


def test_an_edited_scenario_is_adopted_where_the_journal_fits(session: Session, store: MemoryStore) -> None:
    """After an edit of words the run goes on with the new text, in the language that was chosen."""
    session.speak("en")
    session.do(c.Choose("ring"))
    text = VIKTLARM.replace("Det tutar fem gånger.", "Det tutar sju gånger.")
    assert session.adopt(viktlarm_text(text=text, translations={"en": ENGLISH}, hash="1")) is None
    assert usual(session.state.event.text) == "Det tutar sju gånger."
    assert session.shown.title == "The scales on a Saturday"
    assert session.do(c.HandOver()) is None
    assert store.scenario("r1").hash == "1"


def test_an_edit_that_the_journal_does_not_fit_changes_nothing(session: Session, store: MemoryStore) -> None:
    """Where it differs is returned, and the run goes on with the text that it had."""
    session.do(c.Choose("ring"))
    edited = VIKTLARM.partition("plays:")[0].replace("ring: {text: Ring,", "signal: {text: Ring,")
    difference = session.adopt(viktlarm_text(text=edited, hash="1"))
    assert difference is not None
    assert difference.recorded.entry == e.Chose("ring")
    assert store.scenario("r1").hash == "0"
    assert session.do(c.HandOver()) is None


def test_a_run_reads_back_as_it_was_left(session: Session, store: MemoryStore) -> None:
    """Folding what is stored gives the state that the session showed."""
    session.do(c.Choose("ring"))
    session.do(c.HandOver())
    read = journal_of(store, "r1")
    assert read.state.here.record == session.state.here.record
    assert fold(session.scenario, read.journal).here.knowledge == session.state.here.knowledge


def test_a_run_carries_what_leads_its_debriefing(tmp_path: Path, clock: ManualClock) -> None:
    """Every handover format and text of the folder `debrief` by its place, kept once however many runs carry it."""
    file = tmp_path / "viktlarm.yaml"
    file.write_text(VIKTLARM, encoding="utf-8")
    text = scenario_text(file)
    folder, scenarios = shipped("debrief"), shipped("scenarios")
    files = {each.relative_to(folder).as_posix() for each in folder.rglob("*.yaml")}
    files |= {each.relative_to(scenarios).as_posix() for each in scenarios.glob("formats/*.yaml")}
    assert {f"{key}.yaml" for key in text.debrief} == files
    assert text.debrief["guides/esther"] == (folder / "guides" / "esther.yaml").read_text(encoding="utf-8")
    store = open_store(str(tmp_path / "journal.sqlite"))
    Session.begin(store, text, clock, run="r1").close()
    size = (tmp_path / "journal.sqlite").stat().st_size
    Session.begin(store, text, clock, run="r2").close()
    assert store.scenario("r1").debrief == store.scenario("r2").debrief == text.debrief
    assert (tmp_path / "journal.sqlite").stat().st_size - size < sum(map(len, text.debrief.values())) / 4


def test_a_run_opens_though_what_it_names_has_gone(clock: ManualClock) -> None:
    """A guide, an instrument, a behaviour that ship no more: they were there when the run began."""
    seat = "observers:\n  lyssnaren: {title: Den som lyssnar, watch: [gone], instrument: gone}\n"
    gone = VIKTLARM.replace("facts:\n", f"{seat}facts:\n", 1).replace("debriefing:\n", "debriefing:\n  guide: gone\n")
    with pytest.raises(ScenarioError):
        scenario_or_error(read_scenario(gone, "viktlarm.yaml"))
    with Session.begin(memory_store(), viktlarm_text(text=gone), clock) as session:
        assert session.scenario.debriefing.guide == "gone"


def test_a_run_opens_with_a_handover_format_that_only_it_carries(clock: ManualClock) -> None:
    """It is in no installation any more; a run that carries no formats needs those of today, and says so."""
    gone = VIKTLARM.replace("format: sbar", "format: gone")
    assert gone != VIKTLARM
    sbar = (shipped("scenarios") / "formats" / "sbar.yaml").read_text(encoding="utf-8")
    own = {"formats/gone": sbar.replace("id: sbar", "id: gone"), "guides/esther": ""}
    with Session.begin(memory_store(), replace(viktlarm_text(text=gone), debrief=own), clock) as session:
        session.do(c.GoTo("samtalet"))
        assert handover_format("gone", "sv", session.text.debrief).title == "SBAR"
    with pytest.raises(ScenarioError, match="'gone'"):
        scenario_of(replace(viktlarm_text(text=gone), debrief={"guides/esther": ""}))
