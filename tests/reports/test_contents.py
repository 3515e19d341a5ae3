"""What a report says of a run: each section from the journal, what is not known said as not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from esthersim.journal.scenario_text import scenario_text
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.gates import missing_parts
from esthersim.play.story import DeadlineStatus
from esthersim.play.vocabulary import ActionStatus, Cause, FactStatus, Form, Observation, Step
from esthersim.reports.material import Material, material, material_of
from esthersim.reports.sections import contents
from esthersim.shipped import shipped
from support.report_runs import RUN, Playing, shipped_run, small_run


def gather(material: Material) -> SimpleNamespace:
    """Return all that a report holds, by name."""
    return SimpleNamespace(**contents(material))


@pytest.fixture(scope="module")
def small() -> SimpleNamespace:
    """Return the contents of the small run."""
    return gather(material_of(small_run().session, zone=UTC))


def test_seats_have_roles_and_numbers_and_what_observers_watch(small: SimpleNamespace) -> None:
    """Who sat where is reported without any name."""
    assert [(seat.title, seat.people, seat.observer) for seat in small.seats] == [
        ("Esther", 1, False),
        ("Undersköterska i hemtjänsten", 1, False),
        ("Sjuksköterska", 1, False),
        ("Observatör vid fönstret", 1, True),
    ]
    assert small.seats[1].organisation == "Hemtjänsten"
    assert small.seats[3].watched == ("Vi frågar Esther vad som är viktigt för henne i dag", "Kommunikation")


def test_steps_tell_planned_and_played_room_time(small: SimpleNamespace) -> None:
    """Each of the five steps has the time planned for it and the time that was played in it, adding up to the run."""
    assert [each.step for each in small.steps] == list(Step)[:5]
    assert [each.planned for each in small.steps] == [None, 300, 600, 900, None]
    played = [each.played for each in small.steps]
    assert played[0] == 15
    assert None not in played
    assert small.head.finished is not None
    whole = (small.head.finished - small.head.created).total_seconds()
    assert sum(each for each in played if each is not None) == pytest.approx(whole)


def test_the_way_has_choices_and_injects_at_their_event(small: SimpleNamespace) -> None:
    """What was chosen and what happened stands at the event where it was, with both times."""
    breakfast, call, end = small.way
    assert (breakfast.chosen, breakfast.happened) == ("Ring hjärtsviktsmottagningen", ("Grannen ringer på",))
    assert (breakfast.cause, call.cause) == (Cause.START, Cause.OPTION)
    assert (call.chosen, call.happened) == ("", ())
    assert call.story - breakfast.story == datetime(2026, 3, 7, 8, 40) - datetime(2026, 3, 7, 8)  # noqa: DTZ001
    assert breakfast.room < call.room < end.room
    assert small.ending == "Esther sover i sin egen säng"


def test_a_handover_tells_what_came_was_asked_for_and_missing(small: SimpleNamespace) -> None:
    """Each fact stands with its status, and a fact that had to come and did not is a loss."""
    (made,) = small.handovers
    assert (made.sender, made.receivers) == ("Undersköterska i hemtjänsten", ("Sjuksköterska",))
    assert {fact.fact: fact.status for fact in made.facts} == {
        "vikten": FactStatus.GIVEN,
        "sillen": FactStatus.MISSING,
        "yrsel": FactStatus.REQUESTED,
        "katten": FactStatus.GIVEN,
    }
    assert [(fact.fact, fact.knew) for fact in made.losses] == [("sillen", False)]
    assert (made.form, made.confirmed, made.sure) == (Form.WRITTEN, True, (("Sjuksköterska", 4),))
    assert made.written == (("Situation", "Vågen larmar."),)
    assert made.read_back == "Två kilo på två dygn."


def test_what_nobody_marked_is_not_observed(small: SimpleNamespace) -> None:
    """An expectation without a mark is reported as not observed, never as missed."""
    assert {each.expectation: each.status for each in small.expectations} == {
        "fragar": Observation.DONE,
        "pulsen": Observation.NOT_OBSERVED,
    }


def test_a_deadline_tells_its_limit_and_when_it_was_reached(small: SimpleNamespace) -> None:
    """Story time is compared with story time, and the source is named."""
    (deadline,) = small.deadlines
    assert (deadline.kept, deadline.source) == (DeadlineStatus.LATE, "lokal rutin")
    assert deadline.limit == datetime(2026, 3, 7, 8, 30)  # noqa: DTZ001 - story time has no zone
    assert deadline.reached == datetime(2026, 3, 7, 8, 40)  # noqa: DTZ001


def test_a_deadline_that_never_came_has_no_moment() -> None:
    """Never is reported with the limit, and without a moment at which it was reached."""
    it = Playing()
    it.seat_all()
    it.do(c.Choose("vanta"))
    (deadline,) = gather(material_of(it.session)).deadlines
    assert (deadline.kept, deadline.reached) == (DeadlineStatus.NEVER, None)
    assert deadline.limit is not None


def test_seen_and_meaning_stay_apart(small: SimpleNamespace) -> None:
    """An observation has what was seen in one place and what it may mean in another."""
    (seen,) = small.observations
    assert (seen.seen, seen.meaning) == ("Hon satte sig bredvid Esther.", "Det gav lugn.")
    assert (seen.observer, seen.event) == ("Observatör vid fönstret", "Frukost hos Esther")


def test_an_answer_stands_in_its_phase_with_who_was_heard(small: SimpleNamespace) -> None:
    """The reflection is reported phase by phase, in the order of the guide."""
    first = small.reflection[0]
    assert first.phase == "esther-forst"
    assert [(answer.text, answer.heard) for answer in first.answers] == [
        ("Jag blev frågad.\nDet var nytt.", ("Esther",))
    ]
    assert first.began is not None
    assert small.reflection[1].began is None


def test_an_action_has_its_follow_ups_with_status_and_evidence(small: SimpleNamespace) -> None:
    """A follow-up that nobody answered is reported as open, one that was answered with its evidence."""
    first, second = small.plan
    assert [(each.planned, each.status, each.evidence) for each in first.follow_ups] == [
        (date(2026, 4, 11), ActionStatus.IN_PROGRESS, "Sju av tio kort"),
        (date(2026, 6, 7), None, ""),
    ]
    assert first.missing == ()
    assert missing_parts(second.action) == ("owner", "due", "measure", "follow_ups")


def test_a_finding_named_by_its_id_is_reported_in_words() -> None:
    """An action drafted from a finding says what was seen, not the finding's number."""
    it = small_run_before_the_plan()
    finding = material_of(it.session).findings[0]
    it.do(e.ActionWritten("action-1", "Fråga", finding=finding.id))
    (action,) = gather(material_of(it.session)).plan
    assert action.text("finding").startswith("Jag såg")


def small_run_before_the_plan() -> Playing:
    """Return a run that has come to its action plan."""
    it = Playing()
    it.seat_all()
    it.do(c.MarkExpectation("fragar"), c.Choose("vanta"), c.Advance(), c.Advance(override=True))
    return it


def test_the_facilitators_notes_are_left_out_unless_asked_for() -> None:
    """Private notes go on paper only when somebody says so."""
    it = small_run()
    assert gather(material_of(it.session)).notes is None
    notes = gather(material_of(it.session, private=True)).notes
    assert [each.text for each in notes or ()] == ["Hon såg på klockan."]


def test_what_the_team_went_back_on_is_not_on_the_way() -> None:
    """The way is the one that stands; that the team went back is reported beside it."""
    it = Playing()
    it.seat_all()
    first = it.session.state.here.way.seq
    it.do(e.EstherRated(1), c.FireInject("grannen"), c.RunOut(), e.Rewound(first), c.Choose("ring"))
    held = gather(material_of(it.session))
    assert [stop.event for stop in held.way] == ["frukost", "samtalet"]
    assert [(each.left, each.to) for each in held.returns] == [("Söndag natt", "Frukost hos Esther")]
    assert held.way[0].chosen == "Ring hjärtsviktsmottagningen"
    assert (held.way[0].ran_out, held.way[0].happened, held.ratings) == (False, (), ())


def test_time_that_moved_the_journey_is_reported_as_such() -> None:
    """A timer that ran out stands at its event, and what it led to says so."""
    it = Playing()
    it.seat_all()
    it.do(c.RunOut())
    held = gather(material_of(it.session))
    assert held.way[0].ran_out
    assert held.way[1].cause is Cause.TIMER


def test_a_choice_against_the_advice_has_both() -> None:
    """What a decision support would have said stands beside what the team chose."""
    it = Playing()
    it.seat_all()
    it.do(c.Choose("vanta"))
    stop = gather(material_of(it.session)).way[0]
    assert (stop.chosen, stop.advised) == ("Vänta till måndag", "Ring hjärtsviktsmottagningen")


def test_a_handover_that_was_left_before_it_was_done_is_reported_as_such() -> None:
    """Going on without a handover is reported: nothing was sent, what had to come was not said."""
    it = Playing()
    it.seat_all()
    it.do(c.Choose("ring"), c.Proceed(override=True))
    (made,) = gather(material_of(it.session)).handovers
    assert (made.skipped, made.form, made.sure) == (True, None, ())
    assert [fact.fact for fact in made.losses] == ["vikten", "sillen"]


def test_a_run_that_has_just_begun_has_contents() -> None:
    """Nothing is needed for a report: what has not been is empty."""
    held = gather(material_of(Playing().session))
    assert (held.head.finished, held.head.step) == (None, Step.NEEDS)
    assert not any((held.way, held.handovers, held.ratings, held.plan, held.observations))
    assert [each.played for each in held.steps] == [0.0, None, None, None, None]


def test_reading_a_run_without_holding_it_gives_the_same(small: SimpleNamespace) -> None:
    """A report of a run that is open elsewhere is the report of the run."""
    it = small_run()
    assert gather(material(it.store, RUN, zone=UTC)) == small


def test_the_scenarios_language_is_chosen_apart() -> None:
    """A translated scenario is reported in its translation, findings and checklist with it."""
    path = shipped("scenarios") / "tom-sang.yaml"
    it = Playing(scenario_text(path), "tom-sang-1")
    it.do(c.Advance())
    english, own = (gather(material_of(it.session, language)) for language in ("en", None))
    assert (english.head.language, own.head.language) == ("en", "sv")
    assert english.head.title != own.head.title
    assert english.closing[0].text != own.closing[0].text
    assert gather(material_of(it.session, "fi")).head.language == "sv"


@pytest.mark.parametrize("scenario", ["tom-sang", "hem-fran-sjukhuset"])
def test_every_event_of_a_shipped_run_is_on_paper(scenario: str) -> None:
    """A long run loses nothing: all visits, handovers and expectations of the way stand in the report."""
    play = "hela-vagen-hem" if scenario == "hem-fran-sjukhuset" else None
    it = shipped_run(scenario, play or first_play(shipped("scenarios") / f"{scenario}.yaml"))
    held, journey = gather(material_of(it.session)), it.session.state.here
    assert [stop.seq for stop in held.way] == [visit.seq for visit in reversed(list(journey.visits()))]
    events = it.scenario.events
    assert len(held.handovers) == sum(bool(events[stop.event].handover) for stop in held.way)
    assert {each.event for each in held.expectations} == {stop.event for stop in held.way if events[stop.event].expect}


def first_play(path: Path) -> str:
    """Return the first of an author's plays."""
    return next(iter(Playing(scenario_text(path), "x").scenario.plays))


def test_the_material_of_another_zone_tells_other_clocks(small: SimpleNamespace) -> None:
    """Findings have the time on the wall where the room was."""
    from datetime import timedelta, timezone

    it = small_run()
    there = gather(replace(material_of(it.session), zone=timezone(timedelta(hours=2))))
    assert "10:01" in there.findings[0].saw
    assert "08:01" in small.findings[0].saw
