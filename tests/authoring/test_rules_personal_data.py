"""No real people: what is a personal number, an address or a telephone number, where it stands, and what is none."""

from __future__ import annotations

import pytest

from esthersim.authoring.examination import rule_base
from esthersim.authoring.rule_runner import examine
from esthersim.authoring.rules.personal_data import private_in
from esthersim.scenario.loading import read_scenario


@pytest.mark.parametrize(
    ("text", "code", "piece"),
    [
        ("Esther, 811218-9876", "ES220", "811218-9876"),
        ("19811218-9876 bor här", "ES220", "19811218-9876"),
        ("skriv till esther.ek+a@kommunen.se.", "ES221", "esther.ek+a@kommunen.se"),
        ("a@xexample.org", "ES221", "a@xexample.org"),
        ("ring 070-123 45 67!", "ES222", "070-123 45 67"),
        ("0701234567", "ES222", "0701234567"),
        ("070 - 123 45 67", "ES222", "070 - 123 45 67"),
        ("08-12 34 56", "ES222", "08-12 34 56"),
        ("Tel:(031) 12 34 56", "ES222", "(031) 12 34 56"),
        ("tel.036-32 10 00", "ES222", "036-32 10 00"),
        ("+46 70 123 45 67", "ES222", "+46 70 123 45 67"),
        ("+46 (0)70-123 45 67", "ES222", "+46 (0)70-123 45 67"),
        ("00358 40 123 4567", "ES222", "00358 40 123 4567"),
        ("kl. 08:30 på 0701234567", "ES222", "0701234567"),
    ],
)
def test_is_found(text: str, code: str, piece: str) -> None:
    """Each is found once, as what it is and as it is written, with nothing around it."""
    assert [(found, text[start:end]) for found, start, end in private_in(text)] == [(code, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "08:30",
        "08:30\u201316:00",
        "08.30-09.30",
        "0730-0815",
        "2026-03-07",
        "2026-03-07 08:00",
        "07-03-2026 klockan 08:00",
        "lag 2017:612 och 2014:821",
        "1177",
        "112",
        "001:854",
        "001:854-900",
        "811218-9875",
        "0-100 000 kronor",
        "1 000 000 000",
        "10.1080/0142159X.2025.2547731",
        "ISBN 978-91-7000-150-5",
        "070-174 06 05",
        "+46 70 174 06 99",
        "08-465 004 12",
        "esther@example.org",
        "esther@sjukhus.test",
        "@esther",
        "3 @ 40 kronor",
    ],
)
def test_is_none(text: str) -> None:
    """Times, dates, laws, short numbers, what is nobody's and what only looks like it are left alone."""
    assert list(private_in(text)) == []


def test_several_in_one_text() -> None:
    """Each is reported, also two alike."""
    text = "811218-9876 och 811218-9876, a@b.se, 070-123 45 67 och 070-123 45 68"
    assert [code for code, _, _ in private_in(text)] == ["ES220", "ES220", "ES221", "ES222", "ES222"]


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("story: Esther, 811218-9876", 1, 16),
        ("story: 'Esther, 811218-9876'", 1, 17),
        ("story: |\n  Esther är gammal.\n\n  Hon är 811218-9876.", 4, 10),
        ("story: Esther är\n  811218-9876", 2, 3),
    ],
)
def test_place_is_inside_the_text(written: str, line: int, column: int) -> None:
    """The caret stands under the number, not under the text that holds it."""
    text = rule_base().replace("story: Esther är 81 år och bor ensam.", written)
    first = next(number for number, each in enumerate(text.splitlines(), 1) if each.startswith("story:"))
    [problem] = examine(read_scenario(text, "kort.yaml"))
    assert (problem.code, problem.line, problem.column) == ("ES220", first + line - 1, column)
    assert problem.message == "'story' holds a personal number"


def test_in_a_list_and_in_what_is_not_translated() -> None:
    """Sources, prior knowledge and the source of a deadline are texts too; ids and conditions are not."""
    text = rule_base() + "sources: [ett, 'a@b.se']\nprior_knowledge: [ett, 'två 070-123 45 67']\nlicense: c@d.se\n"
    text += "deadlines: {d: {from: hemma, to: samtalet, within: 1 h, text: I tid, source: e@f.se}}\n"
    found = [problem for problem in examine(read_scenario(text, "kort.yaml")) if problem.code in {"ES221", "ES222"}]
    assert [problem.path for problem in found] == ["sources.1", "prior_knowledge.1", "license", "deadlines.d.source"]
    for problem in found:
        assert problem.source_line[problem.column - 1 :].startswith(("a@", "070", "c@", "e@"))


def test_in_a_translation() -> None:
    """What stands only in a .po file is found there, at its line and column."""
    header = 'msgid ""\nmsgstr "Language: en\\n"\n\n'
    entry = 'msgctxt "story"\nmsgid "Esther är 81 år och bor ensam."\n'
    entry += 'msgstr ""\n"Esther is 81.\\n"\n"Ring 070-123 45 67."\n'
    loaded = read_scenario(rule_base(), "kort.yaml")
    translated = read_scenario(rule_base(), "kort.yaml", header + entry)
    [problem] = examine(loaded, [translated])
    assert (problem.file, problem.line, problem.column) == ("kort.po", 8, 7)
    assert (problem.code, problem.path) == ("ES222", "story")


def test_message_does_not_repeat_it() -> None:
    """A message may be kept in a log: the number stays in the file."""
    text = rule_base().replace("81 år", "811218-9876")
    [problem] = examine(read_scenario(text, "kort.yaml"))
    assert "811218" not in problem.message + problem.help
