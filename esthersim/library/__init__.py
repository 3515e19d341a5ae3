"""What can be trained, and with what? Scenarios, learning paths, groupings, and the catalogue of everything."""
