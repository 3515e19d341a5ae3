"""`esthersim new`: the text of a new scenario, made from a few answers. It checks clean and can be played at once.

The texts are written in `templates/`, one template with its comments and one table of words for each language. What
nobody has answered is filled in: where nothing is said of the situation, with one that is told in full.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cache
from io import StringIO
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, NamedTuple

from esthersim.authored.conditions import RESERVED
from esthersim.cleaning import clean_line
from esthersim.scenario.model import TEAM

if TYPE_CHECKING:
    from jinja2 import Template

LANGUAGES = ("sv", "en")
"""The languages that a new scenario can be written in."""
MOST_OBJECTIVES = 3
"""What a session has room for; the format refuses more."""

_TEMPLATES = Path(__file__).parent / "templates"
_ESTHER = "esther"
_TAKEN = RESERVED | {TEAM, "all", "none", "null"}
"""Words that mean something of their own where an id may stand."""
_WIDTH = 110
_LONGEST_ID = 32
_NO_TEXT = str.maketrans("", "", "\ufffe\uffff")
"""The two characters that YAML has in no text and that cleaning leaves: no font shows them either."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody has said about the scenario to come; what is empty is filled in."""

    title: str = ""
    organisations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """Those beside Esther: the first meets her and hands over, the others receive."""
    objectives: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    """In order: where there is a choice, where the handover is, and what comes after it."""
    fact: str = ""


class Named(NamedTuple):
    """Something of the scenario with its id; an organisation may have its principal too."""

    id: str
    text: str
    principal: str = ""


class Seat(NamedTuple):
    """A role beside Esther, as the template writes it."""

    id: str
    text: str
    organisation: str
    brief: str
    private: str


def cleaned(answers: Answers) -> Answers:
    """Return the answers as they will stand in the file: each one line, without what is empty."""
    changed: dict[str, Any] = {}
    for field in fields(answers):
        given: str | tuple[str, ...] = getattr(answers, field.name)
        if isinstance(given, str):
            changed[field.name] = _line(given)
        else:
            changed[field.name] = tuple(filter(None, map(_line, given)))
    roles = tuple(title for title in changed["roles"] if title.casefold() != _ESTHER)  # she is there already
    return replace(answers, **{**changed, "roles": roles})


def title_from(id_: str) -> str:
    """Return the title that an id suggests: `empty-bed` is "Empty bed"."""
    words = " ".join(re.split("[-_]+", id_)).strip() or id_
    return words[:1].upper() + words[1:]


def slug(text: str, fallback: str) -> str:
    """Return an id made from a text: its first words in small letters, without accents, with hyphens between.

    The fallback where nothing is left of it. What is a word of the format, or a number alone, is put after the
    fallback.
    """
    bare = "".join(each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each))
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
    """Return the text of a new scenario file that checks clean and plays from start to end.

    `language` is one of `LANGUAGES`, of the texts and of the comments alike. More objectives than `MOST_OBJECTIVES`
    raise `ValueError`.
    """
    given = cleaned(answers)
    if len(given.objectives) > MOST_OBJECTIVES:
        raise ValueError(f"{len(given.objectives)} objectives, where a session has room for {MOST_OBJECTIVES}")
    words = _words(language, given)
    organisations = _organisations(given.organisations, words["organisations"])
    objectives = _filled(given.objectives, words["objectives"], 2, "objective")
    roles = _filled(given.roles, words["roles"], 2, "role", short=True, taken={_ESTHER})
    events = _filled(given.events, words["events"], 3, "event")
    taken = {each.id for each in events}
    arrived, lost = (Named(_unused(words[key]["id"], taken), words[key]["text"]) for key in ("arrived", "lost"))
    fact = Named(words["fact"]["id"], given.fact or words["fact"]["text"])
    words["esther_private"] = words["esther_private"].replace("{fact}", fact.text)
    text = _template(language).render(
        id=id_,
        title=given.title or title_from(id_),
        words=words,
        organisations=organisations,
        objectives=objectives,
        roles=_seats(roles, organisations, words),
        sender=roles[0].id,
        receivers=[role.id for role in roles[1:]],
        fact=fact,
        condition=f"{roles[1].id} knows {fact.id}",
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


def _words(language: str, given: Answers) -> dict[str, Any]:
    """Return the words of the example, or where something is said of the situation, those that fit any."""
    if language not in LANGUAGES:
        raise ValueError(f"no new scenario can be written in '{language}': there are {', '.join(LANGUAGES)}")
    with (_TEMPLATES / f"new.{language}.toml").open("rb") as file:
        table = tomllib.load(file)
    own = given.organisations or given.roles or given.events or given.fact
    return {**table, **table["own" if own else "example"]}


def _organisations(given: tuple[str, ...], defaults: list[dict[str, str]]) -> list[Named]:
    if not given:
        return [Named(each["id"], each["text"], each.get("principal", "")) for each in defaults]
    return _filled(given, [], 0, "organisation")


def _filled(
    given: Iterable[str],
    defaults: list[dict[str, str]],
    least: int,
    fallback: str,
    *,
    short: bool = False,
    taken: Iterable[str] = (),
) -> list[Named]:
    """Give each text an id of its own, and fill up with the defaults of the places that are left.

    With `short` the first word is enough of an id, unless two begin alike: "Nurse at the health centre" is `nurse`.
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
    """Return the id, with a number where it is used already, and note it as used."""
    made, number = wanted, 1
    while made in used:
        number += 1
        made = f"{wanted}-{number}"
    used.add(made)
    return made


def _seats(roles: list[Named], organisations: list[Named], words: dict[str, Any]) -> list[Seat]:
    """Give the first role what the sender is told, and the others what receivers are; each its organisation in turn."""
    seats = []
    for place, role in enumerate(roles):
        kind = "receiver" if place else "sender"
        where = organisations[min(place, len(organisations) - 1)].id
        seats.append(Seat(role.id, role.text, where, words[f"{kind}_brief"], words[f"{kind}_private"]))
    return seats


@cache
def _template(language: str) -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    surroundings = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=False,  # noqa: S701 - YAML, and every text goes through one of the two filters
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    surroundings.filters.update(scalar=scalar, folded=folded)
    return surroundings.get_template(f"new.{language}.yaml.j2")


def scalar(text: str) -> str:
    """Return a text of one line as YAML writes it, in quotation marks where it needs them."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt", pure=True)
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    stream = StringIO()
    yaml.dump([text], stream)
    return stream.getvalue().removeprefix("- ").rstrip("\n")


def folded(text: str, indent: int) -> str:
    """Return a text for the lines after `>-`, wrapped, and set in by so many spaces but for the first line."""
    return fill(text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False).replace(
        "\n", f"\n{' ' * indent}"
    )
