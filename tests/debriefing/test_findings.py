"""What the journal of a run holds that is worth a question."""

from __future__ import annotations

from inspect import signature

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.debriefing import findings_handover, findings_journey, findings_people
from esthersim.debriefing.finding import Finding, Kind
from esthersim.debriefing.findings import MOMENT_FINDERS, findings
from esthersim.debriefing.questions import WEIGHTS
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import at_the_start, run_play
from esthersim.play.retelling import Retelling
from esthersim.play.story import DeadlineStatus, deadline_status
from esthersim.play.vocabulary import FactStatus, GateItem, GateKind, Observation, Step
from esthersim.scenario.loading import load_scenario, scenario_or_error
from esthersim.scenario.model import Scenario
from esthersim.shipped import shipped
from support.debriefing import Run, full_scenario
from support.graphs import scenarios

GIVEN = FactStatus.GIVEN


def found(run: Run, kind: Kind) -> list[Finding]:
    """Return the findings of one kind."""
    return [each for each in findings(run.retelling) if each.kind is kind]


def at_the_call() -> Run:
    """Return a run that stands at the first handover."""
    run = Run()
    run.do(e.Checked("vagen"), c.Choose("ring"))
    return run


def at_the_end() -> Run:
    """Return a run that has reached its ending with nothing lost but what nobody knew."""
    run = at_the_call()
    run.do(c.HandOver({"listan": GIVEN}), c.Proceed(), c.HandOver({"listan": GIVEN}), c.Proceed())
    return run


def test_every_finder_is_asked() -> None:
    """Whatever finder looks at a moment is asked about each of them."""
    finders = {
        function
        for module in (findings_handover, findings_journey, findings_people)
        for name, function in vars(module).items()
        if name.startswith("find_") and "moment" in signature(function).parameters
    }
    assert finders == set(MOMENT_FINDERS)


def test_every_kind_has_a_weight() -> None:
    """Which question comes first is decided for every kind, and not by chance."""
    weighed = {key if isinstance(key, Kind) else key[0] for key in WEIGHTS}
    assert weighed == set(Kind)


def test_an_entry_that_is_nothing_to_ask_about_is_passed_over() -> None:
    """Every finder looks at it, and says nothing that is not so."""
    run = Run()
    run.do(e.TimerExtended(60), e.Spoke("usk"))
    assert all(each.entries[-1] <= run.state.seq for each in findings(run.retelling))


def test_a_fact_that_was_not_said_is_lost_in_that_handover() -> None:
    """A must fact that the sender knew and did not give is found with handover, roles, entries and moment."""
    run = at_the_call()
    run.do(c.Send())
    sent = run.state.seq
    received = run.do(c.Receive())
    (lost,) = [each for each in found(run, Kind.FACT_LOST) if each.subject == "listan"]
    assert (lost.event, lost.roles, lost.variant) == ("samtalet", ("usk", "ssk"), "missing")
    assert lost.entries == (sent, received)
    assert lost.critical
    assert lost.at == run.journal[received - 1].at
    assert lost.story == run.state.here.story


def test_a_fact_that_the_sender_never_had_has_a_variant_of_its_own() -> None:
    """What the sender did not know is `not-known`, and what was said wrong is `wrong`."""
    run = at_the_call()
    run.do(e.FactMarked("listan", FactStatus.WRONG), c.Send(), c.Receive())
    assert {each.subject: each.variant for each in found(run, Kind.FACT_LOST)} == {
        "listan": "wrong",
        "onskan": "not-known",
    }


def test_a_handover_that_was_left_undone_says_so() -> None:
    """What a skipped handover should have carried is lost as `skipped`."""
    run = at_the_call()
    run.do(c.Proceed(override=True))
    assert [each.variant for each in found(run, Kind.FACT_LOST) if each.subject == "listan"] == ["skipped"]


def test_what_the_receiver_asked_for_is_requested_and_not_lost() -> None:
    """A fact that was fetched by a question is a good finding, and no loss."""
    run = at_the_call()
    run.do(e.FactMarked("listan", FactStatus.REQUESTED), c.Send(), c.Receive())
    (requested,) = found(run, Kind.FACT_REQUESTED)
    assert requested.subject == "listan"
    assert requested.good
    assert all(each.subject != "listan" for each in found(run, Kind.FACT_LOST))


def test_only_the_receivers_who_do_not_know_are_named() -> None:
    """A fact that one of two receivers knows already is lost for the other alone."""
    facts = {
        "listan": {"text": "Listan", "known_by": ["usk", "esther"]},
        "vikten": {"text": "V"},
        "onskan": {"text": "O"},
    }
    run = Run(full_scenario(facts=facts))
    run.do(e.Checked("vagen"), c.Choose("ring"), c.HandOver({"listan": GIVEN}), c.Proceed(), c.HandOver({}))
    (lost,) = [each for each in found(run, Kind.FACT_LOST) if each.event == "ronden"]
    assert lost.roles == ("ssk", "lakare")


def test_a_whole_handover_is_a_finding_too() -> None:
    """Where every must fact arrived, that is a finding, about something good."""
    run = at_the_end()
    (whole,) = found(run, Kind.HANDOVER_WHOLE)
    assert whole.event == "ronden"
    assert whole.good


def test_a_read_back_that_nobody_confirmed_is_found_on_leaving() -> None:
    """Not while the team is still there, but when it goes on; and not where no read-back is asked for."""
    run = at_the_call()
    run.do(c.Send(), c.Receive())
    assert found(run, Kind.READ_BACK_SKIPPED) == []
    left = run.do(c.Proceed())
    (skipped,) = found(run, Kind.READ_BACK_SKIPPED)
    assert skipped.event == "samtalet"
    assert skipped.entries == (left - 1, left)
    run.do(c.HandOver({}, confirmed=False), c.Proceed())
    assert len(found(run, Kind.READ_BACK_SKIPPED)) == 1


def test_a_confirmed_read_back_is_no_finding() -> None:
    """The loop was closed: nothing to ask."""
    assert found(at_the_end(), Kind.READ_BACK_SKIPPED) == []


@pytest.mark.parametrize(("value", "kind"), [(2, Kind.LOW_CONFIDENCE), (4, Kind.CONFIDENT_BUT_WRONG), (3, None)])
def test_confidence_beside_knowledge(value: int, kind: Kind | None) -> None:
    """Unsure at 1 and 2; at 4 and 5 sure with a must fact missing; between them nothing."""
    run = at_the_call()
    run.do(c.Send(), c.Receive(), e.ConfidenceRated(value, seat="ssk"))
    kinds = {Kind.LOW_CONFIDENCE, Kind.CONFIDENT_BUT_WRONG}
    hits = [each for each in findings(run.retelling) if each.kind in kinds]
    assert [each.kind for each in hits] == ([kind] if kind else [])
    if kind is Kind.CONFIDENT_BUT_WRONG:
        assert hits[0].items == ("listan", "onskan")
        assert hits[0].roles == ("usk", "ssk")


def test_only_the_last_confidence_counts() -> None:
    """A receiver who asks once more and becomes sure is not held to the first answer."""
    run = at_the_call()
    run.do(c.Send(), c.Receive(), e.ConfidenceRated(1, seat="ssk"), e.ConfidenceRated(3, seat="ssk"))
    assert found(run, Kind.LOW_CONFIDENCE) == []


def test_a_sure_receiver_with_the_whole_picture_is_no_finding() -> None:
    """Being sure is worth a question only where something is missing."""
    run = at_the_call()
    run.do(
        c.HandOver({"listan": GIVEN}), c.Proceed(), c.HandOver({"listan": GIVEN}), e.ConfidenceRated(5, seat="lakare")
    )
    assert found(run, Kind.CONFIDENT_BUT_WRONG) == []


def test_a_timer_that_ran_out_tells_whether_it_settled_the_way() -> None:
    """`branched` where the timer moved the team on, `soft` where it only warned."""
    run = Run()
    run.wait(241)
    (ran_out,) = found(run, Kind.TIMER_RAN_OUT)
    assert (ran_out.subject, ran_out.variant) == ("frukost", "branched")
    soft = at_the_call()
    soft.wait(121)
    assert [each.variant for each in found(soft, Kind.TIMER_RAN_OUT)] == ["soft"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (Observation.DONE, Kind.EXPECTATION_DONE),
        (Observation.MISSED, Kind.EXPECTATION_MISSED),
        (Observation.WRONG, Kind.EXPECTATION_WRONG),
    ],
)
def test_how_an_expectation_ended(status: Observation, kind: Kind) -> None:
    """Each mark is its own kind, with objective and weight; done is good."""
    run = Run()
    run.do(c.MarkExpectation("fragar", status))
    (marked,) = found(run, kind)
    assert (marked.subject, marked.objective, marked.critical) == ("fragar", "ett", True)
    assert marked.good == (status is Observation.DONE)


def test_done_after_its_time_is_late() -> None:
    """What came after the time that the author gave counts as late."""
    run = Run()
    run.wait(70)
    run.do(c.MarkExpectation("fragar"))
    assert [each.subject for each in found(run, Kind.EXPECTATION_LATE)] == ["fragar"]


def test_not_observed_is_no_finding() -> None:
    """What nobody mentioned, or was marked as not observed, says nothing."""
    run = Run()
    run.do(c.MarkExpectation("fragar", Observation.NOT_OBSERVED), e.Checked("vagen"), c.Choose("ring"))
    assert not [each for each in findings(run.retelling) if each.subject in {"fragar", "satter-sig"}]


def test_a_mark_that_was_corrected_counts_as_corrected() -> None:
    """The last mark at a visit is the one that counts."""
    run = Run()
    run.do(c.MarkExpectation("fragar", Observation.MISSED), c.MarkExpectation("fragar", Observation.DONE))
    assert found(run, Kind.EXPECTATION_MISSED) == []
    assert len(found(run, Kind.EXPECTATION_DONE)) == 1


def test_a_correction_that_was_taken_back_brings_the_first_mark_back() -> None:
    """Going back past the correction makes the mark before it count again."""
    run = Run()
    first = run.do(c.MarkExpectation("fragar", Observation.MISSED))
    run.do(c.MarkExpectation("fragar", Observation.DONE), e.Rewound(first))
    (missed,) = found(run, Kind.EXPECTATION_MISSED)
    assert not missed.undone


def test_a_choice_against_the_advice_names_both() -> None:
    """The option that was chosen and the one that was advised."""
    run = Run()
    run.do(e.Checked("vagen"), c.Choose("vanta"))
    (against,) = found(run, Kind.AGAINST_ADVICE)
    assert (against.subject, against.items, against.roles) == ("vanta", ("ring",), ("usk",))
    assert found(at_the_end(), Kind.AGAINST_ADVICE) == []


def test_a_deadline_that_was_passed_and_one_that_was_never_met() -> None:
    """Late when its end came too late, never when the journey ended first; found once, with its final status."""
    (late,) = found(at_the_end(), Kind.DEADLINE_BROKEN)
    assert (late.subject, late.variant, late.event) == ("snart", "late", "ronden")
    run = Run()
    run.do(e.Checked("vagen"), c.Choose("vanta"))
    (never,) = found(run, Kind.DEADLINE_BROKEN)
    assert (never.variant, never.event) == ("never", "sent")


def test_on_the_minute_is_in_time() -> None:
    """A deadline that is met at its last moment is kept."""
    deadlines = {"snart": {"from": "frukost", "to": "samtalet", "within": "10 min", "text": "Inom tio minuter"}}
    run = Run(full_scenario(deadlines=deadlines))
    run.do(e.Checked("vagen"), c.Choose("ring"))
    assert found(run, Kind.DEADLINE_BROKEN) == []


def test_silent_roles_are_found_when_the_simulation_is_over() -> None:
    """A seat that never acted is found then and not before; an optional seat that nobody took is not asked about."""
    run = at_the_end()
    assert found(run, Kind.ROLE_SILENT) == []
    run.do(c.Advance())
    # Received for both by the first of them: the doctor took part, and so did Esther.
    assert found(run, Kind.ROLE_SILENT) == []
    short = Run()
    short.do(e.Checked("vagen"), c.Choose("vanta"), c.Advance())
    assert {each.subject: each.variant for each in found(short, Kind.ROLE_SILENT)} == {
        "lakare": "waiting",
        "ssk": "waiting",
        "esther": "present",
    }


def test_a_role_that_the_facilitator_noticed_was_not_silent() -> None:
    """Speech that left no other trace counts when it is noticed."""
    run = Run()
    run.do(e.Spoke("esther"), e.Checked("vagen"), c.Choose("vanta"), c.Advance())
    assert "esther" not in {each.subject for each in found(run, Kind.ROLE_SILENT)}


def test_esthers_ratings_tell_the_curve_the_fall_the_rise_and_the_lowest() -> None:
    """Each names the entries of the ratings that it compares."""
    run = Run()
    first = run.do(e.EstherRated(4))
    run.do(e.Checked("vagen"), c.Choose("ring"))
    second = run.do(e.EstherRated(1))
    run.do(c.HandOver({}), c.Proceed())
    third = run.do(e.EstherRated(3))
    ratings = {each.variant: (each.entries, each.values) for each in found(run, Kind.ESTHER_RATINGS)}
    assert ratings == {
        "curve": ((first, second, third), (4, 1, 3)),
        "fall": ((first, second), (4, 1)),
        "rise": ((second, third), (1, 3)),
        "lowest": ((second,), (1,)),
    }


def test_a_level_curve_has_neither_fall_nor_rise() -> None:
    """Nothing is made of a difference that is not there."""
    run = Run()
    run.do(e.EstherRated(3), e.Checked("vagen"), c.Choose("ring"), e.EstherRated(3))
    assert {each.variant for each in found(run, Kind.ESTHER_RATINGS)} == {"curve", "lowest"}


def test_what_was_overridden_is_found_with_its_items() -> None:
    """A required item that was overridden, a gate that was, an inject and a way back are findings."""
    run = Run()
    run.do(c.FireInject("grannen"), c.Choose("ring", override=True))
    (item,) = found(run, Kind.CHECKLIST_OVERRIDDEN)
    assert (item.event, item.items, item.objective) == ("frukost", ("vagen",), "tva")
    assert [each.roles for each in found(run, Kind.INJECT)] == [("usk",)]
    run.do(c.Advance(override=True))
    (gate,) = found(run, Kind.GATE_OVERRIDDEN)
    assert (gate.subject, gate.gate) == (Step.SIMULATION.value, (GateItem(GateKind.ENDING),))


def test_going_back_marks_what_was_taken_back() -> None:
    """Findings of the way that was left stay, as undone; the rewind is a finding of its own."""
    run = Run()
    start = run.state.seq
    run.do(e.Checked("vagen"), c.Choose("vanta"), e.Rewound(start))
    (against,) = found(run, Kind.AGAINST_ADVICE)
    assert against.undone
    (back,) = found(run, Kind.WENT_BACK)
    assert (back.event, back.subject, back.undone) == ("sent", "frukost", False)


@given(st.data(), scenarios(most_events=6))
def test_findings_rest_on_entries_that_exist(data: st.DataObject, scenario: Scenario) -> None:
    """Whatever is done on whatever graph: the entries exist, ids are unique, and reading again is equal."""
    player = at_the_start(scenario)
    for _ in range(data.draw(st.integers(0, 12))):
        event = player.state.event
        commands: list[c.Command | e.Entry] = [c.Proceed(override=True), e.EstherRated(data.draw(st.integers(1, 5)))]
        commands += [c.Choose(option) for option in (event.decision.options if event.decision else ())]
        commands += [e.Rewound(data.draw(st.integers(1, player.state.seq))), c.Advance(override=True)]
        player.room += 1
        player.do(data.draw(st.sampled_from(commands)))  # type: ignore[arg-type]  # a command or a recordable entry
        player.wait(data.draw(st.sampled_from([0.0, 300.0])))
    first = findings(Retelling(scenario, player.journal))
    assert all(each.entries and each.entries[0] > 0 and each.entries[-1] <= player.state.seq for each in first)
    assert len({each.id for each in first}) == len(first)
    assert findings(Retelling(scenario, player.journal)) == first


@pytest.mark.parametrize("key", ["tom-sang", "hem-fran-sjukhuset"])
def test_deadlines_are_judged_as_the_rules_do(key: str) -> None:
    """In every play of the shipped scenarios exactly the deadlines are found that were broken at some moment."""
    scenario = scenario_or_error(load_scenario(shipped("scenarios") / f"{key}.yaml"))
    for steps in scenario.plays.values():
        retelling = Retelling(scenario, run_play(scenario, steps).journal)
        broken = {each.subject for each in findings(retelling) if each.kind is Kind.DEADLINE_BROKEN}
        states = [moment.after for moment in retelling.moments]
        assert broken == {
            deadline
            for deadline in scenario.deadlines
            if any(
                deadline_status(state.scenario, state.journey, deadline) in {DeadlineStatus.LATE, DeadlineStatus.NEVER}
                for state in states
            )
        }
