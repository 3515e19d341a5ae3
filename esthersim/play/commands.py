"""The kinds of command under one roof, for those who ask; each stands in the module of its subject."""

# ruff: noqa: F403 - a new kind is here without a line of its own

from esthersim.play.arrivals import *
from esthersim.play.decisions import *
from esthersim.play.entry import Command as Command  # noqa: PLC0414 - handed on
from esthersim.play.facilitation import *
from esthersim.play.handover import *
from esthersim.play.learning import *
from esthersim.play.room import *
from esthersim.play.timers import *
