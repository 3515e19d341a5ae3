"""Every figure and time limit that a journey takes from a source is in its table, and stands in both as the table says.

The documents themselves do not come with the program. Where they are at hand, ESTHERSIM_SOURCES names their folder, and
the words of every row are looked up there too.
"""

from __future__ import annotations

import re

import pytest

from support.figures import TABLES, VARIABLE, Row, document, holds, quoted, standing, table, written
from support.shipped_journeys import SCENARIOS, each_scenario

SOURCE = re.compile(r"(?P<document>\d{3}):(?P<line>\d+)|(?P<address>https://\S+)|law \d{4}:\d+|NEWS2|own")


def located(rows: tuple[Row, ...]) -> list[tuple[Row, str, int]]:
    """Return the rows that come from a document, each with its number and line."""
    found = [(row, SOURCE.fullmatch(row.source)) for row in rows]
    return [(row, match["document"], int(match["line"])) for row, match in found if match and match["document"]]


def published(rows: tuple[Row, ...]) -> set[str]:
    """Return the addresses of the published cases and guidelines that rows come from."""
    return {match["address"] for row in rows if (match := SOURCE.fullmatch(row.source)) and match["address"]}


def test_every_scenario_has_a_table() -> None:
    """And no table is left behind by a scenario that has gone."""
    assert {file.stem for file in TABLES.glob("*.tsv")} == set(SCENARIOS)


@each_scenario
def test_rows_are_whole(scenario: str) -> None:
    """Each has all its parts and a source of a known kind, and none is there twice."""
    rows = table(scenario)
    assert all(part.strip() == part and part for row in rows for part in row)
    assert [row for row in rows if not SOURCE.fullmatch(row.source)] == []
    assert len({(row.key, row.stands, row.source) for row in rows}) == len(rows)
    assert located(rows) or published(rows)


@each_scenario
def test_what_is_published_is_among_the_sources(scenario: str) -> None:
    """Whoever wants to read the case finds its address in the scenario itself."""
    sources = standing(scenario, "sources") or ""
    assert [address for address in published(table(scenario)) if address not in sources.split()] == []


@each_scenario
def test_figures_stand_in_the_scenario(scenario: str) -> None:
    """At the key of each row, literally."""
    for row in table(scenario):
        text = standing(scenario, row.key)
        assert text is not None, f"{scenario} has no {row.key}"
        assert holds(text, row.stands), f"{scenario}, {row.key}: '{row.stands}' does not stand in '{text}'"


@each_scenario
def test_every_limit_is_accounted_for(scenario: str) -> None:
    """Each deadline and each follow-up is in the table, from a source or as the exercise's own."""
    limits = {
        (f"deadlines.{key}.within", each["within"]) for key, each in written(scenario).get("deadlines", {}).items()
    }
    follow_up = written(scenario)["action_plan"]["follow_up"]
    limits |= {("action_plan.follow_up", each) for each in ([follow_up] if isinstance(follow_up, str) else follow_up)}
    assert limits - {(row.key, row.stands) for row in table(scenario)} == set()


@each_scenario
def test_words_stand_in_the_source(scenario: str) -> None:
    """Within a few lines of the one that is named."""
    for row, number, line in located(table(scenario)):
        lines = document(number)
        if lines is None:
            pytest.skip(f"the documents are not at hand: set {VARIABLE}")
        assert quoted(lines, line, row.words), f"{scenario}, {row.key}: {row.source} does not say '{row.words}'"


@each_scenario
def test_sources_name_lines_that_are_there(scenario: str) -> None:
    """What `sources` and a deadline's `source` name is a line of the document that says something."""
    for named in re.findall(
        r"(?<!\d)(\d{3}):(\d+)", f"{standing(scenario, 'sources')} {standing(scenario, 'deadlines')}"
    ):
        lines = document(named[0])
        if lines is None:
            pytest.skip(f"the documents are not at hand: set {VARIABLE}")
        near = lines[int(named[1]) - 1 : int(named[1]) + 2]
        assert any(line.strip() for line in near), f"{scenario}: {':'.join(named)} is no line"
