"""Translations: found by key path, falling back text by text, and never in the way of playing."""

from __future__ import annotations

from pathlib import Path
from typing import get_type_hints

import pytest

from esthersim.authored.po import PoError, parse_po
from esthersim.authored.problems import base_scenario
from esthersim.authored.scalars import Text
from esthersim.scenario.loading import Loaded, load_scenario, read_scenario, scenario_or_error
from esthersim.scenario.model import Event
from esthersim.scenario.translatable import SHAPE, texts_of, translatable
from esthersim.scenario.translation import language_tag, translation_file
from esthersim.scenario.wordings import Wording, usual

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
    assert (scenario.title, usual(decision.options["ring"].text)) == ("A short case", "Call the doctor")
    assert (scenario.summary, scenario.language) == ("Esther ringer, och någon svarar.", "en")
    everything = len(translatable(scenario))
    assert [(problem.code, problem.severity) for problem in loaded.problems] == [("ES135", "note")]
    assert f"{200 // everything} per cent of {everything} texts are translated to 'en'" in loaded.problems[0].message
    assert f"missing: {everything - 2}, fuzzy or changed since: 0" in loaded.problems[0].message


def test_doubtful_translations_are_counted() -> None:
    """What is fuzzy, and what was changed since, is apart from what is missing: there is something to look at."""
    loaded = translated(
        "#, fuzzy\n" + entry("title", "Ett kort fall", "A short case"),
        entry("story", "Esther är 80 år.", "Esther is 80."),
        entry("needs", "Vi tränar på att lyssna.", ""),
    )
    assert "0 per cent" in loaded.problems[0].message
    assert loaded.problems[0].message.endswith("fuzzy or changed since: 2")


def test_whole_translation_is_not_spoken_of() -> None:
    """Nothing is said where nothing is to be done."""
    texts = translatable(scenario_or_error(read_scenario(base_scenario(), "kort.yaml")))
    assert translated(*(entry(name, text, "x") for name, text in texts.items())).problems == ()


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


def test_every_text_of_an_event_can_be_translated() -> None:
    """What an author writes at an event, in any key that is text, is asked of the translators."""
    texts = {
        key
        for key, kind in get_type_hints(Event, include_extras=True).items()
        if kind in (Text, Text | None, Wording, Wording | None)
    }
    assert texts >= {"title", "text", "facilitator"}
    assert texts <= SHAPE["events"]["*"].keys()


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
    with pytest.raises(PoError):
        parse_po(text)


@pytest.mark.parametrize(
    ("text", "line"), [("#~ x\n", 0), ('#~ msgid "a"\nmsgstr "b"\n', 1), ('#~ msgid "a"\n', 0)], ids=str
)
def test_broken_obsolete_entry_is_told(text: str, line: int) -> None:
    """It would be lost when the file is written anew."""
    with pytest.raises(PoError) as error:
        parse_po(text)
    assert error.value.line == line


def test_doubt_about_an_obsolete_entry_is_not_of_the_next() -> None:
    """The comments above an entry are that entry's, also where it is obsolete."""
    po = parse_po('#, fuzzy\n#~ msgid "a"\n#~ msgstr "b"\n\n' + entry("title", "x", "y"))
    assert not po.messages["title"].fuzzy
    assert [each.fuzzy for each in po.obsolete] == [True]


def test_comments_flags_and_the_previous_text_are_read() -> None:
    """All that is written beside a translation can be written again."""
    above = '#  ask\n#. note\n#: x:1\n#, fuzzy, no-wrap\n#| msgctxt "t"\n#| msgid ""\n#| "old "\n#| "text"\n'
    po = parse_po("# head\n" + HEADER + above + entry("title", "x", "y") + "# end\n")
    found = po.messages["title"]
    assert (found.comments, found.flags, found.previous) == (["#  ask"], ["no-wrap"], "old text")
    assert po.header is not None
    assert (po.header.comments, po.closing) == (["# head"], ["# end"])


def test_translation_of_another_scenario_is_one_problem() -> None:
    """Not hundreds; and nothing of it is shown, also where a key path is the same by chance."""
    strange = [entry(f"events.e{number}.text", f"Text {number}", "x") for number in range(300)]
    loaded = translated(entry("title", "Ett kort fall", "A short case"), entry("story", "Nej", "No"), *strange)
    [problem] = loaded.problems
    assert (problem.code, problem.severity, problem.line) == ("ES201", "error", 5)
    assert "of its 302 texts only 1 are in this one" in problem.message
    assert scenario_or_error(loaded).title == "Ett kort fall"


def test_rewritten_scenario_keeps_its_translation() -> None:
    """New ids for most events are no other scenario while the texts are the same ones."""
    texts = translatable(scenario_or_error(read_scenario(base_scenario(), "kort.yaml")))
    moved = [entry(f"events.ny{n}.text", text, "x") for n, text in enumerate(texts.values())]
    codes = [problem.code for problem in translated(*moved, entry("title", "Ett kort fall", "A case")).problems]
    assert set(codes) == {"ES135", "ES199"}


def test_text_translated_twice_is_told_and_the_first_counts() -> None:
    """Two entries of one key path, as a merge by hand leaves them."""
    loaded = translated(entry("title", "Ett kort fall", "One"), entry("title", "Ett kort fall", "Two"))
    problem = next(each for each in loaded.problems if each.code == "ES203")
    assert (problem.line, problem.severity) == (9, "error")
    assert "the first is in line 5" in problem.message
    assert scenario_or_error(loaded).title == "One"


@pytest.mark.parametrize(
    ("folder", "said", "fits"),
    [
        ("en", "en", True),
        ("en", "en_GB", True),
        ("en-GB", "en", True),
        ("en", "fi", False),
        ("en-GB", "en-US", False),
    ],
)
def test_translation_in_the_folder_of_another_language(folder: str, said: str, fits: bool, tmp_path: Path) -> None:
    """Header and folder must agree, or nobody knows what would be shown; one may be more exact than the other."""
    file = tmp_path / "kort.yaml"
    file.write_text(base_scenario(), encoding="utf-8")
    (tmp_path / "locale" / folder).mkdir(parents=True)
    text = HEADER.replace("en", said) + entry("title", "Ett kort fall", "A short case")
    (tmp_path / "locale" / folder / "kort.po").write_text(text, encoding="utf-8")
    loaded = load_scenario(file, folder)
    assert (scenario_or_error(loaded).title == "A short case") == fits
    assert [(each.code, each.line) for each in loaded.problems] == [("ES135", 0) if fits else ("ES202", 3)]


@pytest.mark.parametrize("text", [HEADER.replace("en", "engelska"), ""], ids=["header", "folder alone"])
def test_language_that_is_none_is_told_of_the_translation(text: str, tmp_path: Path) -> None:
    """The scenario itself is not to blame for a folder with a name of its own."""
    file = tmp_path / "kort.yaml"
    file.write_text(base_scenario(), encoding="utf-8")
    (tmp_path / "locale" / "engelska").mkdir(parents=True)
    text += entry("title", "Ett kort fall", "A short case")
    (tmp_path / "locale" / "engelska" / "kort.po").write_text(text, encoding="utf-8")
    loaded = load_scenario(file, "engelska")
    assert scenario_or_error(loaded).title == "Ett kort fall"
    assert [each.message for each in loaded.problems] == [
        "the translation's language is not a language tag: 'engelska'"
    ]


def test_folder_says_the_language_where_the_header_does_not(tmp_path: Path) -> None:
    """A file without a header is still a translation, and the scenario then speaks that language."""
    file = tmp_path / "kort.yaml"
    file.write_text(base_scenario(), encoding="utf-8")
    (tmp_path / "locale" / "en").mkdir(parents=True)
    (tmp_path / "locale" / "en" / "kort.po").write_text(entry("title", "Ett kort fall", "A case"), encoding="utf-8")
    loaded = load_scenario(file, "en")
    assert scenario_or_error(loaded).language == "en"
    assert [problem.code for problem in loaded.problems] == ["ES135"]


def test_folder_in_the_place_of_a_translation_is_told(tmp_path: Path) -> None:
    """It is no translation, and no reason not to play."""
    file = tmp_path / "kort.yaml"
    file.write_text(base_scenario(), encoding="utf-8")
    (tmp_path / "locale" / "en" / "kort.po").mkdir(parents=True)
    loaded = load_scenario(file, "en")
    assert loaded.scenario is not None
    assert [problem.message for problem in loaded.problems] == ["the translation cannot be read: it is a folder"]


def test_every_text_says_who_reads_it() -> None:
    """A translator is told what a text is for, in a sentence."""
    for each in texts_of(scenario_or_error(read_scenario(base_scenario(), "kort.yaml"))):
        assert each.readers.endswith(".")


def test_catalogue_of_several_lines_and_escapes() -> None:
    """Texts go on over several lines; a newline, a quotation mark and a backslash have their escapes."""
    po = parse_po('# note\nmsgctxt "a"\nmsgid ""\n"x\\n"\n"y"\nmsgstr "\\"q\\" \\\\ \\t"\n')
    assert (po.messages["a"].source, po.messages["a"].target) == ("x\ny", '"q" \\ \t')


def test_every_text_has_a_key_path() -> None:
    """The paths are those of the file and of the model alike, in the same order."""
    from esthersim.authored.yaml_parser import read_yaml

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


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("en", "en"),
        ("EN-gb", "en-GB"),
        ("en_GB", "en-GB"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("es-419", "es-419"),
        ("sl-rozaj", "sl-rozaj"),
        ("smj", "smj"),
        ("engelska", None),
        ("", None),
        ("e", None),
        ("en-", None),
        ("../x", None),
        ("en\n", None),
        ("\uff45\uff4e", None),
    ],
)
def test_language_is_a_tag_of_bcp_47(code: str, tag: str | None) -> None:
    """A tag gets its usual capitals, since it names a folder; what is none names nothing."""
    assert language_tag(code) == tag
