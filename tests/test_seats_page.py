"""The page for facilitators about telephones: what it says stands on a screen does, and what it says can be typed works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from esthersim.catalogues import catalogue
from esthersim.plain.typed_words import names
from esthersim.runs.act_names import ways_to_type
from esthersim.screens.registry import ACTIONS
from support.readable import FENCE
