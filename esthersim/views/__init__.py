"""View models: what each seat may see of a run, as frozen values made by pure functions and drawn by every front end.

Private and shared views are different types, so that a front end cannot show something private by mistake.
"""
