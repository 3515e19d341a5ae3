"""The preparations that ship, and the messages for invalid files of a user's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from esthersim.authored.documents import DocumentError, document_from_text
from esthersim.authoring.new import Answers
from esthersim.debriefing.preparations import (
    Becomes,
    Preparation,
    PreparationText,
    load_preparation,
    preparation_ids,
)
from esthersim.library.scenarios import Library
from esthersim.scenario.model import Scenario
from esthersim.shipped import shipped

SMALL = """\
id: min
languages: [sv, en]
title: {sv: Min, en: Mine}
summary: {sv: Kort, en: Short}
for_whom: {sv: Dig, en: You}
form:
  title: {sv: Pappret, en: The paper}
  note: {sv: Ditt, en: Yours}
steps:
  fraga:
    title: {sv: Frågan, en: The question}
    when: {sv: först, en: first}
    minutes: 5
    why: {sv: För att, en: Because}
    say:
      hej: {sv: Hej, en: Hello}
    write:
      svar: {name: {sv: Svaret, en: The answer}, lines: 3, becomes: [story, roles.brief]}
    never:
      namn: {sv: Aldrig namn, en: Never names}
  sedan:
    title: {sv: Sedan, en: Then}
    when: {sv: efteråt, en: afterwards}
    minutes: 2.5
    why: {sv: Tack, en: Thanks}
"""
ASKED_BY_NEW = {
    "title": "title", "patient": "roles", "organisations": "organisations", "roles": "roles",
    "objectives": "objectives", "events": "events", "facts": "facts",
}  # fmt: skip
"""What `esthersim new` asks for, and the key of the file where it goes."""


def keys_of(preparation: Preparation) -> set[str]:
    """Return the keys of a scenario's file that are written from the form."""
    return {key for step in preparation.steps for blank in step.write for key in blank.becomes}


@pytest.mark.parametrize("key", preparation_ids())
def test_a_preparation_is_complete_in_both_languages(key: str) -> None:
    """The same steps and blanks in both, and nothing that was left in the other language."""
    swedish, english = load_preparation(key, "sv"), load_preparation(key, "en")
    assert swedish.title != english.title
    assert swedish.note != english.note
    assert swedish.minutes == english.minutes
    for one, other in zip(swedish.steps, english.steps, strict=True):
        assert (one.id, one.title != other.title, one.why != other.why) == (other.id, True, True)
        for mine, yours in ((one.say, other.say), (one.never, other.never)):
            assert [id_ for id_, _text in mine] == [id_ for id_, _text in yours]
            assert not {text for _id, text in mine} & {text for _id, text in yours}
        for blank, same in zip(one.write, other.write, strict=True):
            assert (blank.id, blank.lines, blank.becomes) == (same.id, same.lines, same.becomes)
            assert blank.name != same.name


@pytest.mark.parametrize("key", preparation_ids())
@pytest.mark.parametrize(("language", "word"), [("sv", "aldrig"), ("en", "never")])
def test_what_is_never_asked_says_so(key: str, language: str, word: str) -> None:
    """Each such line can be read on its own, and nothing that is said asks for what is never asked."""
    for step in load_preparation(key, language).steps:
        assert step.why[-1] in ".?”"
        assert all(word in text.lower() for _id, text in step.never)
        assert not any(re.search(r"personn|diagnos|personal number", text, re.IGNORECASE) for _id, text in step.say)


@pytest.mark.parametrize("key", preparation_ids())
def test_a_form_asks_for_no_name(key: str) -> None:
    """The coach and the person are told at the top of the form that no real person's name belongs on it."""
    assert "inga namn" in load_preparation(key, "sv").note
    assert "no names" in load_preparation(key, "en").note


def test_the_form_holds_what_a_new_journey_needs() -> None:
    """Consent, the person, the days, who knew what, what must not be told, the ends; and all that `new` asks for."""
    written = keys_of(load_preparation("writing-with-esther", "sv"))
    assert set(ASKED_BY_NEW) == set(Answers.__dataclass_fields__)
    assert written >= set(ASKED_BY_NEW.values())
    assert written >= {"consent", "story", "needs", "roles.private", "facts.known_by", "events.decision"}
    assert written >= {"events.handover", "events.handover.must_not", "events.ending", "debriefing.questions"}


def test_she_says_yes_before_she_tells_and_hears_it_before_it_is_played() -> None:
    """The order of the steps is part of what is promised to her."""
    steps = load_preparation("writing-with-esther", "en").steps
    order = [step.id for step in steps]
    assert order[0] == "fragan"
    assert order.index("ditt-ja") < min(order.index(each) for each in ("jag", "dagarna", "vem-visste-vad"))
    assert order.index("resan") < order.index("innan-nagon-spelar") < order.index("tack") == len(order) - 1
    consents = [step.id for step in steps for blank in step.write if "consent" in blank.becomes]
    assert set(consents) == {"ditt-ja", "innan-nagon-spelar", "tack"}


def test_it_takes_as_long_at_the_table_as_she_is_told() -> None:
    """A couple of hours, with a break: told when she is asked, and kept by the steps."""
    preparation = load_preparation("writing-with-esther", "en")
    asked = preparation.steps[0]
    assert any("a couple of hours, with a break" in text for _id, text in asked.say)
    at_the_table = sum(step.minutes for step in preparation.steps if step.when.startswith("at the table"))
    assert 100 <= at_the_table <= 135


def test_a_dialogue_is_held_before_a_series_by_several_and_followed_up() -> None:
    """It names needs and objectives, what training does not solve, and what is to be noticed at work."""
    preparation = load_preparation("joint-dialogue", "sv")
    assert keys_of(preparation) >= {"organisations", "needs", "objectives", "prior_knowledge", "observers"}
    blanks = {blank.id for step in preparation.steps for blank in step.write}
    assert blanks >= {"inte-trana", "markas", "chefer", "uppfoljning", "hon-far-hora"}


@pytest.mark.parametrize("key", preparation_ids())
def test_a_journey_that_is_named_ships(key: str) -> None:
    """An id in quotation marks is one of the library; what is typed is a command of the program."""
    ids = {entry.id for entry in Library([shipped("scenarios")]).entries()}
    for language in ("sv", "en"):
        for step in load_preparation(key, language).steps:
            named = set(re.findall(r"[“”]([a-z]+-[a-z-]+)”", step.why))
            assert named <= ids
            commands = set(re.findall(r"[“”]esthersim (\w+)”", step.why))
            assert commands <= {"new", "preview", "check", "rehearse", "library"}


def part_of(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """Return the part of a scenario that a key holds, or `None` for a text; fail where there is no such key."""
    pending, found = [model.model_fields[name].annotation], list[type[BaseModel]]()
    while pending:
        kind = pending.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found.append(kind)
        pending += get_args(kind)
    return found[0] if found else None


@pytest.mark.parametrize("key", get_args(Becomes))
def test_what_a_blank_becomes_is_a_key_of_the_format(key: str) -> None:
    """The author finds the key in `docs/format.md`; a key that the format loses is found here."""
    part: type[BaseModel] | None = Scenario
    for name in key.split("."):
        assert part is not None
        part = part_of(part, name)


def test_a_preparation_of_ones_own_folder(tmp_path: Path) -> None:
    """Read from a folder; two lines where no number is given, and a language that is not there is in English."""
    (tmp_path / "min.yaml").write_text(SMALL.replace("lines: 3, ", ""), encoding="utf-8")
    preparation = load_preparation("min", "fi", tmp_path)
    assert (preparation.title, preparation.minutes, preparation.date) == ("Mine", 7.5, None)
    (blank,) = preparation.steps[0].write
    assert (blank.name, blank.lines, blank.becomes) == ("The answer", 2, ("story", "roles.brief"))
    last = preparation.steps[1]
    assert (last.write, last.say, last.never) == ((), (), ())
    with pytest.raises(DocumentError, match="there is no preparation 'minn'; did you mean 'min'"):
        load_preparation("minn", "sv", tmp_path)


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("    why: {sv: För att, en: Because}\n", "", "11:5: 'steps.fraga.why' is missing; write it"),
        ("    when: {sv: först, en: first}\n", "", "'steps.fraga.when' is missing; write it"),
        ("    say:", "    says:", "15:5: there is no key 'steps.fraga.says'; did you mean 'say'?"),
        ("minutes: 5", "minutes: snart", "'steps.fraga.minutes' is not a number; write figures"),
        ("minutes: 5", "minutes: 0", "'steps.fraga.minutes' is not what it should be"),
        ("lines: 3", "lines: 13", "'steps.fraga.write.svar.lines' is not what it should be"),
        ("lines: 3", "lines: 1.5", "'steps.fraga.write.svar.lines' is not what it should be"),
        ("lines: 3", "lines: många", "'steps.fraga.write.svar.lines' is not a number"),
        ("[story, roles.brief]", "stori", "cannot be 'stori'; did you mean 'story'?"),
        ("{sv: Hej, en: Hello}", "{sv: Hej}", "'steps.fraga.say.hej' has no text in 'en'"),
        ("      hej:", "      hej du:", "'steps.fraga.say.hej du' cannot be an id"),
        ("  note: {sv: Ditt, en: Yours}\n", "", "'form.note' is missing; write it"),
        ("for_whom: {sv: Dig, en: You}\n", "", "'for_whom' is missing; write it"),
        (
            "    write:\n      svar: {name: {sv: Svaret, en: The answer}, lines: 3, becomes: [story, roles.brief]}\n",
            "",
            "nothing is written down in any of them; give one of them 'write'",
        ),
    ],
)
def test_a_broken_preparation_is_reported_with_its_place(right: str, wrong: str, problem: str) -> None:
    """Each mistake is one line with file, line and column, what is wrong and what to do."""
    assert right in SMALL
    with pytest.raises(DocumentError) as error:
        document_from_text(PreparationText, SMALL.replace(right, wrong, 1), "min.yaml")
    message = str(error.value)
    assert re.match(r"min\.yaml:\d+:\d+: ", message)
    assert problem in message
    assert "\n" not in message
