"""Loading a scenario: from a file, or from its text, to a `Scenario` and everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from esthersim.scenario.model import Scenario
from esthersim.scenario.problems import Problem, Report
from esthersim.scenario.reading import Broken, YAMLError, read_yaml


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading gave: no scenario where a problem is an error. `text` is the file's own text, decoded."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    text: str


class ScenarioError(Exception):
    """A scenario that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{each.file}:{each.line}:{each.column}: {each.message}" for each in problems))
        self.problems = problems


def scenario_or_error(loaded: Loaded) -> Scenario:
    """Return the scenario; raise `ScenarioError` with the problems where there is none."""
    if loaded.scenario is None:
        raise ScenarioError(loaded.problems)
    return loaded.scenario


def load_scenario(path: Path, language: str | None = None) -> Loaded:  # noqa: ARG001
    """Read a scenario's file, translated where `language` is not its own and a translation is there; never raises."""
    return read_scenario(path.read_text(encoding="utf-8-sig"), str(path))


def read_scenario(text: str, file: str, translation: str | None = None) -> Loaded:  # noqa: ARG001
    """Read a scenario from its text; `translation` is the text of a .po file. Never raises."""
    report = Report(file, text)
    scenario = None
    try:
        tree = read_yaml(text)
        scenario = Scenario.model_validate(tree.root)
    except Broken as error:
        report.add(error.code, error.place, **error.details)
    except YAMLError as error:
        report.add("ES127", None, detail=str(error))
    except ValidationError as errors:
        for each in errors.errors():
            path = tuple(step for step in each["loc"])
            report.add("ES142", tree.place(path), path, what=each["msg"])
    return Loaded(scenario if not report.has_errors else None, report.problems, text)
