"""What does the room see? Textual screens and widgets, their `.tcss` beside them.

`app.EsthersimApp` is the program, `base.AppScreen` what every screen builds on, `run_screen.RunScreen` what those of
a run build on, `registry` knows them all. The app and the home screen are imported at the start, the others when
they are shown.
"""
