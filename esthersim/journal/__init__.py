"""The journal of runs: the store, and the session that joins rules, clock and store."""
