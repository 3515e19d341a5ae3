"""Translations: found by key path, falling back text by text, and never in the way of playing."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.scenario.loading import Loaded, load_scenario, read_scenario, scenario_or_error
from esthersim.scenario.problems import base_scenario
from esthersim.scenario.translation import BrokenTranslation, read_catalogue, translatable, translation_file

HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'


def entry(context: str, source: str, target: str) -> str:
    """Return one entry of a .po file."""
    return f'msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{target}"\n\n'


def translated(*entries: str, scenario: str = "") -> Loaded:
    """Load the base scenario with a translation of these entries."""
    return read_scenario(scenario or base_scenario(), "kort.yaml", HEADER + "".join(entries))


def test_texts_are_translated_by_their_key_path() -> None:
    """The entries take the place of the texts; the rest stays in the scenario's own language, and is counted."""
    loaded = translated(
        entry("title", "Ett kort fall", "A short case"),
        entry("events.hemma.decision.options.ring.text", "Ring läkaren", "Call the doctor"),
    )
    scenario = scenario_or_error(loaded)
    decision = scenario.events["hemma"].decision
    assert decision is not None
    assert (scenario.title, decision.options["ring"].text) == ("A short case", "Call the doctor")
    assert (scenario.summary, scenario.language) == ("Esther ringer, och någon svarar.", "en")
    everything = len(translatable(scenario))
    assert [(problem.code, problem.severity) for problem in loaded.problems] == [("ES135", "note")]
    assert f"{everything - 2} of {everything}" in loaded.problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        entry("title", "Ett kort fall", ""),
        entry("title", "Ett annat fall", "Another case"),
        "#, fuzzy\n" + entry("title", "Ett kort fall", "A short case"),
        "#~ " + entry("title", "Ett kort fall", "A short case").replace("\nmsg", "\n#~ msg"),
    ],
    ids=["empty", "changed since", "doubtful", "obsolete"],
)
def test_what_is_not_surely_translated_stays(text: str) -> None:
    """An empty, outdated, doubtful or obsolete entry never speaks for the scenario."""
    assert scenario_or_error(translated(text)).title == "Ett kort fall"


def test_line_breaks_need_not_agree() -> None:
    """Texts wrap differently in the two files; the words decide."""
    scenario = base_scenario().replace("story: Esther är 81 år.", "story: |\n  Esther är\n  81 år.")
    loaded = translated(entry("story", "Esther är 81 år.", "Esther is 81."), scenario=scenario)
    assert scenario_or_error(loaded).story == "Esther is 81."


def test_entry_for_no_text_is_told() -> None:
    """An id that was changed leaves its translation behind: the file, the line and the likely new place are told."""
    loaded = translated(entry("events.hema.title", "Hemma hos Esther", "At home"))
    problem = next(each for each in loaded.problems if each.code == "ES199")
    assert (problem.file, problem.line, problem.severity) == ("kort.po", 5, "warning")
    assert "did you mean 'events.hemma.title'?" in problem.message
    assert loaded.scenario is not None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("msgctxt title\n", 1),
        ('msgid "a"\nmsgid "b"\n', 2),
        ('msgid "a"\nmsgstr "b\n', 2),
        ('msgctxt "a"\nmsgid "b"\n', 1),
        ('msgstr "a"\n', 1),
    ],
)
def test_broken_translation_is_told_and_left_out(text: str, line: int) -> None:
    """A .po file that makes no sense has a line where it begins to; the scenario can be played in its own language."""
    loaded = translated(text)
    problem = loaded.problems[0]
    assert (problem.code, problem.line) == ("ES136", line + HEADER.count("\n"))
    assert scenario_or_error(loaded).title == "Ett kort fall"
    with pytest.raises(BrokenTranslation):
        read_catalogue(text)


def test_catalogue_of_several_lines_and_escapes() -> None:
    """Texts go on over several lines; a newline, a quotation mark and a backslash have their escapes."""
    catalogue = read_catalogue('# note\nmsgctxt "a"\nmsgid ""\n"x\\n"\n"y"\nmsgstr "\\"q\\" \\\\ \\t"\n')
    assert (catalogue.entries["a"].source, catalogue.entries["a"].target) == ("x\ny", '"q" \\ \t')


def test_every_text_has_a_key_path() -> None:
    """The paths are those of the file and of the model alike, in the same order."""
    from esthersim.scenario.reading import read_yaml

    scenario = scenario_or_error(read_scenario(base_scenario(), "kort.yaml"))
    raw = read_yaml(base_scenario()).root
    assert translatable(raw) == translatable(scenario)
    assert translatable(raw)["facts.katten.text"] == "Katten heter Sture"
    assert "id" not in translatable(raw)


def test_play_that_expects_an_ending_by_its_text_still_passes() -> None:
    """The text that a play names is translated with the ending."""
    scenario = base_scenario() + "plays: {p: [{expect: {ending: Esther sover}}]}\n"
    loaded = translated(entry("events.slutet.ending", "Esther sover", "Esther sleeps"), scenario=scenario)
    assert {problem.code for problem in loaded.problems} == {"ES135"}
    expected = scenario_or_error(loaded).plays["p"][0].expect
    assert expected is not None
    assert expected.ending == "Esther sleeps"


def test_translation_is_found_beside_the_file(tmp_path: Path) -> None:
    """`locale/<language>/<id>.po`, the wider language where there is no narrower, and only for another language."""
    file = tmp_path / "kort.yaml"
    file.write_text(base_scenario(), encoding="utf-8")
    folder = tmp_path / "locale" / "en"
    folder.mkdir(parents=True)
    (folder / "kort.po").write_text(HEADER + entry("title", "Ett kort fall", "A short case"), encoding="utf-8")
    assert scenario_or_error(load_scenario(file, "en-GB")).title == "A short case"
    assert scenario_or_error(load_scenario(file, "en")).title == "A short case"
    assert load_scenario(file, "sv-SE").problems == ()
    without = load_scenario(file, "fi")
    assert scenario_or_error(without).title == "Ett kort fall"
    assert without.problems == ()
    assert translation_file(file, "fi") == tmp_path / "locale" / "fi" / "kort.po"


def test_unreadable_translation_is_told(tmp_path: Path) -> None:
    """A translation in another encoding is a problem of its own file."""
    file = tmp_path / "kort.yaml"
    file.write_text(base_scenario(), encoding="utf-8")
    (tmp_path / "locale" / "en").mkdir(parents=True)
    (tmp_path / "locale" / "en" / "kort.po").write_bytes(b'msgid "\xff"\n')
    loaded = load_scenario(file, "en")
    assert loaded.scenario is not None
    assert [(problem.code, problem.file[-10:]) for problem in loaded.problems] == [("ES162", "en/kort.po")]
