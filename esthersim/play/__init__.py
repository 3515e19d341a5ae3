"""What happens next? Commands in, entries out, state by folding: pure, with no clock, no I/O and no screen."""
