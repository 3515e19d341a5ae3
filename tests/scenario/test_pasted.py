"""What comes along when people paste: texts that a number sign cuts, signs that are unseen or look like others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.authored.problems import Report, base_scenario
from esthersim.authored.strange_signs import strange_in, without_strange
from esthersim.authored.text_files import decode
from esthersim.language import speaking
from esthersim.scenario.loading import read_scenario, scenario_or_error
from support.examples import examples

BASE = base_scenario()
NBSP, ZWSP, SHY, JOINER, BOM = "\u00a0", "\u200b", "\u00ad", "\u2060", "\ufeff"
STORY = "story: Esther är 81 år."


def changed(old: str, new: str) -> str:
    """Return the base scenario with one piece replaced."""
    assert BASE.count(old) >= 1
    return BASE.replace(old, new, 1)


def places(text: str) -> list[tuple[str, int, int]]:
    """Return code, line and column of each problem."""
    return [(each.code, each.line, each.column) for each in read_scenario(text, "kort.yaml").problems]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        (STORY, "story: Rum # 4", "# 4"),
        (STORY, "story: Esther\n  i rum # 4 på ön", "# 4 på ön"),
        ("brief: Du har jour.}", "brief: Du har jour. # till sju\n  }", "# till sju"),
        ("title: Kväll", "title: Rum #4", "#4"),
        (STORY, STORY + "\nsources:\n  - sida # 4\n  - sida 5", "# 4"),
        (STORY, STORY + "\nsources: [sida # 4\n  , sida 5]", "# 4"),
        (STORY, "story: Rum \x85? och: # 4".replace(": #", " #"), "# 4"),
    ],
)
def test_a_text_is_not_cut_in_silence(old: str, new: str, lost: str) -> None:
    """In a block, in braces and in a list, the warning stands at the number sign and says what is lost."""
    text = changed(old, new)
    loaded = read_scenario(text, "kort.yaml")
    [problem] = loaded.problems
    assert (problem.code, problem.severity) == ("ES230", "warning")
    assert f"'{lost}'" in problem.message
    assert text.split("\n")[problem.line - 1][problem.column - 1 :] == lost
    assert loaded.scenario is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (STORY, "story: Esther  # en kommentar"),
        (STORY, "story: Esther\t# en kommentar"),
        (STORY, "# en kommentar\nstory: 'Rum # 4' # en kommentar"),
        (STORY, "story: | # en kommentar\n  Rum # 4"),
        (STORY, "story: Rum#4"),
        ("roles:\n", "roles: # en kommentar\n"),
        ("    decision:\n", "    decision: # en kommentar\n    # en till\n"),
        ("next: slutet\n", "next: slutet # ett id\n"),
        ("language: sv", "language: sv # svenska"),
        ("format: sbar,", "format: sbar # utan svar\n      ,"),
        ("organisation: kommun,", "organisation: kommun # här\n    ,"),
        ("fictional: true", "fictional: true # än så länge"),
        ("element: background}", "element: background # kanske\n    }"),
        ("variables: {trygghet: 3, ringde: false}", "variables:\n  trygghet: 3 # av fem\n  ringde: false # än"),
        (STORY, STORY + "\nstarts: 2026-03-07 08:00 # en lördag"),
        ("present: [esther, skoterska]", "present: # båda\n      - esther # hon\n      - skoterska"),
    ],
)
def test_a_comment_is_a_comment(old: str, new: str) -> None:
    """After two spaces, on a line of its own, after a key, and where no text stands that could lose something."""
    assert read_scenario(changed(old, new), "kort.yaml").problems == ()


def test_a_text_that_goes_on_after_the_cut() -> None:
    """The next line cannot be read, and the line before it says why."""
    assert places(changed(STORY, "story: Esther\n  i rum # 4\n  på ön")) == [("ES230", 11, 9), ("ES167", 12, 3)]


def test_a_brace_that_a_number_sign_hides() -> None:
    """Its text is cut, and the brace is not closed."""
    found = places(changed("brief: Du har jour.}", "brief: Rum # 4.}"))
    assert found == [("ES230", 15, 38), ("ES179", 16, 1)]


@given(st.text("ab #'\"", min_size=1, max_size=12).map(lambda text: "x" + text))
@examples(2)
def test_nothing_is_lost_without_a_word(text: str) -> None:
    """Whatever stands after a key: the text is read whole, or there is a warning, or two spaces say a comment."""
    loaded = read_scenario(changed(STORY, f"story: {text}"), "kort.yaml")
    read = scenario_or_error(loaded).story
    assert read == text.rstrip(" ") or "  #" in text or [each.code for each in loaded.problems] == ["ES230"]


@pytest.mark.parametrize("sign", [NBSP, ZWSP, SHY, JOINER, BOM])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    text: Det tutar.", "  ~ text: Det tutar."),
        ("    text: Det tutar.", "   ~text: Det tutar."),
        ("title: Ett kort fall", "title:~Ett kort fall"),
        ("title: Ett kort fall", "ti~tle: Ett kort fall"),
        ("title: Ett kort fall", "~title: Ett kort fall"),
        ("    next: slutet", "    next:\n      -~when: ringde\n        to: slutet\n      - to: slutet"),
        ("present: [esther, skoterska]", "present:\n      -~esther\n      -~skoterska"),
        ("must: [vikten]", "must: [vik~ten]"),
        ("next: slutet}", "next: slu~tet}"),
        ("  vikten:", "  vik~ten:"),
        ("{title: Läkare", "{title:~Läkare"),
        ("{title: Läkare", "{~title: Läkare"),
    ],
)
def test_what_cannot_be_seen_is_named_at_its_place(old: str, new: str, sign: str) -> None:
    """In the indentation, in keys and ids, after a colon or dash: one problem, in the line where the character is."""
    text = changed(old, new.replace("~", sign))
    [problem] = read_scenario(text, "kort.yaml").problems
    before = text[: text.index(sign)]
    assert (problem.code, problem.line) == ("ES231", before.count("\n") + 1)
    assert problem.column == len(before.rpartition("\n")[2]) + 1
    assert f"U+{ord(sign):04X}" in problem.message


def test_every_line_that_was_pasted_is_named() -> None:
    """A whole event with no-break spaces in its indentation gives one problem for each line, at once."""
    lines = BASE.split("\n")
    first = lines.index("  samtalet:")
    pasted = [line.replace("    ", NBSP * 4, 1) for line in lines[first:]]
    found = places("\n".join([*lines[:first], *pasted]))
    assert {code for code, _line, _column in found} == {"ES231"}
    assert [line for _code, line, _column in found] == [
        number for number, line in enumerate([*lines[:first], *pasted], 1) if line.startswith(NBSP)
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "sign"),
    [
        (
            "    next: slutet",
            "    next:\n      \u2013 when: ringde\n        to: slutet\n      - to: slutet",
            "ES232",
            "\u2013",
        ),
        ("    next: slutet", "    next:\n      \u2014 to: slutet", "ES232", "\u2014"),
        ("present: [esther, skoterska]", "present:\n      \u2013 esther\n      \u2013 skoterska", "ES232", "\u2013"),
        ("present: [esther, skoterska]", "present:\n      - esther\n      \u2013 skoterska", "ES232", "\u2013"),
        ("trygghet: 3", "trygghet: \u22123", "ES232", "\u2212"),
        ("title: Ett kort fall", "title: “Ett fall: kort”", "ES233", "“"),
        ("must: [vikten]", "must: [“vikten”]", "ES233", "“"),
        ("next: slutet}", "next: \u2019slutet\u2019}", "ES233", "\u2019"),
        ("text: Ring läkaren", "text: “Ring, läkaren”", "ES233", "”"),
        ("    next: slutet", "    next:\n      -to: slutet", "ES234", "-to"),
        ("present: [esther, skoterska]", "present:\n      -esther\n      -skoterska", "ES234", "-esther"),
        ("{prebriefing: 5 min", "{prebriefing: ”5 min”", "ES233", "”"),
        (
            "    next: slutet",
            "    next:\n      -when: ringde\n        to: slutet\n      - to: slutet",
            "ES234",
            "-when",
        ),
    ],
)
def test_a_look_alike_is_named_at_its_place(old: str, new: str, code: str, sign: str) -> None:
    """One problem, in the line where the character is, and not in the next one."""
    text = changed(old, new)
    [problem] = read_scenario(text, "kort.yaml").problems
    before = text[: text.index(sign)]
    assert (problem.code, problem.line) == (code, before.count("\n") + 1)
    assert problem.column == len(before.rpartition("\n")[2]) + 1


def test_names_in_both_languages() -> None:
    """Who reads Swedish reads what the character is called in Swedish."""
    text = changed("title: Ett kort fall", f"title:{NBSP}Ett kort fall")
    with speaking("sv"):
        assert "U+00A0 (hårt mellanslag)" in read_scenario(text, "kort.yaml").problems[0].message
    with speaking("en"):
        assert "U+00A0 (no-break space)" in read_scenario(text, "kort.yaml").problems[0].message


@given(st.text(f"ab {NBSP}{ZWSP}{SHY}{JOINER}{BOM}\u2013\u2014“”\u2019", max_size=12).map(lambda text: "x" + text))
@examples(1)
def test_in_a_text_they_are_welcome(text: str) -> None:
    """A text keeps its no-break spaces, dashes and quotation marks, and nothing is said about them."""
    for story in (f"story: {text}", f"story: |\n  {text}\n  {NBSP}\u2013 {text}"):
        assert read_scenario(changed(STORY, story), "kort.yaml").problems == ()


def test_a_condition_with_them() -> None:
    """A no-break space in a condition is a space; what has no width is named."""
    assert places(changed("{text: Ring läkaren,", f"{{text: Ring läkaren, when: not{NBSP}ringde,")) == []
    text = changed("{text: Ring läkaren,", f"{{text: Ring läkaren, when: ring{ZWSP}de,")
    assert places(text) == [("ES231", 29, 1 + text.split("\n")[28].index(ZWSP))]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding: str) -> None:
    """With a byte-order mark or without."""
    report = Report("kort.yaml")
    with speaking("en"):
        assert decode(BASE.encode(encoding), report) is None
    [problem] = report.problems
    assert (problem.code, problem.line, problem.column) == ("ES162", 1, 1)
    assert "UTF-16" in problem.message
    assert "UTF-8" in problem.help


@given(st.text(max_size=20))
def test_what_is_left_of_a_key_is_not_strange(text: str) -> None:
    """After mending, a key is not reported a second time for the same reason."""
    left = strange_in(without_strange(text))
    assert left is None or left.code == "ES232"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("after: 3", "'3 min'"),
        ("after: 08:00", "'at: day 1 08:00'"),
        ("at: 13:00", "'day 1 13:00'"),
        ("at: day 7 13.00", "'day 7 13:00'"),
        ("at: dag 7 13:00", "'day 7 13:00'"),
    ],
)
def test_the_right_form_of_a_time_is_proposed(key: str, said: str) -> None:
    """At its line, in words that can be copied."""
    [problem] = read_scenario(changed("    text: Det tutar.", f"    {key}\n    text: Det tutar."), "kort.yaml").problems
    assert problem.line == 33
    assert said in problem.message


def test_a_decimal_comma_in_braces() -> None:
    """There it separates: quotation marks are asked for, and no other length is proposed."""
    text = changed("{prebriefing: 5 min,", "{prebriefing: 1,5 h,")
    with speaking("en"):
        messages = [problem.message for problem in read_scenario(text, "kort.yaml").problems]
    assert all("must stand in quotation marks" in message for message in messages)
    assert places(text) == [("ES148", 7, 21), ("ES140", 7, 23)]
    assert places(text.replace("1,5 h", "'1,5 h'")) == []


@pytest.mark.parametrize("clock", ["9:00", "09:00"])
def test_a_leading_zero_of_a_clock_time_is_optional(clock: str) -> None:
    """In `starts` and in `at`."""
    text = (
        changed("    text: Det tutar.", f"    at: day 2 {clock}\n    text: Det tutar.")
        + f"starts: 2026-03-07 {clock}\n"
    )
    scenario = scenario_or_error(read_scenario(text, "kort.yaml"))
    assert scenario.starts is not None
    assert scenario.starts.hour == 9
