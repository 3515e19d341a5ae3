"""`esthersim new`: the text of a new scenario, made from a few answers. It passes the check and can be played at once.

The texts are in `templates/`: one template with comments and one table of words for each language. Missing answers are
filled in with defaults; without an answer about the situation, a complete example is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cache
from io import StringIO
from textwrap import fill
from typing import TYPE_CHECKING, Any, NamedTuple

from esthersim.authored.conditions import RESERVED
from esthersim.authoring.placeholders import FACTS, PATIENT, TEMPLATES, texts_for
from esthersim.cleaning import clean_line
from esthersim.scenario.model import TEAM

if TYPE_CHECKING:
    from jinja2 import Template

MOST_OBJECTIVES = 3
"""The most that a session has room for; the format refuses more."""

_TAKEN = RESERVED | {TEAM, "all", "none", "null"}
"""Words that have a meaning of their own in places where ids are written."""
_WIDTH = 110
_LONGEST_ID = 32
_NO_TEXT = str.maketrans("", "", "\ufffe\uffff")
"""The two characters that cleaning keeps but YAML does not allow; fonts do not show them either."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The author's answers about the new scenario; empty ones are filled in with defaults."""

    title: str = ""
    organisations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """The roles other than the patient: the first one meets the patient and hands over, the others receive."""
    objectives: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    """In order: the event with the choice, the one with the handover, and the one after that."""
    facts: tuple[str, ...] = ()
    """What the patient knows, and the others need to know."""
    patient: str = ""
    """The patient's title, which the texts call the patient; Esther if empty."""


class Named(NamedTuple):
    """A part of the scenario with its id; an organisation may also have its principal."""

    id: str
    text: str
    principal: str = ""


class Seat(NamedTuple):
    """A role other than the patient, as the template writes it."""

    id: str
    text: str
    organisation: str
    brief: str
    private: str


def cleaned(answers: Answers) -> Answers:
    """Return the answers as they will be in the file: one line each, without empty ones."""
    changed: dict[str, Any] = {}
    for field in fields(answers):
        given: str | tuple[str, ...] = getattr(answers, field.name)
        if isinstance(given, str):
            changed[field.name] = _line(given)
        else:
            changed[field.name] = tuple(filter(None, map(_line, given)))
    patient = (changed["patient"] or PATIENT).casefold()
    roles = tuple(title for title in changed["roles"] if title.casefold() != patient)  # who is there already
    return replace(answers, **{**changed, "roles": roles})


def title_from(id_: str) -> str:
    """Return the title that an id suggests: "Empty bed" for `empty-bed`."""
    words = " ".join(re.split("[-_]+", id_)).strip() or id_
    return words[:1].upper() + words[1:]


def slug(text: str, fallback: str) -> str:
    """Return an id made from a text: its first words in lower case, without accents, joined by hyphens.

    The fallback is used where nothing is left of the text, and is put before a word of the format or a mere number.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())  # also of mathematical letters
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare))
    made = ""
    for word in words:
        if made and len(made) + len(word) >= _LONGEST_ID:
            break
        made = f"{made}-{word}".strip("-")[:_LONGEST_ID]
    if not made:
        return fallback
    return f"{fallback}-{made}" if made in _TAKEN or made.isnumeric() else made


def new_scenario(id_: str, answers: Answers, language: str) -> str:
    """Return the text of a new scenario file that passes the check and can be played from start to end.

    `language` is one of `placeholders.LANGUAGES`, for both the texts and the comments. Raises `ValueError` for more
    objectives than `MOST_OBJECTIVES`.
    """
    given = cleaned(answers)
    if len(given.objectives) > MOST_OBJECTIVES:
        raise ValueError(f"{len(given.objectives)} objectives, where a session has room for {MOST_OBJECTIVES}")
    own = bool(given.organisations or given.roles or given.events or given.facts or given.patient)
    title = given.patient or PATIENT
    words = texts_for(language, own=own, patient=title)
    [patient] = _filled([title], [], 1, "patient", short=True)
    organisations = _organisations(given.organisations, words["organisations"])
    objectives = _filled(given.objectives, words["objectives"], 2, "objective")
    roles = _filled(given.roles, words["roles"], 2, "role", short=True, taken={patient.id})
    events = _filled(given.events, words["events"], 3, "event")
    taken = {each.id for each in events}
    arrived, lost = (Named(_unused(words[key]["id"], taken), words[key]["text"]) for key in ("arrived", "lost"))
    facts = _facts(given.facts, words["fact"])
    quoted = ", ".join(words["quoted"].replace(FACTS, fact.text) for fact in facts)
    words["patient_private"] = words["patient_private"].replace(FACTS, quoted)
    text = _template(language).render(
        id=id_,
        title=given.title or title_from(id_),
        words=words,
        patient=patient,
        organisations=organisations,
        objectives=objectives,
        roles=_seats(roles, organisations, words),
        sender=roles[0].id,
        receivers=[role.id for role in roles[1:]],
        facts=facts,
        arrives=" and ".join(f"{roles[1].id} knows {fact.id}" for fact in facts),
        lost_on_the_way=" or ".join(f"lost {fact.id}" for fact in facts),
        first=events[0],
        second=events[1],
        third=events[2],
        more=events[3:],
        arrived=arrived,
        lost=lost,
    )
    return f"{text.rstrip()}\n"


def _line(text: str) -> str:
    return clean_line(clean_line(text).translate(_NO_TEXT))


def _organisations(given: tuple[str, ...], defaults: list[dict[str, str]]) -> list[Named]:
    if not given:
        return [Named(each["id"], each["text"], each.get("principal", "")) for each in defaults]
    return _filled(given, [], 0, "organisation")


def _facts(given: tuple[str, ...], default: dict[str, str]) -> list[Named]:
    """Name the facts after their words, but one alone as the default is named."""
    if len(given) > 1:
        return _filled(given, [], 0, "fact")
    return [Named(default["id"], *given or (default["text"],))]


def _filled(
    given: Iterable[str],
    defaults: list[dict[str, str]],
    least: int,
    fallback: str,
    *,
    short: bool = False,
    taken: Iterable[str] = (),
) -> list[Named]:
    """Give each text a unique id, and fill the remaining places with defaults.

    With `short` the first word is the id, unless two texts begin alike: "Nurse at the health centre" is `nurse`.
    """
    used = set(taken)
    texts = list(given)
    firsts = [slug(text.split()[0], fallback) for text in texts]
    named = []
    for text, first in zip(texts, firsts, strict=True):
        alone = short and firsts.count(first) == 1
        named.append(Named(_unused(first if alone else slug(text, fallback), used), text))
    rest = defaults[len(named) : least]
    return [*named, *(Named(_unused(each["id"], used), each["text"]) for each in rest)]


def _unused(wanted: str, used: set[str]) -> str:
    """Return the id, with a number if it is used already, and mark it as used."""
    made, number = wanted, 1
    while made in used:
        number += 1
        made = f"{wanted}-{number}"
    used.add(made)
    return made


def _seats(roles: list[Named], organisations: list[Named], words: dict[str, Any]) -> list[Seat]:
    """Make the roles: the first with the sender's texts, the others with the receivers', whose private ones differ.

    Each is at the organisation of its place in the list; those for whom none is left are at the last.
    """
    seats, receivers = [], words["receiver_private"]
    for place, role in enumerate(roles):
        kind = "receiver" if place else "sender"
        where = organisations[min(place, len(organisations) - 1)].id
        private = receivers[(place - 1) % len(receivers)] if place else words["sender_private"]
        seats.append(Seat(role.id, role.text, where, words[f"{kind}_brief"], private))
    return seats


@cache
def _template(language: str) -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    surroundings = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - YAML, and every text goes through one of the two filters
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    surroundings.filters.update(scalar=scalar, folded=folded)
    return surroundings.get_template(f"new.{language}.yaml.j2")


def scalar(text: str) -> str:
    """Return a one-line text as a YAML scalar, with quotation marks where needed."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt", pure=True)
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    stream = StringIO()
    yaml.dump([text], stream)
    return stream.getvalue().removeprefix("- ").rstrip("\n")


def folded(text: str, indent: int) -> str:
    """Return a text wrapped for the lines after `>-`; all lines but the first are indented by this many spaces."""
    return fill(text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False).replace(
        "\n", f"\n{' ' * indent}"
    )
