"""What has happened? The store, and the session that joins rules, clock and store."""
