"""How does a trainer get a scenario right? Checks, new, translate, schema, preview."""
