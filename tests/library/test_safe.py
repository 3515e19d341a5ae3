"""What must not be learned in the library: bad care that led to the best ending no longer does."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from esthersim.play.plays import PlayResult, run_play
from esthersim.scenario.play_steps import PlayStep
from support.shipped_journeys import journey


def played(scenario: str, play: str) -> PlayResult:
    """Play what a journey has written down about itself."""
    return run_play(journey(scenario), dict(journey(scenario).plays)[play])


def walked(scenario: str, *steps: Mapping[str, object]) -> PlayResult:
    """Play steps as an author writes them; an empty one at the end goes on from the last event that a choice led to."""
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


def test_rigors_that_the_doctor_never_hears_of_end_in_the_night() -> None:
    """Nor do tablets by telephone lead to Saturday where nobody told the doctor the vital signs."""
    result = played("videosamtal", "tva-av-fyra")
    assert result.failure is None
    assert not {"frossan", "varden"} & result.state.here.knowledge["lakare"]
    assert result.state.here.event == "natten"


def test_a_figure_alone_lets_the_doctor_decide_and_does_not_send_esther_away() -> None:
    """The doctor who heard no more than a red figure has three answers, and A&E is one of them."""
    result = played("egna-varden", "en-siffra-pa-en-biljett")
    assert result.failure is None
    assert result.state.here.knowledge["lakare"] & {"siffran", "mar", "hoppar"} == {"siffran"}
    assert result.state.here.event == "klockan-nio"
    decision = journey("egna-varden").events["avtagsvagen"].decision
    assert decision is not None
    assert (decision.by, len(decision.options)) == (("lakare",), 3)


def test_fever_and_a_falling_pressure_without_a_doctor_are_no_good_night() -> None:
    """A nurse who keeps Esther at home, and hands over all there is, has still not treated her."""
    result = played("oforutsedd-forsamring", "utan-lakare")
    assert result.failure is None
    assert result.state.here.variables["vardas"] is False
    assert result.state.here.event == "ett-ord"


def test_two_hours_of_treatment_do_not_take_a_fever_away() -> None:
    """Inhaling helps the breathing; the temperature is where it was."""
    lugnare = journey("oforutsedd-forsamring").events["lugnare"]
    assert any(effect.set and effect.set.get("temp") == Decimal("38.2") for effect in lugnare.effects)


def test_a_no_of_the_mobile_team_is_not_the_best_ending() -> None:
    """Varselblankett: a no leaves the list with home nursing and the GP, and what it costs is told at the end."""
    before = (
        {"choose": "vid-bordet"},
        {"hand_over": "all"},
        {"check": "all"},
        {"choose": "lagg-upp"},
        {"choose": "nej"},
    )
    shared = walked(
        "varselblankett", *before, {"choose": "halvt-nu"}, {"hand_over": "all"}, {"choose": "vartannat"}, {}
    )
    assert shared.failure
    for rest in ("kommunen-ensam", "vardcentralen"):
        alone = walked(
            "varselblankett",
            *before,
            {"choose": "helt-i-morgon"},
            {"choose": "ring-teamet"},
            {"hand_over": "all"},
            {"choose": rest},
            {"hand_over": "all"},
            {},
        )
        assert alone.failure is None
        assert alone.state.here.event == "tva-namnteckningar"


def test_a_doctor_decides_when_the_police_have_found_esther() -> None:
    """Resursgrupp: the police do not leave her on their own judgement, and hospital can be right."""
    before = (
        {"check": "all"},
        {"choose": "tva-traffar"},
        {"choose": "muntligt"},
        {"hand_over": "all"},
        {"choose": "halva-tillsammans"},
        {"choose": "ombord"},
        {"hand_over": "all"},
        {"choose": "traffa"},
        {"choose": "fredag"},
        {"hand_over": "none"},
    )
    decision = journey("resursgrupp").events["natten"].decision
    assert decision
    assert decision.by == ("lakare",)
    for option, event in (("hem-med-systern", "lampan"), ("in-i-natt", "dygnet")):
        night = walked("resursgrupp", *before, {"choose": option}, {})
        assert night.failure is None
        assert event in night.state.here.visited


def test_home_is_chosen_on_observations() -> None:
    """Resursgrupp: the doctor cannot choose home without what the nurse has measured."""
    blind = walked(
        "resursgrupp",
        {"check": "all"},
        {"choose": "tva-traffar"},
        {"choose": "skriftligt"},
        {"hand_over": "all"},
        {"choose": "halva-tillsammans"},
        {"choose": "ombord"},
        {"hand_over": "all"},
        {"choose": "behall"},
        {"choose": "sitt-kvar"},
        {"hand_over": "all"},
        {"hand_over": ["systern"]},
        {"choose": "hemma"},
        {},
    )
    assert blind.failure
    assert blind.state.here.event == "beslutet"


def test_stopping_a_hypnotic_at_once_costs_three_nights() -> None:
    """Skör patient: what the doctor then decides, it is no longer the best ending; in small steps it still is."""
    before = (
        {"choose": "fraga-forst"},
        {"hand_over": "all"},
        {"choose": "kartlagg"},
        {"choose": "halsosamtal"},
        {"choose": "kassen"},
        {"hand_over": "all"},
    )
    after = ({"choose": "sip-labbet"}, {"check": "all"}, {"hand_over": "all"}, {"hand_over": "all"})
    for answer in ("ta-tillbaka", "se-henne", "hall-ut"):
        stopped = walked(
            "skor-patient", *before, {"choose": "bort-i-dag"}, {"hand_over": "all"}, {"choose": answer}, *after, {}
        )
        assert stopped.failure is None
        assert "tre-natter" in stopped.state.here.visited
        assert stopped.state.here.event != "sju-svar"
    assert walked("skor-patient", *before, {"choose": "trappa"}, *after, {}).state.here.event == "sju-svar"


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
    untold = walked("overrapportering-natt", *until_the_doctor, {"hand_over": ["pasen"]}, home)
    assert untold.failure is not None
    assert untold.state.here.event == "lakaren-svarar"

    told = walked("overrapportering-natt", *until_the_doctor, {"hand_over": ["varden", "scanningen"]}, home)
    assert told.failure is None
    assert told.state.here.event == "klart-slut"


def test_a_team_that_is_told_no_vital_signs_does_not_let_it_wait() -> None:
    """At `kan-vanta-nagra-timmar` weight and words are not enough: the doctor in the car has to decide without them."""
    for told, where in (
        (["vikten", "vantar"], "for-sakerhets-skull"),
        (["vikten", "vantar", "varden"], "hembesoket"),
    ):
        to_the_team = ({"choose": "vilgot"}, {"hand_over": "all"}, {"choose": "teamet"}, {"hand_over": told})
        assert walked("kan-vanta-nagra-timmar", *to_the_team, {"expect": where}).failure is None


def test_nobody_waits_till_the_morning_who_cannot_finish_a_sentence() -> None:
    """At `kan-vanta-nagra-timmar` each call at four in the morning leads to an ambulance."""
    to_the_night = ({"choose": "vilgot"}, {"hand_over": "all"}, {"choose": "dosen"}, {"choose": "invanta"})
    for number in ("ett-ett-tva", "hemsjukvarden"):
        assert walked("kan-vanta-nagra-timmar", *to_the_night, {"choose": number}).state.here.event == "blatt-ljus"


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
    assert walked("kan-vanta-nagra-timmar", *to_the_plan, {"expect": "sondagen"}).failure is None


def test_nobody_is_treated_at_home_unseen_and_unmeasured() -> None:
    """At `viktlarm` the weight alone is not enough to treat Esther at home."""
    until_the_doctor = ({"choose": "badkarskanten"}, {"choose": "ombud"})
    home = {"choose": "hemma"}
    assert walked("viktlarm", *until_the_doctor, {"hand_over": ["vikten", "inte-tagit"]}, home).failure is not None
    assert walked("viktlarm", *until_the_doctor, {"hand_over": ["vikten", "andning"]}, home).failure is None


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
        result = walked("viktlarm", *until_the_supplier, {"hand_over": facts}, {"expect": "planen"})
        assert result.failure is None
        assert result.state.here.record.leaked == leaked


def test_a_yes_that_nobody_tried_fills_the_room_and_ends_the_meeting() -> None:
    """Nine are invited on a hurried yes; waiting kindly in front of them all is no longer the way to the quay."""
    result = played("sip-mote", "nio-stolar")
    assert result.failure is None
    assert result.state.here.event == "stopptecknet"
    assert result.state.here.variables["samtycke"] is False


def test_what_was_said_in_confidence_costs_when_nobody_asked() -> None:
    """The coffee is told on, in front of her, without her leave: she is not at the jetty in the end."""
    result = played("malsattningssamtal", "kaffet-sades-utan-lov")
    assert result.failure is None
    assert result.state.here.event == "tvattiden"
    assert result.state.here.variables["onsdag"] is True


def test_a_bench_that_is_acted_against_her_word_is_not_forgotten() -> None:
    """Esther has said that she will tell of the bench herself; when another sits there she does not come back."""
    result = played("levande-bibliotek", "banken-mot-loftet")
    assert result.failure is None
    assert result.state.here.event == "pa-hyllan"
    assert result.state.here.variables["trygghet"] >= 1


@pytest.mark.parametrize(("bedside", "alarm"), [("senare", False), ("satt-dig", True)])
def test_an_alarm_is_worn_only_where_esther_was_asked(bedside: str, *, alarm: bool) -> None:
    """Where nobody had sat down with her she says no, and the night goes as it would have gone without the question."""
    choices = ("sta-fast", "kalla-alla", "vid-bordet", "hem-med-larm", "senare-i-dag")
    chosen = [{"choose": each} for each in (bedside, *choices)]
    begun = ({"choose": "skicka-nu"}, {"hand_over": "all"}, *chosen)
    night = ({"choose": "ge-dosetten"}, {"choose": "ligg-kvar"})
    result = walked("hem-fran-sjukhuset", *begun, {"hand_over": "none"}, *night)
    assert result.failure is None
    assert result.state.here.variables["larm"] is alarm
    assert result.state.here.event == ("sip-motet" if alarm else "akuten")


def test_a_notice_that_stands_while_she_is_dizzy_does_not_lead_to_the_best_ending() -> None:
    """All else of the author's best play is done, but the doctor does not revoke the notice."""
    best = dict(journey("hem-fran-sjukhuset").plays)["hela-vagen-hem"]
    at = next(number for number, step in enumerate(best) if step.choose == "aterkalla")
    again = next(number for number, step in enumerate(best) if step.choose == "fraga-esther")
    rest = (step for step in best[again:] if step.expect is None)
    stood = (*best[:at], PlayStep(choose="sta-fast"), *rest, PlayStep())
    result = run_play(journey("hem-fran-sjukhuset"), stood)
    assert result.failure is None
    assert result.state.here.event == "dottern-bar"


def test_a_dose_at_home_needs_somebody_who_knows_when_to_ring() -> None:
    """At `viktlarm` the right dose is not enough where nobody has said what is not to wait till Monday."""
    assert played("viktlarm", "ingen-grans-for-natten").state.here.event == "natten"


def test_what_is_seen_is_known_and_a_pressure_that_nobody_took_is_not() -> None:
    """The strip of light is told when it is learned; unmeasured values neither stand in a text nor travel."""
    whole, silent = played("tom-sang", "hela-kedjan-haller"), played("tom-sang", "tidigt-men-tyst")
    assert (whole.failure, silent.failure) == (None, None)
    assert "trycket" in whole.state.here.knowledge["distriktsskoterska"]
    assert [role for role, known in silent.state.here.knowledge.items() if "trycket" in known] == []
    dark = journey("tom-sang").events["skarmen-svart"]
    assert isinstance(dark.text, tuple)
    assert [("strimma ljus" in case.text) for case in dark.text] == [True, False]
    assert [each.when for each in dark.effects] == [dark.text[0].when]


def test_a_change_that_is_only_written_in_the_record_is_not_in_the_robot() -> None:
    """Medicinroboten: the right decision, sent as a message on Thursday, and on Friday nothing is different."""
    result = walked(
        "medicinroboten",
        {"choose": "satt-dig"},
        {"hand_over": "all"},
        {"choose": "ak-hem"},
        {"hand_over": "all"},
        {"hand_over": {"anhorig": ["larmvagen"]}},
        {"hand_over": "all"},
        {"choose": "flytta"},
        {"choose": "skriv"},
        {"hand_over": "none"},
        {"choose": "ring-forst"},
    )
    assert result.failure is None
    assert result.state.here.variables["ratt-tid"] is False
    assert result.state.here.event == "lordag"


@pytest.mark.parametrize("play", ["doktorn-ringde-ingvar", "dottern-fick-hora"])
def test_the_robot_goes_by_ingvar_only_where_his_secret_was_heard_and_kept(play: str) -> None:
    """Neither a dose raised on green boxes alone nor a daughter who was told leads to the eight clocks."""
    steps = [step for step in dict(journey("medicinroboten").plays)[play] if step.expect is None]
    assert run_play(journey("medicinroboten"), steps).state.here.event in {"egen-klocka", "grona-rutor"}
    other = run_play(journey("medicinroboten"), (*steps[:-1], PlayStep(choose="egen-tid")))
    assert other.failure is not None


def test_nobody_is_left_till_the_morning_whose_vital_signs_were_told() -> None:
    """Medicinroboten: the doctor on call who has heard the figures is not offered to let him sleep."""
    steps = dict(journey("medicinroboten").plays)["doktorn-ringde-ingvar"]
    at = next(number for number, step in enumerate(steps) if step.choose == "hemma-med-nagon")
    assert run_play(journey("medicinroboten"), (*steps[:at], PlayStep(choose="i-morgon"))).failure is not None


@pytest.mark.parametrize("play", ["a-door-can-be-mended", "over-the-hedge", "a-question-mark", "three-knocks"])
def test_a_broken_door_a_secret_told_and_a_guess_do_not_lead_to_the_bench(play: str) -> None:
    """At `nobody-answers` the best ending needs the key, Nola's secret kept from the street, and a doctor who knows."""
    result = played("nobody-answers", play)
    assert result.failure is None
    assert result.state.here.event != "the-bus-stop"


def test_a_treatment_that_can_bleed_needs_the_time_and_the_tablets() -> None:
    """At `nobody-answers` the doctor cannot go on as if they were known; who does not know can have them asked for."""
    decision = journey("nobody-answers").events["the-trolley"].decision
    assert decision is not None
    assert {key for key, option in decision.options.items() if option.when is None} == {"unknown"}
    result = played("nobody-answers", "the-registrar-rings-back")
    assert result.failure is None
    assert {"seen-well", "blister"} <= result.state.here.knowledge["doctor"]
    assert result.state.here.event == "the-bus-stop"


TO_THE_LAMP = (
    {"choose": "sit-down"},
    {"hand_over": "all"},
    {"choose": "ten"},
)
"""The first morning of `nothing-until-six`, before anybody outside the ward has been rung."""


def test_a_day_without_drinking_is_not_treated_at_home() -> None:
    """At `nothing-until-six` knowing the cream is not enough: the figures of that evening belong in hospital."""
    alone = (
        *TO_THE_LAMP,
        {"hand_over": {"social-worker": ["skin"], "daughter": []}},
        {"hand_over": "all"},
        {"choose": "look-first"},
        {"check": "all"},
        {"hand_over": "all"},
        {"choose": "nurse"},
    )
    for chosen, ending in (("at-home", "day-three"), ("ask-about-june", "day-three"), ("hospital", "in-time")):
        evening = walked("nothing-until-six", *alone, {"choose": chosen})
        assert evening.failure is None
        assert evening.state.here.event == ending


def test_nobody_is_treated_for_what_nobody_has_named() -> None:
    """At `nothing-until-six` a doctor who has not heard of the cream cannot choose it, and another does no good."""
    untold = (
        *TO_THE_LAMP,
        {"hand_over": {"social-worker": ["hours"], "daughter": ["hours"]}},
        {"choose": "ask-for-one"},
        {"choose": "go"},
        {"hand_over": "none"},
        {"choose": "look-first"},
        {"check": "all"},
        {"hand_over": ["raw"]},
        {"choose": "nurse"},
    )
    assert walked("nothing-until-six", *untold, {"choose": "at-home"}).failure is not None
    assert walked("nothing-until-six", *untold, {"choose": "barrier"}).state.here.event == "day-three"


def test_what_walter_kept_from_his_daughter_costs_when_it_is_told() -> None:
    """At `nothing-until-six` good care of the skin does not open the door that was shut by telling June."""
    result = played("nothing-until-six", "june-was-told")
    assert result.failure is None
    assert result.state.here.event == "bathroom-door"


def test_a_tablet_that_nobody_takes_is_not_changed_into_the_best_ending() -> None:
    """Anhörig ringer: the doctor who was not told that it is skipped changes it, and Esther is taken in."""
    result = played("anhorig-ringer", "ingen-undrade")
    assert result.failure is None
    assert "vattentabletten" not in result.state.here.knowledge["lakare"]
    assert result.state.here.event == "hogt-huvudgarde"


def test_saturdays_doctor_prescribes_only_on_what_was_said() -> None:
    """At `viktlarm` the dose needs the weight, and why it was not taken."""
    until_the_doctor = tuple({"choose": each} for each in ("badkarskanten", "mandag", "skriv", "jouren"))
    for facts, possible in ((["vikten"], False), (["vikten", "inte-tagit"], True)):
        result = walked("viktlarm", *until_the_doctor, {"hand_over": facts}, {"choose": "dosen-nu"})
        assert (result.failure is None) is possible


def test_a_home_where_the_doctor_was_told_no_vital_signs_is_not_the_best_ending() -> None:
    """Det vi lovade: the promise was kept, and all the same nobody may stay at home on a weight and a good voice."""
    best = dict(journey("det-vi-lovade").plays)["loftet-haller"]
    chosen = next(at for at, step in enumerate(best) if step.choose == "hemma")
    without = (*best[: chosen - 2], PlayStep.model_validate({"hand_over": ["fatoljen", "vattentabletten", "linnet"]}))
    assert run_play(journey("det-vi-lovade"), (*without, *best[chosen:])).failure
    monday = [PlayStep.model_validate(step) for step in ({"choose": "mandag"}, {"hand_over": "all"}, {})]
    result = run_play(journey("det-vi-lovade"), (*without, *monday))
    assert result.failure is None
    assert "vardena" not in result.state.here.knowledge["lakare"]
    assert result.state.here.event == "natten"


def test_what_was_for_esther_to_tell_costs_when_marianne_is_told() -> None:
    """Det vi lovade: everything else was done well, and the song is gone."""
    result = played("det-vi-lovade", "marianne-fick-veta")
    assert result.failure is None
    assert result.state.here.event == "blommorna"


def test_a_good_weekend_that_nobody_writes_down_is_not_the_best_ending() -> None:
    """Det vi lovade: Esther is well, and the promise is still in one person."""
    result = played("det-vi-lovade", "allt-glomt-men-sagt")
    assert result.failure is None
    assert result.state.here.event == "en-enda"


def test_only_a_promise_that_has_been_passed_on_can_be_kept_by_somebody_new() -> None:
    """Det vi lovade: in its sleeve it is no choice on Saturday; in use it is, though nobody told the stand-in."""
    table = ({"check": ["hogt"]}, {"choose": "glomdes"}, {"choose": "inget-mer"}, {"choose": "lat-sta"})
    used = ({"check": ["hogt"]}, {"choose": "anvands"}, {"choose": "inget-mer"})
    weekend = ({"hand_over": "none"}, {"choose": "i-morgon"}, {"hand_over": "none"}, {"choose": "gor-loftet"})
    assert walked("det-vi-lovade", *table, *weekend).failure
    assert walked("det-vi-lovade", *used, *weekend).failure is None
