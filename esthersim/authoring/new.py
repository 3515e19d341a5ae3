"""`esthersim new`: the text of a new scenario, made from a few answers. It passes the check and can be played at once.

The texts are in `templates/`: one template with comments and one table of words for each language. Missing answers are
filled in with defaults; without an answer about the situation, a complete example is used.
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
"""The most that a session has room for; the format refuses more."""

_TEMPLATES = Path(__file__).parent / "templates"
_ESTHER = "esther"
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
    """The roles other than Esther: the first one meets her and hands over, the others receive."""
    objectives: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    """In order: the event with the choice, the one with the handover, and the one after that."""
    fact: str = ""


class Named(NamedTuple):
    """A part of the scenario with its id; an organisation may also have its principal."""

    id: str
    text: str
    principal: str = ""


class Seat(NamedTuple):
    """A role other than Esther, as the template writes it."""

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
    roles = tuple(title for title in changed["roles"] if title.casefold() != _ESTHER)  # she is there already
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

    `language` is one of `LANGUAGES`, for both the texts and the comments. Raises `ValueError` for more objectives
    than `MOST_OBJECTIVES`.
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
    """Return the words of the example, or words that fit any situation where the author has described one."""
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
    """Make the roles: the first with the sender's texts, the others with the receivers'; organisations by turns."""
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
