"""What does the room see? Textual screens and widgets, each with its style sheet (`.tcss`) in the same folder.

`app.EsthersimApp` is the program. Every screen is a `base.AppScreen`, every screen of a run a `run_screen.RunScreen`,
and `registry` knows them all. Only the app and the home screen are imported at the start, the others when they are
first shown.
"""
