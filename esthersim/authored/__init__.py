"""How is a YAML file read, with a place for everything in it? Reading, scalars, durations, conditions, problems."""
