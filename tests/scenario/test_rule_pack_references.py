"""What scenarios take from rule packs: ordinary deadlines and checklists, in the right language, or a clear error."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.authored.durations import Duration, parse_duration
from esthersim.cli import run
from esthersim.scenario.loading import Loaded, load_scenario, read_scenario, scenario_or_error
from esthersim.scenario.model import ChecklistItem
from esthersim.scenario.rule_packs import rule_pack, rule_pack_ids
from support.problem_examples import patched

HEAD = "id: {id}\nlanguages: sv\nsource: avtalet\nlicence: MIT\ndate: 2026-11-22\ntitle: Vårt avtal\n"
CALL = {"from": "hemma", "to": "samtalet", "rule": "law-2017-612/sip-call"}
ENGLISH = 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgctxt "title"\nmsgid "Ett kort fall"\nmsgstr "A short case"\n'


def loaded(patch: dict[str, Any], packs: Mapping[str, str] | None = None, translation: str | None = None) -> Loaded:
    """Load the base scenario with a patch laid over it."""
    return read_scenario(json.dumps(patched(patch), ensure_ascii=False, indent=1), "kort.yaml", translation, packs)


def with_deadline(**keys: Any) -> Loaded:
    """Load it with one deadline."""
    return loaded({"deadlines": {"kallelse": {**CALL, **keys}}})


def codes(found: Loaded) -> list[str]:
    """Return the codes of its problems."""
    return [problem.code for problem in found.problems]


def own(name: str, content: str) -> dict[str, str]:
    """Return a pack of the workplace's own."""
    return {name: HEAD.format(id=name) + content}


def test_a_deadline_takes_what_it_leaves_out() -> None:
    """Length, text and source are the rule's; the deadline is like any other."""
    deadline = scenario_or_error(with_deadline()).deadlines["kallelse"]
    assert deadline.within == Duration(3 * 86_400)
    assert deadline.text == "Kallelsen till SIP går senast tre dagar efter underrättelsen om utskrivningsklar"
    assert deadline.source == "lag 2017:612"


def test_what_a_deadline_says_itself_stands() -> None:
    """A local agreement has its own length, words and name."""
    deadline = scenario_or_error(with_deadline(within="2 days", text="Vårt", source="avtalet")).deadlines["kallelse"]
    assert (deadline.within, deadline.text, deadline.source) == (parse_duration("2 days"), "Vårt", "avtalet")


def test_a_key_with_nothing_after_it_is_left_out() -> None:
    """As everywhere in the format."""
    found = with_deadline(within=None, text=None)
    assert codes(found) == []
    assert scenario_or_error(found).deadlines["kallelse"].within == Duration(3 * 86_400)


def test_the_items_of_a_pack_come_first_and_are_required() -> None:
    """The event's own follow, in their order; plays tick them, and conditions ask for them, by the pack's ids."""
    found = loaded(
        {
            "events": {
                "samtalet": {
                    "checklist_of": "sip",
                    "checklist": {"nasta": {"text": "Nästa möte är bokat"}},
                    "next": [{"when": "checked overall", "to": "slutet"}, {"to": "hemma"}],
                }
            },
            "plays": {"bra": [{"choose": "ring"}, {"check": ["consent", "overall"]}]},
        }
    )
    assert found.problems == ()
    event = scenario_or_error(found).events["samtalet"]
    items = [item.id for item in rule_pack("sip", "sv").items]
    assert list(event.checklist) == [*items, "nasta"]
    assert event.required == set(items)
    assert event.checklist["consent"].text == "Personen har sagt ja till planen, och till vilka som är med"


def test_an_event_without_a_checklist_of_its_own_gets_one() -> None:
    """It stands where the reference stands."""
    found = loaded({"events": {"samtalet": {"checklist_of": "sip"}}})
    assert len(scenario_or_error(found).events["samtalet"].checklist) == 5
    line, column = found.tree.place(("events", "samtalet", "checklist", "others", "text"))
    assert found.text.splitlines()[line][column:].startswith('"sip"')


def test_the_texts_come_in_the_language_that_is_shown() -> None:
    """In that of a translation, which is not asked for them; without one, in the scenario's own."""
    patch = {"deadlines": {"kallelse": CALL}, "events": {"samtalet": {"checklist_of": "sip"}}}
    english = loaded(patch, translation=ENGLISH)
    scenario = scenario_or_error(english)
    assert scenario.deadlines["kallelse"].source == "Swedish Act 2017:612"
    assert scenario.events["samtalet"].checklist["measures"].text == "Which measures are needed"
    counted, without = (found.problems[0].message for found in (english, loaded({}, translation=ENGLISH)))
    assert counted == without
    assert scenario_or_error(loaded(patch)).deadlines["kallelse"].source == "lag 2017:612"


def test_a_language_that_a_pack_has_not_is_better_served_in_the_scenarios_own() -> None:
    """As with texts that are not translated."""
    found = loaded({"deadlines": {"kallelse": CALL}}, translation=ENGLISH.replace("Language: en", "Language: fi"))
    assert scenario_or_error(found).language == "fi"
    assert scenario_or_error(found).deadlines["kallelse"].source == "lag 2017:612"


def test_a_source_of_ones_own_is_translated() -> None:
    """An English run shows no Swedish there."""
    entry = '\nmsgctxt "deadlines.kallelse.source"\nmsgid "avtalet"\nmsgstr "the agreement"\n'
    patch = {"deadlines": {"kallelse": {**CALL, "source": "avtalet"}}}
    assert scenario_or_error(loaded(patch, None, ENGLISH + entry)).deadlines["kallelse"].source == "the agreement"


@pytest.mark.parametrize(
    ("rule", "code", "told"),
    [
        ("law-2017-162/sip-call", "ES208", "did you mean 'law-2017-612'?"),
        ("mina-regler/svar", "ES208", "; there are 'law-2017-612', 'sip', 'ways-of-working'"),
        ("../rules/sip-call", "ES208", "'..', which is no rule pack"),
        ("sip-call", "ES208", "names 'sip-call', which is no rule pack"),
        ("law-2017-612/sip_call", "ES225", "did you mean 'sip-call'?"),
        (
            "law-2017-612",
            "ES225",
            "names '', which is no rule of the pack 'law-2017-612'; there are 'admission-notice'",
        ),
        ("sip/consent", "ES225", "'consent', which is no rule of the pack 'sip'"),
        ("law-2017-612/ready-for-discharge", "ES226", "går så snart som möjligt"),
    ],
)
def test_a_rule_that_cannot_be_taken_is_one_problem(rule: str, code: str, told: str) -> None:
    """It stands at the reference, says what may have been meant, and nothing is missed in its wake."""
    found = with_deadline(rule=rule)
    assert codes(found) == [code]
    problem = found.problems[0]
    assert told in problem.message
    assert problem.message.startswith("deadline 'kallelse'")
    assert problem.path == "deadlines.kallelse.rule"
    assert problem.source_line[problem.column - 1 :].startswith(f'"{rule}"')
    assert found.scenario is None


def test_a_checklist_that_cannot_be_taken_is_one_problem() -> None:
    """A play that ticks its items is not told, too."""
    plays = {"bra": [{"choose": "ring"}, {"check": ["consent"]}]}
    found = loaded({"events": {"samtalet": {"checklist_of": "sipp"}}, "plays": plays})
    assert codes(found) == ["ES208"]
    assert "did you mean 'sip'?" in found.problems[0].message


def test_an_id_of_both_is_told_at_the_events_own_item() -> None:
    """The line is that of the item which has to get another id."""
    found = loaded({"events": {"samtalet": {"checklist_of": "sip", "checklist": {"others": {"text": "Grannen"}}}}})
    assert codes(found) == ["ES227"]
    assert found.problems[0].source_line.lstrip().startswith('"others"')


@pytest.mark.parametrize("wrong", [["sip"], {"a": "b"}, []])
def test_what_is_no_text_is_told_by_the_model(wrong: Any) -> None:
    """A list where a name belongs is no reason to fall over."""
    assert "ES142" in codes(with_deadline(rule=wrong, within="3 days", text="A"))
    assert codes(loaded({"events": {"samtalet": {"checklist_of": wrong}}}))


@pytest.mark.parametrize("section", ["deadlines", "events"])
@pytest.mark.parametrize(
    "wrong", ["a", ["a"], {"kallelse": "a"}, {"samtalet": {"checklist_of": "sip", "checklist": 3}}]
)
def test_sections_that_are_none_are_told_by_the_model(section: str, wrong: Any) -> None:
    """Packs are looked for where there are entries, and nothing else is touched."""
    assert loaded({section: None}).problems is not None
    assert codes(loaded({section: wrong}))


def test_a_pack_beside_the_scenario_goes_before_the_one_that_ships(tmp_path: Path) -> None:
    """A county has its own agreement under the name that its scenarios use already."""
    text = json.dumps(patched({"deadlines": {"kallelse": CALL}}), ensure_ascii=False)
    file = tmp_path / "kort.yaml"
    file.write_text(text, encoding="utf-8")
    assert scenario_or_error(load_scenario(file)).deadlines["kallelse"].within == Duration(3 * 86_400)
    (tmp_path / "rules").mkdir()
    pack = own("law-2017-612", "rules: {sip-call: {text: Kallelsen går samma dag, within: 8 h}}\n")
    (tmp_path / "rules" / "law-2017-612.yaml").write_text(pack["law-2017-612"], encoding="utf-8")
    found = load_scenario(file)
    assert scenario_or_error(found).deadlines["kallelse"].text == "Kallelsen går samma dag"
    assert found.packs == pack
    assert scenario_or_error(read_scenario(text, "kort.yaml", None, found.packs)) == found.scenario


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("rules: {svar: {text: A, within: fort}}\n", "line 7: 'rules.svar.within' is not a duration, such as '2 days'"),
        ("", "its id is 'annat', and not the name of its file"),
    ],
)
def test_a_pack_that_cannot_be_used_is_told_at_the_reference(tmp_path: Path, content: str, reason: str) -> None:
    """The pack, its line and what is wrong with it."""
    file = tmp_path / "kort.yaml"
    patch = {"deadlines": {"svar": {**CALL, "rule": "avtalet/svar"}}}
    file.write_text(json.dumps(patched(patch), ensure_ascii=False), encoding="utf-8")
    (tmp_path / "rules").mkdir()
    name = "avtalet" if content else "annat"
    (tmp_path / "rules" / "avtalet.yaml").write_text(HEAD.format(id=name) + content, encoding="utf-8")
    found = load_scenario(file)
    assert codes(found) == ["ES228"]
    assert f"the rule pack 'avtalet' cannot be used: {reason}" in found.problems[0].message


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 2_000_001], ids=["no text", "too large"])
def test_a_file_that_is_no_pack_is_told(tmp_path: Path, content: bytes) -> None:
    """Whatever lies there, the scenario's author reads one line about it."""
    file = tmp_path / "kort.yaml"
    file.write_text(json.dumps(patched({"deadlines": {"kallelse": CALL}}), ensure_ascii=False), encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "law-2017-612.yaml").write_bytes(content)
    assert codes(load_scenario(file)) == ["ES228"]


def test_a_pack_of_ones_own_goes_through_every_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Check, rehearse and map know the folder beside the file, and translate does not ask for the pack's texts."""
    file = tmp_path / "kort.yaml"
    patch = {
        "deadlines": {"svar": {"from": "hemma", "to": "samtalet", "rule": "avtalet/svar"}},
        "events": {"samtalet": {"after": "1 h", "checklist_of": "avtalet"}},
    }
    file.write_text(json.dumps(patched(patch), ensure_ascii=False), encoding="utf-8")
    (tmp_path / "rules").mkdir()
    pack = own("avtalet", "rules: {svar: {text: Svar inom ett dygn, within: 1 day}}\nitems: {ringt: Någon har ringt}\n")
    (tmp_path / "rules" / "avtalet.yaml").write_text(pack["avtalet"], encoding="utf-8")
    run(["check", str(file), "--format", "json"])
    assert {each["severity"] for each in json.loads(capsys.readouterr().out)} <= {"warning", "note"}
    run(["rehearse", str(file), "--teams", "5", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["complete"] is True
    assert run(["map", str(file)]) == 0
    assert run(["translate", str(file), "--to", "en"]) == 0
    written = (tmp_path / "locale" / "en" / "kort.po").read_text(encoding="utf-8")
    assert "Det tutar" in written
    assert "Svar inom" not in written
    assert "Någon har ringt" not in written


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1).filter(str.strip)
IDS = st.sampled_from(["svar", "ringt", "a1", "åtta", "x-y"])


@given(
    rules=st.dictionaries(IDS, st.tuples(TEXTS, TEXTS, st.integers(1, 90), st.sampled_from(["min", "h", "days"]))),
    items=st.dictionaries(IDS, TEXTS, min_size=1),
    kept=st.sets(st.sampled_from(["within", "text", "source"])),
)
def test_a_reference_is_as_good_as_writing_it_out(
    rules: dict[str, tuple[str, str, int, str]], items: dict[str, str], kept: set[str]
) -> None:
    """Law: a scenario that refers is, but for the reference itself, the one in which all of it is written out."""
    pack = {
        "id": "avtalet", "languages": ["sv"], "source": "avtalet", "licence": "MIT", "date": "2026-11-22", "title": "A",
        "rules": {key: {"text": text, "source": source, "within": f"{count} {unit}"}
                  for key, (text, source, count, unit) in rules.items()},
        "items": items,
    }  # fmt: skip
    mine = {key: value for key, value in {"within": "2 h", "text": "Vår", "source": "vi"}.items() if key in kept}
    ends = {"from": "hemma", "to": "samtalet"}
    extra = {"eget": {"text": "Eget"}}
    refers = loaded(
        {
            "deadlines": {key: {**ends, "rule": f"avtalet/{key}", **mine} for key in rules} or None,
            "events": {"samtalet": {"checklist_of": "avtalet", "checklist": extra}},
        },
        {"avtalet": json.dumps(pack, ensure_ascii=False)},
    )
    written = loaded(
        {
            "deadlines": {key: {**ends, **given, **mine} for key, given in pack["rules"].items()} or None,  # type: ignore[attr-defined]
            "events": {
                "samtalet": {
                    "checklist": {**{key: {"text": text, "required": True} for key, text in items.items()}, **extra}
                }
            },
        }
    )
    assert refers.problems == written.problems == ()
    one, other = scenario_or_error(refers), scenario_or_error(written)
    assert {key: each.model_copy(update={"rule": None}) for key, each in one.deadlines.items()} == other.deadlines
    assert list(one.events["samtalet"].checklist.items()) == list(other.events["samtalet"].checklist.items())
    assert one.events["samtalet"].checklist["eget"] == ChecklistItem(text="Eget")


@pytest.mark.parametrize("pack", rule_pack_ids())
def test_every_rule_that_ships_can_be_referred_to(pack: str) -> None:
    """With a length of the deadline's own where the rule has none."""
    for rule in rule_pack(pack, "sv").rules:
        more = {} if rule.within else {"within": "1 day"}
        assert codes(with_deadline(rule=f"{pack}/{rule.id}", **more)) == []


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda file: file.mkdir(), "it is a folder"),
        (lambda file: file.symlink_to(file.name), "ymbolic links"),
        (lambda file: file.write_bytes(b"id: avtalet\ntitle: V\xe5rt\n"), "line 2: the file is not UTF-8"),
    ],
)
def test_what_cannot_be_read_in_the_place_of_a_pack_is_told(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    """It is not said that there is no such pack, with the same name as the suggestion."""
    file = tmp_path / "kort.yaml"
    file.write_text(
        json.dumps(patched({"deadlines": {"svar": {**CALL, "rule": "avtalet/svar"}}}), ensure_ascii=False),
        encoding="utf-8",
    )
    (tmp_path / "rules").mkdir()
    make(tmp_path / "rules" / "avtalet.yaml")
    found = load_scenario(file)
    assert codes(found) == ["ES228"]
    assert reason in found.problems[0].message
