"""A finding in words: *I saw … I think … I wonder …*, from the templates in `debrief/findings.yaml`.

The form is that of debriefing with good judgment (Rudolph 2006): an observation, one's own view of it, and an honest
question. The templates never blame anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Annotated

from pydantic import Field

from esthersim.authored.documents import Document, DocumentPart, Texts
from esthersim.authored.languages import best_language, fill, in_language
from esthersim.authored.papers import SHIPPED, DocumentFile, Papers
from esthersim.cleaning import clean_line
from esthersim.debriefing.finding import Finding, Kind
from esthersim.language import format_list, quoted
from esthersim.play.vocabulary import GateItem
from esthersim.play.wording import worded_option
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import event_title, role_title
from esthersim.scenario.wordings import usual


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in one language; `name` is the name of its kind, `wonder` the question."""

    name: str
    saw: str
    think: str
    wonder: str


class Template(DocumentPart):
    """The three sentences for a kind of finding, or for one variant of it."""

    saw: Texts
    think: Texts
    wonder: Texts


class KindWords(DocumentPart):
    """The name of a kind, and its templates by variant, or `default`."""

    name: Texts
    templates: Annotated[dict[str, Template], Field(min_length=1)]


class FindingWords(Document):
    """The file of the templates."""

    words: dict[str, Texts]
    kinds: dict[Kind, KindWords]


_DOCUMENT = DocumentFile(FindingWords, "findings")


def finding_words(papers: Papers = SHIPPED) -> FindingWords:
    """Return the templates of a run, or those of the program."""
    return _DOCUMENT.read(papers)


def said(
    finding: Finding, shown: Scenario, language: str, zone: tzinfo | None = None, papers: Papers = SHIPPED
) -> Said:
    """Put a finding into words in a language, with the texts of the scenario in `shown` and the templates of the run.

    Clock times are in `zone`, by default in the computer's time zone.
    """
    templates = finding_words(papers)
    language = best_language(templates.languages, language)
    # A kind of finding that is newer than the run has its template from the program.
    kind = templates.kinds.get(finding.kind) or finding_words().kinds[finding.kind]
    template = (
        kind.templates.get(finding.variant) or kind.templates.get("default") or next(iter(kind.templates.values()))
    )
    values = _values(finding, shown, language, zone, templates)
    saw, think, wonder = (
        fill(in_language(texts, language), values) for texts in (template.saw, template.think, template.wonder)
    )
    return Said(fill(in_language(kind.name, language), values), saw, think, wonder)


def say_all(
    findings: Iterable[Finding],
    shown: Scenario,
    language: str,
    zone: tzinfo | None = None,
    papers: Papers = SHIPPED,
) -> Mapping[str, Said]:
    """Put each finding into words, by its id; see `said`."""
    return {each.id: said(each, shown, language, zone, papers) for each in findings}


def clock(finding: Finding, zone: tzinfo | None = None) -> str:
    """Return the clock time in the room at the finding's moment, such as ``12:40``."""
    return f"{finding.at.astimezone(zone):%H:%M}"


def _values(
    finding: Finding, shown: Scenario, language: str, zone: tzinfo | None, templates: FindingWords
) -> dict[str, str]:
    roles = [role_title(shown, role) for role in finding.roles]
    return {
        "clock": clock(finding, zone),
        "event": event_title(shown, finding.event or ""),
        "roles": joined(roles, language),
        "sender": roles[0] if roles else "",
        "receivers": joined(roles[1:], language),
        "reached": joined((role_title(shown, role) for role in finding.reached), language),
        "subject": _subject(finding, shown, language, templates),
        "source": _source(finding, shown),
        "support": _support(finding, shown),
        "items": joined(
            (
                *(_gate_item(item, shown, language, templates) for item in finding.gate),
                *(_item(finding, item, shown, language) for item in finding.items),
            ),
            language,
        ),
        "values": ", ".join(map(str, finding.values)),
        "value": str(finding.values[-1]) if finding.values else "",
        "before": str(finding.values[0]) if finding.values else "",
        "objective": clean_line(shown.objectives.get(finding.objective or "", "")),
    }


def joined(names: Iterable[str], language: str) -> str:
    """Join names, without duplicates, as in a sentence: "a, b and c"."""
    return format_list(dict.fromkeys(names), language)


def _source(finding: Finding, shown: Scenario) -> str:
    """Return the source of a broken deadline, in brackets after a space; empty where none is named."""
    deadline = shown.deadlines.get(finding.subject or "") if finding.kind is Kind.DEADLINE_BROKEN else None
    return f" ({clean_line(deadline.source)})" if deadline and deadline.source else ""


def _support(finding: Finding, shown: Scenario) -> str:
    """Return the name of the decision support whose advice was not followed; empty where it has none."""
    event = shown.events.get(finding.event or "")
    return clean_line((event.decision.support if event and event.decision else None) or "")


def _subject(finding: Finding, shown: Scenario, language: str, templates: FindingWords) -> str:
    key, event = finding.subject or "", shown.events.get(finding.event or "")
    text = key
    match finding.kind:
        case Kind.FACT_LOST | Kind.FACT_REQUESTED | Kind.FACT_LEAKED | Kind.SAID_WITHOUT_KNOWING if key in shown.facts:
            text = shown.facts[key].text
        case Kind.DEADLINE_BROKEN if key in shown.deadlines:
            text = shown.deadlines[key].text
        case Kind.INJECT if key in shown.injects:
            text = shown.injects[key].title
        case Kind.AGAINST_ADVICE:
            text = _option(key, finding, shown)
        case Kind.WENT_BACK | Kind.TIMER_RAN_OUT | Kind.READ_BACK_SKIPPED if key in shown.events:
            text = shown.events[key].title
        case Kind.GATE_OVERRIDDEN if f"step-{key}" in templates.words:
            text = in_language(templates.words[f"step-{key}"], language)
        case Kind.ROLE_SILENT | Kind.LOW_CONFIDENCE | Kind.CONFIDENT_BUT_WRONG:
            text = role_title(shown, key)
        case _ if event and key in event.expect:
            text = event.expect[key].text
    return clean_line(text)


def _option(key: str, finding: Finding, shown: Scenario) -> str:
    """Return the text of an option as it read then; without a state, the usual one."""
    event = shown.events.get(finding.event or "")
    decision = event.decision if event else None
    if decision is None or key not in decision.options:
        return key
    if finding.state is None:
        return usual(decision.options[key].text)
    return worded_option(finding.state, decision, key, shown.language)


def _gate_item(item: GateItem, shown: Scenario, language: str, templates: FindingWords) -> str:
    known = templates.words.get(f"gate-{item.kind}")
    text = fill(in_language(known, language), {"name": role_title(shown, item.id)}) if known else item.id
    return clean_line(text)


def _item(finding: Finding, item: str, shown: Scenario, language: str) -> str:
    """Return the text of something that a finding lists: a fact, an option or a checklist item."""
    event = shown.events.get(finding.event or "")
    text = item
    if finding.kind is Kind.AGAINST_ADVICE:
        text = _option(item, finding, shown)
    elif finding.kind is Kind.CHECKLIST_OVERRIDDEN and event and item in event.checklist:
        text = event.checklist[item].text
    elif item in shown.facts:
        text = shown.facts[item].text
    return quoted(clean_line(text), language)
