"""The base class of every piece of a scenario."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """What every piece of a scenario shares: frozen, and no key that the format does not know."""

    # defer_build: the parts are only ever validated inside a scenario, and each alone costs time at the start
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)
