"""One run, for every front end: opening it, and what each seat can do in it now."""
