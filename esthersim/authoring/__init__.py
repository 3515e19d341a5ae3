"""Tools for scenario authors: check, new, translate, schema, preview, rehearsal reports."""
