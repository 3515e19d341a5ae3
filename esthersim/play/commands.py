"""All kinds of command in one namespace, for the modules that send them; each is defined in its subject's module."""

# ruff: noqa: F403 - a new kind appears here without a line of its own

from esthersim.play.arrivals import *
from esthersim.play.decisions import *
from esthersim.play.due import *
from esthersim.play.entry import Command as Command  # noqa: PLC0414 - handed on
from esthersim.play.facilitation import *
from esthersim.play.handover import *
from esthersim.play.injects import *
from esthersim.play.learning import *
from esthersim.play.room import *
from esthersim.play.timers import *
