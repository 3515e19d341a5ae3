"""Learning paths: what ships, the user's own, and files that are not as they should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from esthersim.library.catalogue import Catalogue
from esthersim.library.learning_paths import DOSES, KEYS, LearningPath, PathError, find_paths, read_path
from esthersim.library.scenarios import default_library
from esthersim.scenario.model import Scenario
from esthersim.shipped import shipped

FOLDER = shipped("scenarios")
SHIPPED = find_paths([FOLDER], "en")
OWN = """\
id: egen
languages: [sv, en]
title: {sv: Vår egen, en: Our own}
summary: {sv: Två pass., en: Two sessions.}
scenarios:
  tom-sang: {why: {sv: Först, en: First}}
  vart-eget: {why: {sv: Sedan, en: Then}}
"""


def own(folder: Path, text: str, name: str = "egen") -> Path:
    """Write a learning path beside the scenarios of a folder."""
    (folder / "paths").mkdir(exist_ok=True)
    file = folder / "paths" / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_paths_can_all_be_read() -> None:
    """None of them is broken, and they are found beside the scenarios of this computer's library."""
    assert SHIPPED.broken == ()
    assert len(SHIPPED.paths) >= 5
    assert set(find_paths(default_library().folders, "en").paths) >= set(SHIPPED.paths)


def test_every_shipped_scenario_is_in_a_path_and_no_other() -> None:
    """Whoever asks where to begin finds every scenario on some way, and no way leads to one that is not there."""
    ships = {entry.id for entry in default_library().entries() if entry.proven}
    assert {scenario for path in SHIPPED.paths for scenario, _why in path.scenarios} == ships


@pytest.mark.parametrize("path", SHIPPED.paths, ids=lambda path: path.id)
def test_a_shipped_path_says_who_it_is_for(path: LearningPath) -> None:
    """In words always; its doses are those of the model."""
    assert path.for_whom
    assert set(path.dose) <= set(DOSES)


def test_every_dose_has_a_path() -> None:
    """Those who give care, their managers, those who lead, the top and the board find something of theirs."""
    assert {dose for path in SHIPPED.paths for dose in path.dose} == set(DOSES)


@pytest.mark.parametrize("path", SHIPPED.paths, ids=lambda path: path.id)
def test_the_two_languages_say_the_same(path: LearningPath) -> None:
    """Every text is there in both, and none was left as it was; ids, order and dose are the same."""
    swedish = read_path(FOLDER / "paths" / f"{path.id}.yaml", "sv")
    for name in ("title", "summary", "for_whom", "between"):
        assert getattr(swedish, name) != getattr(path, name)
    assert [id_ for id_, _why in swedish.scenarios] == [id_ for id_, _why in path.scenarios]
    assert not {why for _id, why in swedish.scenarios} & {why for _id, why in path.scenarios}
    assert swedish.dose == path.dose


@cache
def journey(id_: str) -> Scenario:
    """Return a journey that ships, in English."""
    return Catalogue(default_library(), "en").scenario(id_)


def minutes(scenario: Scenario) -> float:
    """Return how long a session with it takes, from the prebriefing to the end of the debriefing."""
    time = scenario.time
    return sum(each.seconds for each in (time.prebriefing, time.simulation, time.debriefing)) / 60


def shortest(scenarios: Sequence[Scenario]) -> float:
    """Return the minutes of the shortest session of a path."""
    return min(map(minutes, scenarios))


def about(told: float, found: float) -> bool:
    """Tell whether a number of minutes is told as people tell it: to the nearest five."""
    return abs(told - found) < 2.5


def workplaces(scenario: Scenario) -> int:
    """Return how many workplaces are in a journey."""
    return len(scenario.organisations)


def weekdays(scenario: Scenario) -> tuple[int, int]:
    """Return the days of the week on which a journey begins, and on which the next but two is, from 0 for Monday."""
    assert scenario.starts is not None
    return scenario.starts.weekday(), (scenario.starts + timedelta(days=2)).weekday()


def begins(scenario: Scenario) -> int:
    """Return the hour of the day when a journey begins."""
    assert scenario.starts is not None
    return scenario.starts.hour


Claim = tuple[str, str, str, Callable[[Sequence[Scenario]], bool]]
CLAIMS: tuple[Claim, ...] = (
    ("forsta-gangen", "Tre pass på högst en timme och en kvart", "Three sessions of an hour and a quarter at most",
     lambda all_: len(all_) == 3 and max(map(minutes, all_)) <= 75),
    ("forsta-gangen", "Det kortaste tar femtio minuter", "The shortest takes fifty minutes",
     lambda all_: about(50, shortest(all_))),
    ("forsta-gangen", "Börja här, med den kortaste resan", "Begin here, with the shortest journey",
     lambda all_: minutes(all_[0]) == shortest(all_)),
    ("forsta-gangen", "En natt vid en skärm", "A night at a screen", lambda all_: begins(all_[1]) >= 22),
    ("forsta-gangen", "Tre arbetsplatser, en skärm", "Three workplaces, a screen",
     lambda all_: workplaces(all_[2]) == 3),
    ("hela-vagen-hem", "I tre steg", "In three steps", lambda all_: len(all_) == 3),
    ("hela-vagen-hem", "Fem arbetsplatser", "Five workplaces", lambda all_: workplaces(all_[0]) == 5),
    ("leda-traningen", "Från femtio minuter", "From fifty minutes", lambda all_: about(50, minutes(all_[0]))),
    ("leda-traningen", "med fem arbetsplatser", "with five workplaces", lambda all_: workplaces(all_[-1]) == 5),
    ("leda-traningen", "På två timmar hinner ni", "In two hours there is time for it twice",
     lambda all_: 2 * minutes(all_[0]) <= 120),
    ("leda-traningen", "Tre verksamheter", "Three services", lambda all_: workplaces(all_[2]) == 3),
    ("narmaste-chefen", "Tre pass", "Three sessions", lambda all_: len(all_) == 3),
    ("samre-hemma", "Den kortaste resan på vägen", "The shortest journey of the path",
     lambda all_: minutes(all_[0]) == shortest(all_)),
    ("samre-hemma", "En kväll. ", "An evening. ", lambda all_: 17 <= begins(all_[0]) < 22),
    ("samre-hemma", "En eftermiddag. ", "An afternoon. ", lambda all_: 12 <= begins(all_[1]) < 17),
    ("samre-hemma", "En helg. ", "A weekend. ", lambda all_: weekdays(all_[2]) == (4, 6)),
    ("se-med-egna-ogon", "Två pass", "Two sessions", lambda all_: len(all_) == 2),
    ("se-med-egna-ogon", "Två huvudmän och fem arbetsplatser", "Two principals and five workplaces",
     lambda all_: (len({each.principal for each in all_[1].organisations.values()}), workplaces(all_[1])) == (2, 5)),
)  # fmt: skip
"""What a path says of its journeys that can be counted: the words in Swedish and in English, and whether it is so."""


@pytest.mark.parametrize(("id_", "swedish", "english", "is_so"), CLAIMS)
def test_what_a_path_says_of_its_journeys_is_so(
    id_: str, swedish: str, english: str, is_so: Callable[[Sequence[Scenario]], bool]
) -> None:
    """A journey that is revised takes its path with it; words that are no longer there are looked for in vain."""
    for language, words in (("sv", swedish), ("en", english)):
        path = read_path(FOLDER / "paths" / f"{id_}.yaml", language)
        assert words in " ".join((path.summary, *(f"{why} " for _id, why in path.scenarios)))
    assert is_so([journey(each) for each, _why in path.scenarios])


@pytest.mark.parametrize("path", SHIPPED.paths, ids=lambda path: path.id)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_path_tells_no_length_or_number_that_is_not_counted(path: LearningPath, language: str) -> None:
    """A length, a number of sessions or of workplaces stands among the claims; no formula stands anywhere."""
    told = read_path(FOLDER / "paths" / f"{path.id}.yaml", language)
    text = " ".join((told.summary, *(why for _id, why in told.scenarios)))
    for _id, swedish, english, _is_so in CLAIMS:
        text = text.replace((swedish if language == "sv" else english).strip(), "")
    assert not re.search(r"(?i)\b(kvart|timme|minuter|quarter of|hour|minutes)\b", text)
    assert not re.search(r"(?i)\b(två|tre|fyra|fem|two|three|four|five) (pass|session|arbetspl|workpl)", text)
    assert not re.search(r"(?i)(goda|kloka|good|wise) (kolleg|colleag)", text)


def test_a_user_s_own_path_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    """It may leave out source, dose and day, and may name a scenario that nobody has yet."""
    own(tmp_path, OWN)
    found = find_paths([tmp_path, FOLDER], "sv")
    mine = next(path for path in found.paths if path.id == "egen")
    assert mine.title == "Vår egen"
    assert mine.scenarios == (("tom-sang", "Först"), ("vart-eget", "Sedan"))
    assert (mine.dose, mine.source, mine.between) == ((), (), "")
    assert len(found.paths) == len(SHIPPED.paths) + 1


def test_of_two_with_the_same_id_the_user_s_own_is_meant(tmp_path: Path) -> None:
    """As with scenarios: whoever copies a path to change it sees the changed one, once."""
    first = SHIPPED.paths[0].id
    own(tmp_path, OWN.replace("egen", first), first)
    found = find_paths([tmp_path, FOLDER], "en")
    assert [path.title for path in found.paths if path.id == first] == ["Our own"]


@pytest.mark.parametrize(("language", "title"), [("sv-FI", "Vår egen"), ("en-GB", "Our own"), ("fi", "Our own")])
def test_a_language_that_is_not_there_falls_back(tmp_path: Path, language: str, title: str) -> None:
    """First to the main language, then to English."""
    assert read_path(own(tmp_path, OWN), language).title == title


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("id: egen", "id: annan", "1:5", "the id is not the name of the file"),
        ("title:", "titel:", "3:1", "there is no key 'titel'; did you mean 'title'?"),
        ("title: {sv: Vår egen, en: Our own}\n", "", "1:1", "'title' is missing"),
        ("title: {sv: Vår egen, en: Our own}", "title: Vår egen", "3:8", "'title' must have keys of its own"),
        (", en: Our own", "", "3:8", "'title' has no text in 'en'"),
        ("{sv: Först, en: First}", "[]", "6:19", "'scenarios.tom-sang.why' is missing"),
        ("{why: {sv: Först, en: First}}", "{varför: x}", "6:14", "there is no key 'varför'"),
        ("{why: {sv: Först, en: First}}", "x", "6:13", "'scenarios.tom-sang' must have keys of its own"),
        ("{sv: Vår egen,", "{sv: [x],", "3:13", "'title.sv' is not text"),
        ("languages: [sv, en]", "languages: [sv, [en]]", "2:12", "'languages' is not text"),
        ("languages:", "dose: clinicl\nlanguages:", "2:7", "there is no dose 'clinicl'; did you mean 'clinical'?"),
        ("languages:", "date: i vår\nlanguages:", "2:7", "'date' is not a date"),
        ("languages:", "id: x\nlanguages:", "2:1", "the key 'id' is here a second time"),
        ("languages: [", "languages: {", "2:", ""),
    ],
)
def test_a_broken_path_is_told_in_one_line_and_hides_nothing(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    """File, line, column and what is wrong; every other path is there."""
    assert old in OWN
    file = own(tmp_path, OWN.replace(old, new, 1))
    found = find_paths([tmp_path, FOLDER], "sv")
    assert len(found.paths) == len(SHIPPED.paths)
    ((broken, error),) = found.broken
    assert broken == file
    assert str(error).startswith(f"{file}:{place}")
    assert message in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize("content", [b"", b"[]", b"x", b"\xff\xfe\x00", b"a: &a [*a]", b"id: \x07", b"{" * 99])
def test_a_path_may_hold_anything(tmp_path: Path, content: bytes) -> None:
    """Whatever stands in the file, it is a `PathError` and no other error."""
    file = own(tmp_path, "")
    file.write_bytes(content)
    with pytest.raises(PathError):
        read_path(file, "sv")


def test_the_example_of_the_page_is_right(repository: Path, tmp_path: Path) -> None:
    """What `docs/paths.md` shows can be read, and the page names every key and every dose."""
    page = (repository / "docs" / "paths.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    path = read_path(own(tmp_path, example, "nya-i-gruppen"), "en")
    assert [id_ for id_, _why in path.scenarios] == ["overrapportering-natt", "vart-eget"]
    assert path.between == "Shadow a colleague for a night."
    assert all(f"`{word}`" in page for word in (*KEYS, *DOSES))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "this is not a learning path; see a path that ships"),
        ("- a\n", "this is not a learning path; see a path that ships"),
        (OWN + 'between: "\\U00110000"\n', "a backslash inside double quotation marks"),
        (OWN.replace("sv: Vår egen", "sv: [Vår egen]"), "'title.sv' is not text"),
    ],
)
def test_a_path_is_as_broken_in_one_language_as_in_another(tmp_path: Path, text: str, told: str) -> None:
    """Whoever reads it in English is told of what is wrong in the Swedish text."""
    file = own(tmp_path, text)
    for language in ("sv", "en"):
        with pytest.raises(PathError) as error:
            read_path(file, language)
        assert told in str(error.value)
        assert str(error.value).startswith(f"{file}:")
