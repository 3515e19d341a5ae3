"""What must not be learned in the library: bad care that led to the best ending no longer does."""

from __future__ import annotations

from collections.abc import Mapping

from esthersim.play.plays import PlayResult, run_play
from esthersim.scenario.play_steps import PlayStep
from support.shipped_journeys import journey


def played(scenario: str, play: str) -> PlayResult:
    """Play what a journey has written down about itself."""
    return run_play(journey(scenario), dict(journey(scenario).plays)[play])


def by_steps(scenario: str, *steps: Mapping[str, object]) -> PlayResult:
    """Play steps as an author writes them."""
    return run_play(journey(scenario), tuple(map(PlayStep.model_validate, steps)))


def test_tablets_for_a_leg_without_signs_of_infection_are_not_the_best_ending() -> None:
    """The doctor was told of no fever and no spreading redness; what the course costs is told at the market."""
    result = played("sarkonsultation", "kuren-och-natterna")
    assert result.failure is None
    assert "fredagens-varden" in result.state.here.knowledge["lakare"]
    assert (result.state.here.event, result.state.here.variables["kur"]) == ("pallen", True)


def test_what_was_to_stay_in_the_kitchen_costs_when_it_is_told() -> None:
    """All that the nurse needed was said, and Sune as well: the Tuesdays are no longer Esther's."""
    result = played("anhorig-ringer", "sune-i-luren")
    assert result.failure is None
    assert {"matt", "gransen"} <= result.state.here.knowledge["distriktsskoterska"]
    assert result.state.here.event == "han-visste"


def test_a_brother_who_is_told_against_her_word_takes_the_bench_away() -> None:
    """Everything on the sheet was done, and Roland heard about the trolleys at the door."""
    result = played("forebyggande-hembesok", "roland-fick-veta")
    assert result.failure is None
    assert result.state.here.event == "som-forut"


def test_a_doctor_keeps_nobody_at_home_without_vital_signs_and_a_scan() -> None:
    """At `overrapportering-natt` the doctor cannot choose home on the empty bag alone."""
    until_the_doctor = (
        {"choose": "slangen"},
        {"hand_over": ["katetern"]},
        {"hand_over": ["pasen"]},
        {"choose": "soder"},
        {"choose": "scanna"},
    )
    home = {"choose": "hemma"}
    untold = by_steps("overrapportering-natt", *until_the_doctor, {"hand_over": ["pasen"]}, home)
    assert untold.failure is not None
    assert untold.state.here.event == "lakaren-svarar"

    told = by_steps("overrapportering-natt", *until_the_doctor, {"hand_over": ["varden", "scanningen"]}, home)
    assert told.failure is None
    assert told.state.here.event == "klart-slut"


def test_a_team_that_is_told_no_vital_signs_does_not_let_it_wait() -> None:
    """At `kan-vanta-nagra-timmar` weight and words are not enough: the doctor in the car has to decide without them."""
    for told, where in (
        (["vikten", "vantar"], "for-sakerhets-skull"),
        (["vikten", "vantar", "varden"], "hembesoket"),
    ):
        to_the_team = ({"choose": "vilgot"}, {"hand_over": "all"}, {"choose": "teamet"}, {"hand_over": told})
        assert by_steps("kan-vanta-nagra-timmar", *to_the_team, {"expect": where}).failure is None


def test_nobody_waits_till_the_morning_who_cannot_finish_a_sentence() -> None:
    """At `kan-vanta-nagra-timmar` each call at four in the morning leads to an ambulance."""
    to_the_night = ({"choose": "vilgot"}, {"hand_over": "all"}, {"choose": "dosen"}, {"choose": "invanta"})
    for number in ("ett-ett-tva", "hemsjukvarden"):
        assert by_steps("kan-vanta-nagra-timmar", *to_the_night, {"choose": number}).state.here.event == "blatt-ljus"


def test_home_with_injections_has_a_day_for_the_next_test() -> None:
    """At `kan-vanta-nagra-timmar` a plan without the Monday's blood test is half a plan."""
    to_the_plan = (
        {"choose": "vilgot"},
        {"hand_over": "all"},
        {"choose": "teamet"},
        {"hand_over": "all"},
        {"choose": "anslut"},
        {"hand_over": ["sprutorna", "larmgransen"]},
    )
    assert by_steps("kan-vanta-nagra-timmar", *to_the_plan, {"expect": "sondagen"}).failure is None


def test_nobody_is_treated_at_home_unseen_and_unmeasured() -> None:
    """At `viktlarm` the weight alone is not enough to treat Esther at home."""
    until_the_doctor = ({"choose": "badkarskanten"}, {"choose": "ombud"})
    home = {"choose": "hemma"}
    assert by_steps("viktlarm", *until_the_doctor, {"hand_over": ["vikten", "inte-tagit"]}, home).failure is not None
    assert by_steps("viktlarm", *until_the_doctor, {"hand_over": ["vikten", "andning"]}, home).failure is None


def test_the_supplier_is_told_the_dose_and_nothing_about_the_home() -> None:
    """At `viktlarm` what is said of Rune to a company has leaked, and a whole handover does not say it."""
    until_the_supplier = (
        {"choose": "badkarskanten"},
        {"choose": "ombud"},
        {"hand_over": "all"},
        {"choose": "hemma"},
    )
    told: tuple[tuple[object, set[tuple[str, str]]], ...] = (
        ("all", set()),
        (["nya-dosen", "inte-tagit"], {("inte-tagit", "support")}),
    )
    for facts, leaked in told:
        result = by_steps("viktlarm", *until_the_supplier, {"hand_over": facts}, {"expect": "planen"})
        assert result.failure is None
        assert result.state.here.record.leaked == leaked


def test_a_dose_at_home_needs_somebody_who_knows_when_to_ring() -> None:
    """At `viktlarm` the right dose is not enough where nobody has said what is not to wait till Monday."""
    assert played("viktlarm", "ingen-grans-for-natten").state.here.event == "natten"
