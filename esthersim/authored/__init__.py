"""How is a YAML file read, with a place for everything in it? YAML, scalars, conditions, documents, translations."""
