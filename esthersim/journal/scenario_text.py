"""From a scenario's file to the text that a run carries; every front end begins a run with it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from esthersim.journal.store import ScenarioText
from esthersim.scenario.loading import Loaded, load_scenario, scenario_or_error
from esthersim.scenario.shared_files import translations_beside
from esthersim.shipped import shipped


def scenario_text(path: Path) -> ScenarioText:
    """Return the file's text and everything else that a run carries, for `Session.begin`.

    Raises `ScenarioError` with the problems if the file is not a scenario, and `OSError` if it cannot be read.
    """
    return text_of(path, load_scenario(path))


def text_of(path: Path, loaded: Loaded) -> ScenarioText:
    """Return the text of a file that has been loaded already, in its own language."""
    scenario = scenario_or_error(loaded)
    return ScenarioText(
        id=scenario.id,
        title=scenario.title,
        language=scenario.language,
        text=loaded.text,
        hash=text_hash(loaded.text, loaded.uses),
        translations=translations_of(path, scenario.id, scenario.language),
        packs=loaded.packs,
        debrief=dict(_papers()),
        uses=_with_translations(path, scenario.id, loaded.uses),
    )


def text_hash(text: str, uses: Mapping[str, str] | None = None) -> str:
    """Return the SHA-256 of a scenario's text and of the files that it uses, by which edits are detected."""
    texts = (text, *(f"\0{name}\0{body}" for name, body in sorted((uses or {}).items())))
    return sha256("".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def _with_translations(path: Path, scenario: str, uses: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of the files that a scenario uses and those of their translations, by their paths."""
    found = dict(uses)
    for name in uses:
        found |= translations_beside(path.parent, name, scenario)
    return found


def translations_of(path: Path, scenario: str, language: str) -> dict[str, str]:
    """Return language → text of the .po file, for every readable translation of the scenario.

    An unreadable one is left out: the run is played in the scenario's own language, and `check` reports the problem.
    """
    found: dict[str, str] = {}
    for file in sorted((path.parent / "locale").glob(f"*/{scenario}.po")):
        if file.parent.name != language:
            with suppress(OSError, UnicodeDecodeError):
                found[file.parent.name] = file.read_text(encoding="utf-8-sig")
    return found


@cache
def _papers() -> tuple[tuple[str, str], ...]:
    """Return the texts of the program that a run carries, and that can be read, by their path."""
    found: dict[str, str] = {}
    with suppress(FileNotFoundError):
        debrief, scenarios = shipped("debrief"), shipped("scenarios")
        files = [(debrief, each) for each in debrief.rglob("*.yaml")]
        files += [(scenarios, each) for each in scenarios.glob("formats/*.yaml")]
        for folder, file in sorted(files):
            with suppress(OSError, UnicodeDecodeError):
                found[file.relative_to(folder).with_suffix("").as_posix()] = file.read_text(encoding="utf-8-sig")
    return tuple(found.items())
