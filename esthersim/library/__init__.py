"""What can be trained, and with what? Scenarios and their heads, learning paths, shared names."""
