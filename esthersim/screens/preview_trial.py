"""The console in a trial from the preview: the ordinary simulation, of which nothing is saved."""

from __future__ import annotations

from dataclasses import replace

from esthersim.language import _
from esthersim.screens.keys import Action
from esthersim.screens.simulation import SimulationScreen


class TrialScreen(SimulationScreen):
    """The simulation screen, with a header that says that it is a trial, and a way back to the preview."""

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return the actions of the simulation; leaving it leads back to the preview."""
        return tuple(
            replace(action, text=_("Back to the map")) if action.id == "run.leave" else action
            for action in super().all_actions()
        )

    def header(self) -> str:
        """Return scenario and room time, and that this is a trial."""
        _left, _tab, right = super().header().partition("\t")
        return _("Trial · {title}").format(title=self.scenario_title) + "\t" + _("nothing is saved") + f" · {right}"
