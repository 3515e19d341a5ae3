"""The commands as they are declared: each is loaded alone, and its options are what its function takes."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable
from types import NoneType
from typing import Any, get_args, get_type_hints

import click
import pytest

from esthersim.commands.program import program

SURROUNDINGS = {"address", "debug", "language", "plain"}
"""What reaches a command as its surroundings."""
COMMANDS = program().list_commands(click.Context(program()))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_declares_what_its_function_takes(name: str) -> None:
    """Names, flags, repeated values and choices of the command line are those of the function's signature."""
    group = program()
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert command.callback is not None
    function: Callable[..., int] = inspect.unwrap(command.callback)
    types = get_type_hints(function)
    given = {each.name: each for each in command.params if each.name not in SURROUNDINGS}

    assert set(given) == set(list(inspect.signature(function).parameters)[1:])
    for key, param in given.items():
        assert key is not None
        assert _fits(param, types[key]), f"{name}: {key} is declared otherwise than {types[key]}"


def _fits(param: click.Parameter, type_: Any) -> bool:
    if isinstance(param, click.Option) and param.is_flag:
        return bool(type_ is bool)
    if param.multiple or param.nargs == -1:
        return bool(type_ == tuple[str, ...])
    if isinstance(param.type, click.Choice):
        return set(get_args(type_)) == set(param.type.choices)
    may_be_none = not param.required and not isinstance(param.default, str | int)
    number = isinstance(param.type, click.types.IntParamType)
    return (NoneType in get_args(type_)) is may_be_none and (int in {type_, *get_args(type_)}) is number


def test_help_loads_no_command() -> None:
    """The list of commands costs none of them: what they are carried out with is not imported for it."""
    script = (
        "import sys\n"
        "from esthersim.cli import run\n"
        "assert run(['--help']) == 0\n"
        "heavy = [name for name in ('pydantic', 'rich', 'textual', 'sqlalchemy', 'esthersim.scenario')"
        " if name in sys.modules]\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
