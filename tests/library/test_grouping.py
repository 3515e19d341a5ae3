"""The groupings of the home screen: laws that hold for every library, and what the shipped one looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.language import set_language, speaking
from esthersim.library.cards import ScenarioCard, scenario_cards
from esthersim.library.grouping import Group, following, grouping_heading, groups
from esthersim.library.learning_paths import FoundPaths, LearningPath, PathError, find_paths
from esthersim.library.scenarios import Library
from esthersim.library.shared_names import SharedNames, shared_names
from esthersim.settings import GROUPINGS, Grouping
from esthersim.shipped import shipped

FOLDER = shipped("scenarios")
IDS = st.sampled_from(["a", "b", "c", "d", "e"])
TITLES = st.sampled_from(["Nurse", "Nurse at night", "Doctor", "Son", "[b]x[/b]"])
PARTS = st.dictionaries(st.sampled_from(["esther", "nurse", "doctor", "son"]), TITLES, max_size=4)
CARDS = st.lists(
    st.builds(
        ScenarioCard,
        id=IDS,
        path=st.just(Path("x.yaml")),
        title=TITLES,
        seconds=st.integers(0, 9000).map(float),
        objectives=PARTS,
        together=PARTS,
        organisations=PARTS,
        problem=st.sampled_from(["", "", "", "wrong"]),
    ),
    unique_by=lambda card: card.id,
    max_size=5,
)


@st.composite
def learning_paths(draw: st.DrawFn) -> LearningPath:
    """Draw a learning path, which may name scenarios that nobody has."""
    ids = draw(st.lists(IDS | st.just("elsewhere"), unique=True, min_size=1))
    return LearningPath("p", draw(TITLES), "", "", (), "", (), "", "", tuple((each, f"why {each}") for each in ids))


BROKEN = (Path("own.yaml"), PathError("own.yaml:1:1", "wrong", ""))
PATHS = st.builds(
    FoundPaths, paths=st.lists(learning_paths(), max_size=3).map(tuple), broken=st.sampled_from([(), (BROKEN,)])
)
NAMES = st.builds(SharedNames, objectives=PARTS, roles=PARTS, organisations=PARTS)


@given(st.sampled_from(GROUPINGS), CARDS, PATHS, NAMES)
def test_nothing_is_lost_and_nothing_invented(
    grouping: Grouping, cards: list[ScenarioCard], paths: FoundPaths, names: SharedNames
) -> None:
    """Every scenario stands somewhere, as it is; what has no card was named by a path, or is a path itself."""
    grouped = [each for group in groups(grouping, cards, paths, names) for each in group.scenarios]
    assert {each.id for each in grouped} >= {card.id for card in cards}
    by_id = {card.id: card for card in cards}
    named = {id_ for path in paths.paths for id_, _why in path.scenarios} | {file.name for file, _error in paths.broken}
    for each in grouped:
        assert each.card == by_id.get(each.id)
        assert each.card is not None or (each.id in named and each.short)


@given(st.sampled_from(GROUPINGS), CARDS, PATHS, NAMES)
def test_a_group_has_each_scenario_once_and_a_heading(
    grouping: Grouping, cards: list[ScenarioCard], paths: FoundPaths, names: SharedNames
) -> None:
    """No group is empty or without a name, and none says the same twice."""
    for group in groups(grouping, cards, paths, names):
        assert group.heading
        assert group.scenarios
        ids = [each.id for each in group.scenarios]
        assert len(ids) == len(set(ids))


@given(st.sampled_from(GROUPINGS), CARDS, PATHS, NAMES)
def test_the_order_is_that_of_the_cards_or_of_the_path(
    grouping: Grouping, cards: list[ScenarioCard], paths: FoundPaths, names: SharedNames
) -> None:
    """What stands first in the list stands first in a group too; a path has its scenarios as they are trained."""
    order = [card.id for card in cards]
    for group in groups(grouping, cards, paths, names):
        ids = [each.id for each in group.scenarios]
        if group.path is not None:
            assert ids == [id_ for id_, _why in group.path.scenarios]
            assert [each.why for each in group.scenarios] == [why for _id, why in group.path.scenarios]
        else:
            assert [id_ for id_ in ids if id_ in order] == [id_ for id_ in order if id_ in ids]


@given(CARDS, PATHS, NAMES)
def test_by_length_each_stands_once_and_what_is_broken_last(
    cards: list[ScenarioCard], paths: FoundPaths, names: SharedNames
) -> None:
    """The first list that a newcomer sees repeats nothing, and goes from short to long."""
    made = groups("length", cards, paths, names)
    grouped = [each for group in made for each in group.scenarios]
    assert len(grouped) == len(cards)
    broken = [bool(each.card and each.card.problem) for each in grouped]
    assert broken == sorted(broken)
    longest = [max(each.card.seconds for each in group.scenarios if each.card) for group in made if not _broken(group)]
    assert longest == sorted(longest)


def _broken(group: Group) -> bool:
    return any(each.card is not None and bool(each.card.problem) for each in group.scenarios)


@given(CARDS, PATHS, NAMES)
def test_what_two_have_in_common_is_a_group_of_theirs(
    cards: list[ScenarioCard], paths: FoundPaths, names: SharedNames
) -> None:
    """Roles that several scenarios share have their own heading; those of one are told in its line."""
    whole = [card for card in cards if not card.problem]
    for grouping, parts in (("role", "together"), ("organisation", "organisations")):
        made = groups("role" if grouping == "role" else "organisation", cards, paths, names)
        for id_ in {id_ for card in whole for id_ in getattr(card, parts)}:
            holding = [card.id for card in whole if id_ in getattr(card, parts)]
            if len(holding) > 1:
                assert holding in [[each.id for each in group.scenarios] for group in made]
            else:
                title = next(getattr(card, parts)[id_] for card in whole if id_ in getattr(card, parts))
                assert any(title in each.short for group in made for each in group.scenarios if each.id == holding[0])


def test_the_ways_are_stepped_through_and_come_round() -> None:
    """One key shows them all, each with a heading of its own, and ends where it began."""
    grouping, met = GROUPINGS[0], []
    for _step in GROUPINGS:
        met.append(grouping)
        grouping = following(grouping)
    assert tuple(met) == GROUPINGS
    assert grouping == GROUPINGS[0]
    assert len({grouping_heading(each) for each in GROUPINGS}) == len(GROUPINGS)


def test_headings_stand_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    """In Swedish å, ä and ö come last; in English they are an a and an o."""
    titles = {"b": "Ögonläkare", "o": "Optiker", "a": "Ämneslärare", "z": "Zoolog", "r": "Åldersforskare"}
    cards = [ScenarioCard(id_, tmp_path, id_, together=titles) for id_ in ("one", "two")]
    headings = {}
    for code in ("sv", "en"):
        with speaking(code):
            headings[code] = " ".join(group.heading for group in groups("role", cards, FoundPaths(), SharedNames()))
    assert headings == {
        "sv": "Optiker Zoolog Åldersforskare Ämneslärare Ögonläkare",
        "en": "Åldersforskare Ämneslärare Ögonläkare Optiker Zoolog",
    }


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_shipped_library_has_names_for_what_its_scenarios_share(language: str) -> None:
    """No group is headed by the words of one scenario where several share it, and no name is there for nothing."""
    cards = scenario_cards(Library([FOLDER], proven=FOLDER), language)
    names = shared_names(language)
    for parts, named in (("together", names.roles), ("organisations", names.organisations)):
        ids = [id_ for card in cards for id_ in getattr(card, parts)]
        assert {id_ for id_ in ids if ids.count(id_) > 1} == set(named)
        assert len(set(named.values())) == len(named)
    assert set(names.objectives) <= {id_ for card in cards for id_ in card.objectives}


def test_a_library_of_one_s_own_is_grouped_too(tmp_path: Path) -> None:
    """Without paths or names nothing is missing: the shortest title heads what is shared, and the rest is 'others'."""
    set_language("en")
    library = Library([tmp_path])
    cards = [
        ScenarioCard(id_, tmp_path, id_, together={"nurse": title}, objectives={"own": f"{title}!"}, seconds=60)
        for id_, title in (("a", "Nurse at night"), ("b", "Nurse"))
    ]
    paths, names = find_paths(library.folders, "en"), shared_names("en")
    assert paths.paths == ()
    assert [group.heading for group in groups("role", cards, paths, names)] == ["Nurse"]
    assert [group.heading for group in groups("objective", cards, paths, names)] == ["Nurse!"]
    assert [group.heading for group in groups("path", cards, paths, names)] == ["Others"]
    assert [group.heading for group in groups("length", cards, paths, names)] == ["Up to 30 min"]
