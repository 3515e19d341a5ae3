"""Simulation training for care teams: one patient's way through care, from the needs to the action plan."""

__version__ = "0.1.0"
