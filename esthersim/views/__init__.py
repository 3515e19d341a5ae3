"""What may each seat see? Frozen view models of a run, made by pure functions and drawn by every front end.

What is private never gets into a shared view: the two are different types, so that no front end can show it by mistake.
"""
