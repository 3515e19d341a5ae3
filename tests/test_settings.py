"""The settings file: what it may hold, what is said when it holds something else, and how one line is changed."""

from __future__ import annotations

import os
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from esthersim.language import set_language
from esthersim.settings import (
    Settings,
    SettingsError,
    data_folder,
    default_store,
    load_settings,
    save_setting,
    settings_file,
)
from support.modes import is_owners_alone, with_modes


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the settings file that the surroundings name, not yet there."""
    place = tmp_path / "settings.toml"
    monkeypatch.setenv("ESTHERSIM_CONFIG", str(place))
    return place


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    """A first start needs no file and makes none."""
    settings = load_settings()
    assert settings == Settings()
    assert (settings.language, settings.theme, settings.keymap, settings.retention_days) == (None, "dark", {}, 30)
    assert not file.exists()


def test_every_setting_is_read(file: Path) -> None:
    """Each documented line has its effect."""
    file.write_text(
        'language = "sv"\nscenario_language = "en-GB"\ntheme = "contrast"\nstore = "sqlite:////srv/j.sqlite"\n'
        'retention_days = 7\n[keymap]\n"console.proceed" = "n,enter"\n',
        encoding="utf-8",
    )
    assert load_settings() == Settings(
        language="sv",
        scenario_language="en-GB",
        theme="contrast",
        store="sqlite:////srv/j.sqlite",
        retention_days=7,
        keymap={"console.proceed": "n,enter"},
    )


def test_a_byte_order_mark_is_no_mistake(file: Path) -> None:
    """Some editors write one in front."""
    file.write_text('theme = "light"\n', encoding="utf-8-sig")
    assert load_settings().theme == "light"


@pytest.mark.parametrize(
    ("text", "where", "what", "do"),
    [
        ("theme = light\n", "", "not TOML", "correct the file"),
        ('grouping = "size"\n', ":1", "'grouping' cannot be 'size'", "'objective'"),
        ('\ntheme = "pink"\n', ":2", "'theme' cannot be 'pink'", "'contrast'"),
        ('them = "dark"\n', ":1", "no setting 'them'", "did you mean 'theme'?"),
        ("colour = 3\n", ":1", "no setting 'colour'", "'retention_days'"),
        ('language = "fi"\n', ":1", "'language' cannot be 'fi'", "'en', 'sv'"),
        ('scenario_language = "../x"\n', ":1", "cannot be '../x'", "'en-GB'"),
        ("retention_days = 0\n", ":1", "cannot be 0", "1 to 3650"),
        ('retention_days = "7"\n', ":1", "cannot be '7'", "whole number"),
        ("retention_days = true\n", ":1", "cannot be True", "whole number"),
        ("keymap = 3\n", ":1", "'keymap' cannot be 3", "console.proceed"),
        ('theme = "dark"\n[keymap]\na = ""\n', ":2", "'keymap.a' cannot be ''", "console.proceed"),
        ("store = 3\n", ":1", "'store' cannot be 3", "sqlite:///"),
    ],
)
def test_a_mistake_is_told_with_where_what_and_what_to_do(
    file: Path, text: str, where: str, what: str, do: str
) -> None:
    """One line names the file and line, the mistake, and the way out."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.where == f"{file}{where}"
    assert what in caught.value.what
    assert do in caught.value.do
    assert str(caught.value) == f"{caught.value.where}: {caught.value.what}; {caught.value.do}"
    assert "\n" not in str(caught.value)


def test_mistakes_are_told_in_the_language_spoken(file: Path) -> None:
    """Swedish users read Swedish."""
    file.write_text('them = "dark"\n', encoding="utf-8")
    set_language("sv")
    with pytest.raises(SettingsError, match="menade du 'theme'"):
        load_settings()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None], ids=["not UTF-8", "a folder"])
def test_a_file_that_cannot_be_read_is_told(file: Path, content: bytes | None) -> None:
    """Whatever stands in the file's place, the answer is a SettingsError."""
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"settings\.toml: "):
        load_settings()


def test_settings_do_not_change_under_anybody() -> None:
    """They are frozen."""
    settings = Settings()
    with pytest.raises(FrozenInstanceError):
        settings.theme = "light"  # type: ignore[misc]  # the mistake that is tested


def test_saving_changes_one_line_and_keeps_the_rest(file: Path) -> None:
    """Comments, order and tables of the user's own file stay."""
    file.write_text('# mine\ntheme = "dark"  # for the evening\n\n[keymap]\n"a.b" = "n"  # near\n', encoding="utf-8")
    assert save_setting("theme", "light").theme == "light"
    assert save_setting("language", "sv") == load_settings()
    assert file.read_text(encoding="utf-8") == (
        'language = "sv"\n# mine\ntheme = "light"  # for the evening\n\n[keymap]\n"a.b" = "n"  # near\n'
    )


def test_saving_begins_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first choice makes the file and its folder, and nothing else is left beside it."""
    file = tmp_path / "new" / "folder" / "settings.toml"
    monkeypatch.setenv("ESTHERSIM_CONFIG", str(file))
    save_setting("scenario_language", "en")
    assert load_settings().scenario_language == "en"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("theme = \n", "theme", "light"),  # broken before
        ('theme = "dark"\n', "theme", "pink"),  # broken after
        ('theme = "dark"\n', "language", 'sv"\nstore = "x'),  # more than one value
        ('language = """\ntheme = "x"\nsv"""\n', "theme", "light"),  # not where it seems to be
    ],
)
def test_saving_never_spoils_the_file(file: Path, text: str, name: str, value: str) -> None:
    """Where the change cannot be made safely the file stays as it was."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        save_setting(name, value)  # type: ignore[arg-type]  # a name out of the parameter list
    assert file.read_text(encoding="utf-8") == text


def test_saving_where_nothing_can_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A settings folder that is a file, as on a broken disk, gives the same kind of error."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("ESTHERSIM_CONFIG", str(tmp_path / "taken" / "settings.toml"))
    with pytest.raises(SettingsError, match="cannot be read or written"):
        save_setting("theme", "light")


def test_the_surroundings_name_both_places(tmp_path: Path) -> None:
    """ESTHERSIM_DATA and ESTHERSIM_CONFIG win over the system's own places, and the store follows the folder."""
    environ = {"ESTHERSIM_DATA": str(tmp_path / "d"), "ESTHERSIM_CONFIG": str(tmp_path / "c.toml")}
    assert data_folder(environ) == tmp_path / "d"
    assert settings_file(environ) == tmp_path / "c.toml"
    assert load_settings(environ).store == f"sqlite:///{tmp_path / 'd' / 'journal.sqlite'}"


def test_the_systems_places_are_the_users_own() -> None:
    """Without variables the data lies in a folder named after the program, absolute."""
    assert data_folder({}).name == "esthersim"
    assert settings_file({}).parent.name == "esthersim"
    assert data_folder({}).is_absolute()
    assert default_store({}).endswith(f"esthersim{os.sep}journal.sqlite")


@with_modes
def test_the_settings_are_their_owners_alone(file: Path) -> None:
    """The address of a store may hold a password."""
    file.write_text('store = "postgresql://esther:secret@host/esther"\n', encoding="utf-8")
    file.chmod(0o644)
    save_setting("language", "sv")
    assert is_owners_alone(file)
