"""Text that people write is text in every format, whatever it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from functools import cache
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from esthersim.cleaning import clean
from esthersim.reports import render
from esthersim.reports.data import one_line
from esthersim.reports.material import Material, material_of
from support.grown_run import grown_run
from support.report_runs import small_run

HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)> </style></svg><!-- --> &lt; &amp; ]]>",
    "attribute": "\" onmouseover=\"x\" ' style='x' `code`",
    "template": "{{ 7*7 }} {% raw %} ${x} %(x)s {0} {title}",
    "markdown": "# a **b** __c__ [d](https://e.se) ![f](g) | h | ~~i~~ `j` $k$ [^1] \\| _l_ * m",
    "links": "https://evil.se www.evil.se mailto:a@b.se a@evil.se ftp://x.se <https://y.se> @team",
    "lines": "- a\n# b\n1. c\n> d\n===\n---\n    e\n| f |\n|---|\n+ g\n2) h\n\ni",
    "formula": "=HYPERLINK(\"https://evil.se\") +1+1 -2 @SUM(A1) =cmd|' /C calc'!A0",
    "calendar": 'BEGIN:VEVENT\nEND:VCALENDAR\nDTSTART:20260101 ;,\\n "x"',
    "unicode": "👩‍👩‍👧 🇸🇪 naïve ﷺ \u0627\u0644\u0633 e\u0301 \U0001d518",
    "long": "ordutanslut" * 200,
}


def raw(material: Material) -> str:
    """Return the first thing said in the reflection, with the hostile text in it as the journal has it."""
    return next(iter(material.state.plan.answers.values())).text


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> tuple[Material, str]:
    """Return the material of a run in which every text has something hostile in it."""
    text = HOSTILE[request.param]
    return material_of(small_run(text).session, zone=UTC, private=True), text


class Page(HTMLParser):
    """Collects the elements with their attributes, and the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.words.append(data)


def read(page: str) -> Page:
    """Return a page as a browser reads it."""
    found = Page()
    found.feed(page)
    found.close()
    return found


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


@pytest.fixture(scope="module", params=HOSTILE)
def authored(request: pytest.FixtureRequest) -> tuple[Material, str]:
    """Return the material of a run on a scenario whose documents, stages, patients and injects are hostile."""
    text = HOSTILE[request.param]
    return material_of(grown_run(text).session, zone=UTC), text


@cache
def tame() -> Material:
    """Return the same run on a scenario with a harmless word in each place."""
    return material_of(grown_run("ord\nord").session, zone=UTC)


def test_a_page_holds_a_scenarios_texts_as_text(authored: tuple[Material, str]) -> None:
    """No element, attribute or address comes from a document's title, a support's name or who has reviewed it."""
    material, text = authored
    found, plain = read(render("html", material).decode()), read(render("html", tame()).decode())
    assert set(found.tags) <= set(plain.tags)
    assert {name for name, _value in found.attributes} <= {name for name, _value in plain.attributes}
    assert not [value for name, value in found.attributes if name in {"src", "href"} and not value.startswith("#")]
    assert squeezed("".join(found.words)).count(squeezed(clean(text))) >= 10


def test_markdown_holds_a_scenarios_texts_as_text(authored: tuple[Material, str]) -> None:
    """No row, heading, link or HTML more than from a scenario with a harmless word in each place."""
    material, text = authored
    reader = MarkdownIt("gfm-like")
    found, plain = (reader.parse(render("md", each).decode()) for each in (material, tame()))
    inside = {child.type for token in found for child in token.children or ()}
    assert inside <= {"text", "softbreak", "hardbreak", "strong_open", "strong_close", "code_inline", "text_special"}
    for kind in ("heading_open", "tr_open", "td_open", "th_open", "bullet_list_open", "ordered_list_open", "hr"):
        assert count(found, kind) == count(plain, kind), kind
    assert plain_text(found).count(squeezed(clean(text))) == plain_text(plain).count("ordord") >= 10


def test_html_holds_it_as_text(hostile: tuple[Material, str]) -> None:
    """No element, attribute or address comes from what people wrote, and all of it can be read."""
    material, text = hostile
    found, plain = read(render("html", material).decode()), read(render("html", harmless()).decode())
    assert set(found.tags) <= set(plain.tags)
    assert {name for name, _value in found.attributes} <= {name for name, _value in plain.attributes}
    assert not [value for name, value in found.attributes if name in {"src", "href"} and not value.startswith("#")]
    assert squeezed("".join(found.words)).count(squeezed(clean(text))) >= 10


@cache
def harmless() -> Material:
    """Return the same run with a harmless word in each place."""
    return material_of(small_run("ord\nord").session, zone=UTC, private=True)


def test_markdown_holds_it_as_text(hostile: tuple[Material, str]) -> None:
    """A reader of GitHub's Markdown finds no link, picture, code or HTML in it, and no row or heading more."""
    material, text = hostile
    reader = MarkdownIt("gfm-like")
    found, plain = (reader.parse(render("md", each).decode()) for each in (material, harmless()))
    inside = [child for token in found for child in token.children or ()]
    assert {token.type for token in inside} <= {"text", "softbreak", "hardbreak", "strong_open", "strong_close",
                                                "code_inline", "text_special"}  # fmt: skip
    assert [token.content for token in inside if token.type == "code_inline"] == [material.run]
    for kind in ("heading_open", "tr_open", "td_open", "th_open", "bullet_list_open", "ordered_list_open", "hr"):
        assert count(found, kind) == count(plain, kind), kind
    assert [token.content.strip() for token in found if token.type == "html_block"] == [
        f"<!-- esthersim-run:{material.run} -->"
    ]
    assert not [token for token in found if token.type in {"code_block", "fence"}]
    assert plain_text(found).count(squeezed(clean(text))) == plain_text(plain).count("ordord") >= 10


def plain_text(tokens: Sequence[Token]) -> str:
    """Return all the text that a reader shows, without white space."""
    inside = (child for token in tokens for child in token.children or ())
    return squeezed("".join(child.content for child in inside)).replace("@\u200c", "@")


def count(tokens: Sequence[Token], kind: str) -> int:
    """Return how many tokens are of a kind."""
    return sum(token.type == kind for token in tokens)


def test_json_and_json_lines_give_it_back_unchanged(hostile: tuple[Material, str]) -> None:
    """Programs read exactly what the journal has."""
    material, _text = hostile
    whole = json.loads(render("json", material))
    assert whole["reflection"][0]["answers"][0]["text"] == raw(material)
    lines = render("jsonl", material).decode().split("\n")
    answered = [json.loads(line)["entry"] for line in lines[1:-1]]
    assert raw(material) in [entry.get("text") for entry in answered]


def test_a_calendar_gives_it_back_unchanged(hostile: tuple[Material, str]) -> None:
    """Commas, semicolons, backslashes and lines are escaped, no line is longer than the standard allows."""
    from icalendar import Calendar

    material, text = hostile
    content = render("ics", material)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    events = Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == 3
    for event in events:
        assert squeezed(str(event["DESCRIPTION"])).count(squeezed(clean(text))) >= 5


TERMINAL = "\x1b[31mröd\x1b]0;titel\x07 \x9b2J \u202eomvänd\u202c \u2066x\u2069 \ufeff \x00\x08 \u200b"


@pytest.mark.parametrize("name", ["md", "html", "json", "jsonl", "ics"])
def test_nothing_that_acts_on_a_terminal_gets_out(name: str) -> None:
    """Escape sequences, controls and bidirectional marks are gone or escaped, also where a scenario holds them."""
    it = small_run(TERMINAL)
    scenario = it.session.shown.model_copy(update={"title": f"Titel {TERMINAL}", "sources": (TERMINAL,)})
    it.session.shown = scenario
    text = render(name, material_of(it.session, private=True)).decode().replace("\r\n", "\n")
    assert clean(text.replace("@\u200c", "@")) == text.replace("@\u200c", "@")
    assert "röd" in text


def test_json_of_an_old_journal_is_safe_to_show() -> None:
    """What a journal holds from before texts were cleaned is written as escapes, and read back as it was."""
    document = {"text": TERMINAL + "\x7f\ud800 å"}
    line = one_line(document)
    assert clean(line) == line
    assert json.loads(line) == document
