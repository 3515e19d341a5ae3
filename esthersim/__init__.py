"""Simulation training for care teams: one patient's way through care, played, reflected on, planned from."""

__version__ = "0.1.0"
