"""Any entry and any command of every kind there is, drawn from the types of their fields: a new kind needs no line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from esthersim.play.entry import BySeat, Command, Entry
from esthersim.play.kinds import COMMANDS, ENTRIES

Kind = TypeVar("Kind", bound=BySeat)


def of_kind(kind: type[Kind], **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Kind]:
    """Return a strategy of one kind; `known` has the strategies of fields, by name, that are not to hold anything."""
    hints = get_type_hints(kind)
    names = [each.name for each in fields(kind)]
    return st.builds(kind, **{name: known[name] if name in known else _of_type(hints[name]) for name in names})


def _of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy of a type. Mappings are plain dicts, as journals have them, and not whatever is a mapping."""
    if get_origin(hint) is Mapping:
        keys, values = get_args(hint)
        return st.dictionaries(_of_type(keys), _of_type(values), max_size=3)
    strategy: st.SearchStrategy[Any] = st.from_type(hint)
    return strategy


def any_entry(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[Entry]:
    """Return a strategy of entries of every kind."""
    return st.one_of([of_kind(kind, **known) for kind in ENTRIES.values()])


def any_command(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[Command]:
    """Return a strategy of commands of every kind."""
    return st.one_of([of_kind(kind, **known) for kind in COMMANDS.values()])
