"""Documents as text: a table fits the columns there are, and loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.cells import fitted
from esthersim.screens.widgets.documents import document_lines, table_lines
from esthersim.views.hearing import DocumentView

CELLS = st.text("ab cdå書", max_size=40)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(20, 100))
def test_columns_are_made_narrower_only_where_they_must(wanted: list[int], columns: int) -> None:
    """All fit if any can; one that is not among the widest stays as it is."""
    sizes = fitted(wanted, columns)
    gaps = 2 * (len(wanted) - 1)
    assert sum(sizes) + gaps <= columns or max(sizes) == 1
    assert all(size == want or size >= max(sizes) - 1 for size, want in zip(sizes, wanted, strict=True))


@given(
    st.integers(1, 6).flatmap(
        lambda count: st.lists(st.lists(CELLS, min_size=count, max_size=count), min_size=1, max_size=4)
    ),
    st.sampled_from([40, 72, 96]),
)
def test_nothing_of_a_table_is_lost_or_too_wide(rows: list[list[str]], columns: int) -> None:
    """Every word of every cell is there, and no line is wider than the columns."""
    lines = table_lines(rows[0], rows[1:], columns)
    assert all(line.cell_length <= columns for line in lines)
    drawn = "".join("".join(line.plain.split()) for line in lines)
    assert all(sum(each.count(sign) for row in rows for each in row) <= drawn.count(sign) for sign in "åcd書")


@pytest.mark.parametrize(("columns", "stacked"), [(72, False), (12, True)])
def test_a_table_stands_in_columns_where_they_can_be_read(columns: int, stacked: bool) -> None:
    """Where they would be too narrow each cell stands under its column's name."""
    document = DocumentView("m", "Medicines", "", "", ("Medicine", "Dose a day"), (("Warfarin", "2 mg at night"),))
    text = [line.plain for line in document_lines(document, columns)]
    assert any(line.startswith("Medicine:") for line in text) is stacked
    assert ("Warfarin  2 mg at night" in text) is not stacked
