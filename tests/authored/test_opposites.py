"""What was perhaps meant is never the opposite of what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.authored.opposites import NEGATIONS, opposite
from esthersim.authored.problems import did_you_mean, nearest

WORDS = st.sampled_from(["must", "should", "visited", "lyssnar", "samtycke", "hemma", "known", "giltig"])


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("must_not", "must"), ("must", "must_not"), ("must_nt", "must"), ("should-not", "should"), ("unknown", "known"),
        ("unknwon", "known"), ("ogiltig", "giltig"), ("samtycker-ej", "samtycker"), ("lyssnar-inte", "lyssnar"),
        ("inte-hemma", "hemma"), ("incomplete", "complete"), ("hyperglykemi", "hypoglykemi"), ("include", "exclude"),
        ("inskriven", "utskriven"), ("with-consent", "without-consent"), ("harmless", "harmful"), ("disallow", "allow"),
        ("hopplös", "hoppfull"),
    ],
)  # fmt: skip
def test_the_opposite_is_not_proposed(name: str, known: str) -> None:
    """Neither of the two is proposed for the other."""
    assert nearest(name, [known]) is None
    assert nearest(known, [name]) is None
    assert did_you_mean(name, [known]) == ""


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("titel", "title"), ("samtal", "samtalet"), ("rin", "ring"), ("nwoise", "noise"), ("optinal", "optional"),
        ("knwon_by", "known_by"), ("must_nt", "must_not"), ("insuln", "insulin"), ("injct", "inject"),
        ("oganisation", "organisation"), ("observrs", "observers"), ("ovantad", "oväntad"), ("unknwon", "unknown"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_still_understood(name: str, known: str) -> None:
    """A word that only looks as if it began with a negation is proposed as before."""
    assert nearest(name, [known]) == known


def test_the_next_best_is_proposed_instead() -> None:
    """Where the closest is the opposite, another that is close is not."""
    assert nearest("insulin-given", ["insulin-ej-given", "insulin-givet"]) == "insulin-givet"


@given(WORDS, st.sampled_from(sorted(NEGATIONS)), st.sampled_from("-_"), st.booleans())
def test_a_negation_is_never_taken_away_or_put_in(word: str, negation: str, sign: str, before: bool) -> None:
    """Before the word or after it, in both directions."""
    negated = f"{negation}{sign}{word}" if before else f"{word}{sign}{negation}"
    assert opposite(negated, word)
    assert opposite(word, negated)
    assert not opposite(negated, negated)
    assert nearest(negated, [word]) is None
    assert nearest(word, [negated]) is None
