"""Rule packs: what ships says what its sources say, in both languages, and a broken pack is told by its line."""

from __future__ import annotations

from datetime import date

import pytest

from esthersim.authored.durations import Duration, parse_duration
from esthersim.scenario.rule_packs import PackError, read_pack, rule_pack, rule_pack_ids

LIMITS = {
    "law-2017-612/admission-notice": ("24 h", "2017:612"),
    "law-2017-612/ready-for-discharge": (None, "2017:612"),
    "law-2017-612/information-same-day": (None, "2017:612"),
    "law-2017-612/sip-call": ("3 days", "2017:612"),
    "law-2017-612/payment-somatic": ("3 days", "2017:612"),
    "law-2017-612/payment-psychiatric": ("30 days", "2017:612"),
    "ways-of-working/view": ("30 s", "001:1701"),
    "ways-of-working/second-view": ("15 min", "001:1695-1696"),
    "ways-of-working/follow-up": ("6 weeks", "001:1218"),
    "ways-of-working/goal-talk": ("2 weeks", "001:1541"),
    "ways-of-working/rehabilitation-ends": ("3 months", "001:1550-1552"),
    "ways-of-working/trial": ("6 months", "001:491-492"),
    "ways-of-working/fidelity": ("6 months", "003:529"),
    "ways-of-working/organisation": (None, "003:27"),
    "ways-of-working/sustaining": ("5 years", "003:36"),
}
"""Every rule that ships: its longest time, and the mark of its source."""
HEAD = "id: eget\nlanguages: sv\nsource: avtalet\nlicence: MIT\ndate: 2026-11-22\ntitle: Vårt avtal\n"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_limits_are_those_of_their_sources(language: str) -> None:
    """No rule is added or changed without somebody looking at its figure and its source."""
    rules = {f"{pack}/{rule.id}": rule for pack in rule_pack_ids() for rule in rule_pack(pack, language).rules}
    assert rules.keys() == LIMITS.keys()
    for name, (within, mark) in LIMITS.items():
        assert rules[name].within == (within and parse_duration(within)), name
        assert mark in rules[name].source, name


def test_a_plan_has_consent_and_four_items() -> None:
    """What the law asks of a coordinated individual plan, in its order."""
    pack = rule_pack("sip", "sv")
    assert [item.id for item in pack.items] == ["consent", "measures", "principals", "others", "overall"]
    assert pack.rules == ()


@pytest.mark.parametrize("name", rule_pack_ids())
def test_a_pack_is_there_in_both_languages(name: str) -> None:
    """Texts are there in Swedish and in English and are not the same, every rule has a source, and days are days."""
    swedish, english = rule_pack(name, "sv"), rule_pack(name, "en")
    days = [each for each in (swedish.valid_from, swedish.checked_on) if each]
    assert [date.fromisoformat(each).isoformat() for each in days] == days
    pairs = [(swedish.title, english.title), *zip(swedish.notes, english.notes, strict=True)]
    pairs += [(one.text, other.text) for one, other in zip(swedish.rules, english.rules, strict=True)]
    pairs += [(one.text, other.text) for one, other in zip(swedish.items, english.items, strict=True)]
    assert all(one != other for one, other in pairs)
    assert all(rule.source for rule in swedish.rules)


def test_the_law_says_since_when_and_what_is_not_sure() -> None:
    """The misprint of the source, the agreements that go before it, and the paragraph that nobody has looked up."""
    law, plan = rule_pack("law-2017-612", "en"), rule_pack("sip", "en")
    assert (law.valid_from, law.checked_on) == ("2018-01-01", "2026-11-22")
    notes = " ".join(law.notes)
    assert "2017:162. That is a misprint" in notes
    assert "dispositive" in notes
    assert "not confirmed" in " ".join(plan.notes)
    assert rule_pack("ways-of-working", "en").valid_from == ""


def test_other_languages_get_english_and_dialects_their_language() -> None:
    """As with handover formats."""
    assert rule_pack("sip", "fi") == rule_pack("sip", "en")
    assert rule_pack("sip", "sv-FI") == rule_pack("sip", "sv")


@pytest.mark.parametrize("name", ["sipp", "../rules/sip", ""])
def test_an_unknown_pack_is_a_key_error(name: str) -> None:
    """Nobody gets an empty pack by mistake, nor a file from elsewhere."""
    with pytest.raises(KeyError):
        rule_pack(name, "sv")


def test_a_text_may_be_one_for_all_languages() -> None:
    """A workplace's own pack need not be translated, and its limit is read as the format writes durations."""
    pack = read_pack(HEAD + "rules: {svar: {text: Svar inom ett dygn, within: 1 day}}\nitems: {ring: Ring}\n")
    spoken = pack.in_language("en")
    assert spoken.title == "Vårt avtal"
    assert spoken.rules == (("svar", "Svar inom ett dygn", Duration(86_400), ""),)
    assert spoken.items == (("ring", "Ring"),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: this is not a rule pack"),
        ("- a\n", "line 1: this is not a rule pack"),
        ("a: 1\n", "line 1: there is no key 'a'"),
        (HEAD.replace("licence: MIT\n", ""), "line 1: 'licence' is missing"),
        (HEAD.replace("11-22", "13-22"), "line 5: 'date' is not a date; write it as in 2026-03-07"),
        (HEAD.replace("2026-11-22", "20261122"), "line 5: 'date' is not a date; write it as in 2026-03-07"),
        (
            HEAD + "rules: {a: {text: A, within: forever}}\n",
            "line 7: 'rules.a.within' is not a duration, such as '2 days'",
        ),
        (HEAD + 'notes: ["\\U00110000"]\n', "line 7: a backslash inside double quotation marks"),
        (HEAD + "rules:\n  a: {within: 3 days}\n", "line 8: 'rules.a.text' is missing"),
        (HEAD + "rules: [a]\n", "line 7: 'rules' must have keys of its own"),
        (HEAD + "notes: {a: b}\n", "line 7: 'notes' is not text"),
        (HEAD + "items: {två ord: A}\n", "line 7: 'items.två ord' cannot be an id: letters"),
        (HEAD + "title: Igen\n", "line 7: the key 'title' is here a second time; the first is in line 6"),
        (HEAD + "items: {a: A\n", "line 8: the bracket or brace of line 7 is not closed before this"),
        (HEAD + "items: {a: A\x00}\n", "line 7: "),
    ],
)
def test_a_broken_pack_is_told_by_its_line(text: str, told: str) -> None:
    """One line says what is wrong, and where."""
    with pytest.raises(PackError) as error:
        read_pack(text)
    assert str(error.value).startswith(told)
    assert "\n" not in str(error.value)
