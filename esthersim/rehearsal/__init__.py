"""What could happen? Every reachable state, thousands of random teams, the author's own plays."""
