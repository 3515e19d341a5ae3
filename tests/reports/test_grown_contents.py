"""What a report holds of a journey that uses all that the format can say."""

from __future__ import annotations

from datetime import UTC
from types import SimpleNamespace

import pytest

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import Cause, FactStatus
from esthersim.reports.contents import Came
from esthersim.reports.material import material_of
from esthersim.reports.sections import contents
from support.grown_run import GROWN_RUN, grown_run, grown_text
from support.report_runs import Playing, small_run


def gather(it: Playing) -> SimpleNamespace:
    """Return all that a report of a run holds, by name."""
    return SimpleNamespace(**contents(material_of(it.session, zone=UTC)))


@pytest.fixture(scope="module")
def grown() -> SimpleNamespace:
    """Return the contents of a run that meets everything."""
    return gather(grown_run())


def test_texts_read_as_they_did_in_the_run(grown: SimpleNamespace) -> None:
    """A choice is worded as before its own effects, an ending as after all that happened, words as on arrival."""
    assert grown.way[0].chosen == "Låt Karl gå hem, vid puls 96"
    assert (grown.way[0].advised, grown.way[0].support) == ("Båda stannar", "Stödet Alfa")
    assert grown.ending == "IT vet mer än de borde, dag 1"
    assert [(each.patient, each.value, each.words) for each in grown.ratings] == [
        ("Beata", 2, "Pulsen känns, 96 slag."),
        ("Karl", 4, "Ta henne först."),
        ("Beata", 1, "Vem berättar för mig?"),
        ("Karl", 5, ""),
    ]


def test_the_way_has_its_stages_and_what_was_read(grown: SimpleNamespace) -> None:
    """Documents stand at their event with those who saw them; what came by itself stands where the team was then."""
    assert [stop.stage for stop in grown.way] == ["På avdelningen", "På väg hem", "På väg hem", ""]
    documents = [(each.title, each.seen_by) for stop in grown.way for each in stop.documents]
    assert documents == [("Läkemedelslistan", ("Läkaren", "Beata", "Karl")), ("Provsvaret", ("Läkaren",))]
    assert [stop.happened for stop in grown.way] == [("Svaret från labb",), ("Larmet",), ("Grannen ringer på",), ()]
    assert grown.way[2].cause is Cause.INJECT


def test_what_came_by_itself_is_reported_with_what_became_of_it(grown: SimpleNamespace) -> None:
    """Held back, come, not come, led elsewhere, let come; with the text as it read then, and none where it did not."""
    assert [(each.inject, each.came, each.text) for each in grown.arrivals] == [
        ("grannen", Came.HELD, ""),
        ("labb", Came.CAME, "Pulsen var då 130."),
        ("jouren", Came.NOT, ""),
        ("larmet", Came.LED, "Det ringer."),
        ("grannen", Came.FIRED, "Hon undrar."),
    ]
    assert [f"{each.story:%H:%M}" for each in grown.arrivals] == ["08:00", "10:00", "10:00", "11:00", "11:00"]
    assert gather(small_run()).arrivals == ()


def test_a_fact_stands_for_each_receiver_where_that_differs(grown: SimpleNamespace) -> None:
    """What became of it there, whether it was lost or leaked; a receiver whom it did not concern is left out."""
    (made,) = grown.handovers
    apart = {fact.fact: {one.receiver: one.status for one in fact.apart} for fact in made.facts}
    assert apart == {
        "vikten": {"Avdelningen": FactStatus.GIVEN, "IT-stödet": FactStatus.MISSING},
        "kontot": {"IT-stödet": FactStatus.GIVEN},
        "diagnosen": {"Avdelningen": FactStatus.GIVEN, "IT-stödet": FactStatus.GIVEN},
        "missbruket": {},
        "drommen": {"Avdelningen": FactStatus.REQUESTED},
    }
    assert [(fact.fact, fact.lacked_by) for fact in made.losses] == [("vikten", ("IT-stödet",))]
    assert [(fact.fact, fact.leaked_to) for fact in made.facts if fact.leaked_to] == [("diagnosen", ("IT-stödet",))]
    assert [fact.fact for fact in made.facts if not fact.knew] == ["kontot", "drommen"]


def test_what_was_taken_back_is_not_reported_as_having_come() -> None:
    """After going back behind it, what came by itself is no more on the way, nor among what came."""
    it = Playing(grown_text(), GROWN_RUN)
    it.seat_all()
    first = it.session.state.here.way.seq
    it.do(c.Choose("hem"))
    assert [each.inject for each in gather(it).arrivals] == ["grannen", "labb", "jouren"]
    it.do(e.Rewound(first), c.Choose("kvar"))
    held = gather(it)
    assert held.arrivals == ()
    assert [stop.happened for stop in held.way] == [(), ()]


def test_who_has_reviewed_it_stands_in_the_head(grown: SimpleNamespace) -> None:
    """By profession, with what it was read for and what a pilot changed."""
    (review,), (pilot,) = grown.head.reviewed, grown.head.piloted
    assert (review.by, review.of, review.note) == ("sjuksköterska", "clinical", "Doserna")
    assert (pilot.people, pilot.minutes, pilot.changed) == (6, {"simulation": 22.5}, "En roll till")
