"""The length of texts: the rule counts the lines that the shared screen draws."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from esthersim.authoring.examination import rule_base
from esthersim.authoring.rule_runner import examine
from esthersim.authoring.rules import text_length
from esthersim.authoring.rules.text_length import COLUMNS, MOST_LINES, count_lines, lines_in_room
from esthersim.play.plays import at_the_start
from esthersim.play.retelling import Retelling
from esthersim.scenario.loading import read_scenario
from esthersim.scenario.model import ALL, Event, Scenario
from esthersim.screens.widgets.lines import wrap
from esthersim.screens.widgets.shared import shared_lines
from esthersim.views.event import event_view
from esthersim.views.hearing import ItemView
from support.findings import problems_in
from support.graphs import raw_branching, raw_event, raw_scenario
from support.shipped_journeys import LANGUAGES, SCENARIOS, each_scenario, journey

WORDS = st.text(st.sampled_from("ab å書\u0301\n-") | st.characters(codec="utf-8", categories=["L", "N", "P"]))


@given(WORDS, st.integers(2, 30))
@example("00000AAA〻A0、", 5)
def test_lines_are_counted_as_they_are_drawn(text: str, columns: int) -> None:
    """Wide characters take two cells, accents none, and a word that is too long is broken."""
    drawn = wrap(text, columns)
    if all("書" not in line and max(line, default="") < "\u1100" for line in drawn):
        assert count_lines(text, columns) == len(drawn)
    else:  # a wide character may leave a cell over at the end of a broken word
        assert count_lines(text, columns) <= len(drawn)


@pytest.mark.parametrize("language", LANGUAGES)
@each_scenario
def test_count_is_that_of_the_shared_screen(scenario: str, language: str) -> None:
    """Every event of the shipped scenarios, in both languages, takes just so many lines where everybody hears it.

    Where a text or who is there depends on the run, the longest is counted.
    """
    shown = journey(scenario, language)
    for key, event in shown.events.items():
        heard = event.model_copy(update={"heard_by": (ALL,)})
        first = {key: heard, **{other: each for other, each in shown.events.items() if other != key}}
        drawn = drawn_lines(shown.model_copy(update={"events": first}))
        counted = lines_in_room(shown, event, "", begins_stage=True)  # the first event begins its stage
        assert counted >= drawn if depends(event) else counted == drawn, key


def depends(event: Event) -> bool:
    """Tell whether what an event says, or who is there, depends on the run."""
    wordings = [event.text, event.ending or (), *event.esther.values()]
    if event.decision:
        wordings += [event.decision.question, *(each.text for each in event.decision.options.values())]
    return any(len(each) > 1 or "{" in each[0].text for each in wordings if each) or any(
        each.when for each in event.present
    )


def drawn_lines(scenario: Scenario) -> int:
    """Count the lines drawn for a scenario's first event, with all options open and nothing done."""
    event = next(iter(scenario.events.values()))
    if event.decision:
        options = {key: each.model_copy(update={"when": None}) for key, each in event.decision.options.items()}
        decision = event.decision.model_copy(update={"options": options})
        event = event.model_copy(update={"decision": decision})
        scenario = scenario.model_copy(update={"events": {**scenario.events, scenario.first: event}})
    view = event_view(Retelling(scenario, at_the_start(scenario).journal), scenario, 0.0)
    items = tuple(ItemView(item, each.text, each.required, done=False) for item, each in event.checklist.items())
    return len(shared_lines(replace(view, said=replace(view.said, checklist=items)), COLUMNS, 24))


def test_feedback_of_the_choice_counts() -> None:
    """It stands above the event, with an empty line after it; at an ending it is not shown."""
    scenario = journey(SCENARIOS[0])
    event = next(event for event in scenario.events.values() if not event.ending)
    ending = next(event for event in scenario.events.values() if event.ending)
    assert lines_in_room(scenario, event, "Det tog sin tid.") == lines_in_room(scenario, event) + 2
    assert lines_in_room(scenario, ending, "Det tog sin tid.") == lines_in_room(scenario, ending)


def test_a_translation_may_be_too_long_alone() -> None:
    """What fits in one language and not in another is reported at its line in the translation."""
    header = 'msgid ""\nmsgstr "Language: en\\n"\n\n'
    entry = (
        'msgctxt "events.hemma.text"\nmsgid "Esther sitter på sängen."\nmsgstr ""\n'
        + '"Esther sits on her bed.\\n"\n' * 40
    )
    loaded = read_scenario(rule_base(), "kort.yaml")
    assert examine(loaded) == ()
    [problem] = examine(loaded, [read_scenario(rule_base(), "kort.yaml", header + entry)])
    assert (problem.code, problem.file, problem.line) == ("ES223", "kort.po", 4)


LONG = "Arbetsterapeut i kommunens hemrehabilitering"


@given(st.lists(st.sampled_from(["Undersköterska", LONG]), min_size=1, max_size=4), st.integers(1, 30))
def test_the_question_is_counted_where_it_is_drawn(titles: list[str], words: int) -> None:
    """Beside those who are asked, or below them where that takes no more lines."""
    scenario = asking(titles, "Vad gör ni nu? " * words)
    assert lines_in_room(scenario, scenario.events["one"]) == drawn_lines(scenario)


def test_long_titles_do_not_make_the_question_narrow() -> None:
    """Three titles take two lines of their own, and the question all of the next; a short title stands beside it."""
    question = "Vem av er ringer dottern, och vad säger ni till henne när hon frågar varför?"
    assert len(question) == COLUMNS
    [*_, first, second, asked, empty, _one, _two] = drawn(asking([LONG, LONG, "Distriktssköterska"], question))
    assert (first, second) == (f"{LONG} · Arbetsterapeut i kommunens", "hemrehabilitering · Distriktssköterska:")
    assert (asked, empty) == (question, "")
    assert "Esther: Vad gör ni?" in drawn(asking(["Esther"], "Vad gör ni?"))


def asking(titles: list[str], question: str) -> Scenario:
    """Return a scenario that begins with a question to roles with these titles."""
    one = raw_event("one", ["end", "end"])
    roles = {f"r{number}": {"title": title, "brief": "Du är med."} for number, title in enumerate(titles)}
    one["decision"] |= {"by": [*roles], "question": question}
    return Scenario.model_validate(raw_scenario({"one": one, "end": raw_event("end")}, roles=roles))


def drawn(scenario: Scenario) -> list[str]:
    """Return the lines that the room reads at the first event."""
    view = event_view(Retelling(scenario, at_the_start(scenario).journal), scenario, 0.0)
    return [line.plain.rstrip() for line in shared_lines(view, COLUMNS, 24)]


def test_feedback_of_an_option_that_branches_counts_wherever_it_leads() -> None:
    """It stands above whichever event comes; here it makes the second of them too long."""
    filler = "\n".join(["Esther tiger."] * (MOST_LINES - 4))
    home = raw_branching("home", {"feedback": "Det tog sin tid."}, ("visited home", "far"), last="end")
    events = {"home": home, "far": raw_event("far"), "end": {**raw_event("end", ["far"]), "text": filler}}
    [problem] = [each for each in problems_in(events, text_length.RULES) if each.code == "ES223"]
    assert problem.path == "events.end.text"
    del home["decision"]["options"]["ring"]["feedback"]
    assert problems_in(events, text_length.RULES) == []
