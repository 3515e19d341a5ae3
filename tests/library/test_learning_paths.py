"""Learning paths: what ships, the user's own, and files that are not as they should be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from esthersim.library.learning_paths import DOSES, KEYS, LearningPath, PathError, find_paths, read_path
from esthersim.library.scenarios import default_library
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
