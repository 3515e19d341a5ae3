"""Each test has its own data folder and settings file, speaks English, and meets hypothesis in bounded measure."""

from __future__ import annotations

import gc
import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from esthersim.language import set_language

if TYPE_CHECKING:
    from collections.abc import Iterator

# `ci` gives the same examples at each run; `thorough` looks further: HYPOTHESIS_PROFILE=thorough pytest
settings.register_profile(
    "ci", max_examples=60, stateful_step_count=30, deadline=None, derandomize=True, print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.register_profile(
    "thorough", max_examples=2000, stateful_step_count=80, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Tests make many objects that live long; looking through them as often as a program needs takes a tenth of the time.
gc.set_threshold(20_000, 20, 20)

_numbers = count()


WHOLE_PROGRAM = frozenset(
    Path(__file__).with_name(name)
    for name in ("screens", "test_front_ends.py", "test_terminal.py", "test_cli_streams.py", "test_import_hygiene.py")
) | {Path(__file__).parent / "hostile" / "test_machine.py", Path(__file__).with_name("test_recipes.py")}
"""The tests that start the screens, or the program in a process of its own; `--fast` leaves them out."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--fast`."""
    parser.addoption("--fast", action="store_true", help="leave out what starts the screens or the whole program")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out what `--fast` does not want, before it is imported."""
    return True if config.getoption("fast") and collection_path in WHOLE_PROGRAM else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run a single file in this process, sooner and with its prints; for all else xdist counts the cores."""
    return 0 if len(config.args) == 1 and ".py" in config.args[0] else None


@pytest.fixture(autouse=True)
def own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the data and settings of whoever runs it, and in English unless it asks otherwise."""
    place = tmp_path_factory.getbasetemp() / f"own-{next(_numbers)}"  # made by the program when it needs it
    monkeypatch.setenv("ESTHERSIM_DATA", str(place / "data"))
    monkeypatch.setenv("ESTHERSIM_CONFIG", str(place / "settings.toml"))
    monkeypatch.setenv("ESTHERSIM_LANGUAGE", "en")
    set_language("en")
    yield
    set_language("en")


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the folder that holds README.md, CHANGELOG.md and pyproject.toml beside the tests."""
    folder = Path(__file__).parent.parent
    if not (folder / "README.md").is_file():
        pytest.skip("needs the README beside the tests, and they were copied without it")
    return folder
