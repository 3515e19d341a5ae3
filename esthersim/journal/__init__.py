"""What has happened? The store of the journals, and the session that joins rules, clock and store."""
