"""The rules of a run: commands come in, entries go out, and folding the entries gives the state. No clock, no I/O."""
