"""What a section of a seat's page is drawn from: the run, the seat, its acts, and what was begun in its forms."""

from __future__ import annotations

import secrets
from functools import cached_property

from markupsafe import Markup

from esthersim.authored.papers import Papers
from esthersim.journal.store import Device
from esthersim.language import get_language
from esthersim.play.retelling import Retelling
from esthersim.play.state import State
from esthersim.play.vocabulary import Step
from esthersim.runs.act import Act
from esthersim.scenario.model import Scenario
from esthersim.web.forms import FormView, form_key, form_view
from esthersim.web.house import House
from esthersim.web.offered import offered
from esthersim.web.templating import drawn


class Seat:
    """A seat as it is now, in the language spoken when this was made; it lives as long as one drawing."""

    def __init__(self, house: House, device: Device, *, with_drafts: bool = False) -> None:
        """Look at the seat of a device. `with_drafts`: in a whole page its forms hold what was begun in them, and ids."""
        self.house, self.device, self.seat = house, device, device.seat
        self.state: State = house.state
        self.retelling: Retelling = house.retelling
        self.shown: Scenario = house.shown(get_language())
        self.papers: Papers = house.text.debrief
        self._with_drafts = with_drafts

    @property
    def observes(self) -> bool:
        """Whether it is an observer's seat."""
        return self.seat in self.shown.observers

    @property
    def playing(self) -> bool:
        """Whether the team is in the simulation."""
        return self.state.step is Step.SIMULATION and self.state.journey is not None

    @property
    def language_of_words(self) -> Markup:
        """The `lang` attribute of what the scenario says; empty where that is the language of the page."""
        other = self.shown.language != get_language()
        return Markup(' lang="{}"').format(self.shown.language) if other else Markup()

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Everything that the seat can do now."""
        return offered(self.house, self.seat)

    def forms(self, act: str) -> tuple[FormView, ...]:
        """Return the acts with this id as forms."""
        return tuple(self._form(each) for each in self.acts if each.id == act)

    def form(self, act: str) -> FormView | None:
        """Return the first act with this id as a form, if it is offered."""
        return next(iter(self.forms(act)), None)

    def _form(self, act: Act) -> FormView:
        if not self._with_drafts:
            return form_view(act, self.state, self.shown)
        place = self.state.place if self.state.step is Step.SIMULATION else None
        key = (self.device.number, form_key(act.id, act.about), *(place or ("", 0)))
        return form_view(act, self.state, self.shown, self.house.drafts.get(key), secrets.token_hex(12))

    def draw(self, template: str, **values: object) -> str:
        """Return a template, which also knows `words`: the `lang` attribute of what the scenario says."""
        return drawn(template, {"words": self.language_of_words, **values})
