"""The registry of keys, what help and footer show of it, and remapping."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.screens.keys import FORBIDDEN, key_name
from esthersim.screens.registry import document, registry
from esthersim.settings import Settings
from support.frames import room

ACTIONS = [(where, action) for where, actions in registry().items() for action in actions]


@pytest.mark.parametrize(("where", "action"), ACTIONS, ids=[f"{where}-{action.id}" for where, action in ACTIONS])
def test_no_action_has_a_key_that_terminals_keep(where: str, action: object) -> None:
    """Keys that cannot be told apart or are taken by the terminal are never used."""
    keys = set(getattr(action, "keys").split(","))  # noqa: B009
    assert not keys & FORBIDDEN


def test_an_id_means_one_thing_on_a_screen() -> None:
    """No screen has the same id twice, and no id is without a name before its dot."""
    for actions in registry().values():
        ids = [action.id for action in actions]
        assert len(ids) == len(set(ids))
        assert all("." in each for each in ids)


def test_no_key_does_two_things_on_a_screen() -> None:
    """Within a screen's own actions every key is used once."""
    for where, actions in registry().items():
        keys = [key for action in actions for key in action.keys.split(",")]
        assert len(keys) == len(set(keys)), where


def test_the_page_of_keys_is_up_to_date(repository: Path) -> None:
    """`docs/keys.md` says what the registry says: write it anew with `python -m esthersim.screens.registry`."""
    assert (repository / "docs" / "keys.md").read_text(encoding="utf-8") == document()


@pytest.mark.parametrize(
    ("key", "name"),
    [("question_mark", "?"), ("f2", "F2"), ("ctrl+p", "Ctrl+P"), ("n", "n"), ("plus", "+"), ("enter", "Enter")],
)
def test_keys_are_named_as_people_read_them(key: str, name: str) -> None:
    """Footer, help and documentation say what stands on the keyboard."""
    assert key_name(key) == name


async def test_help_lists_every_key_of_the_screen(tmp_path: Path) -> None:
    """Question mark shows the screen's own keys and those that work everywhere; escape closes it."""
    async with room(tmp_path, (100, 50)) as stage:
        await stage.press("enter", "n", "n", "question_mark")
        text = stage.text()
        assert "c                  Role card" in text
        assert "Ctrl+P             Find a command" in text
        await stage.press("escape")
        assert "Find a command" not in stage.text()


async def test_a_key_can_be_remapped(tmp_path: Path) -> None:
    """The settings' keymap replaces a key by its id, in what it does and in what is shown."""
    settings = Settings(keymap={"run.next": "f8"}, scenario_language="en")
    async with room(tmp_path, settings=settings) as stage:
        await stage.press("enter")
        assert "F8 Next step" in stage.text()
        await stage.press("n")
        assert "What do we need to train?" in stage.text()
        await stage.press("f8")
        assert "read aloud" in stage.text()


async def test_the_palette_finds_an_action_in_the_present_language(tmp_path: Path) -> None:
    """Everything that a key does here can be found by its name; Textual's own commands are not there."""
    async with room(tmp_path, (100, 40), "sv") as stage:
        await stage.press("enter", "n", "n", "ctrl+p")
        text = stage.text()
        assert "Rollkort" in text
        assert "Screenshot" not in text
        await stage.press(*"alla platser", "enter")
        assert len(stage.state().setting.seats) == 3


async def test_a_click_in_the_footer_is_the_key(tmp_path: Path) -> None:
    """The mouse works and is never needed."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        column = stage.text().splitlines()[-1].index("Next step")
        await stage.pilot.click(offset=(column, 23))
        await stage.settle()
        assert "read aloud" in stage.text()
