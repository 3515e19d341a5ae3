"""What does the room see? Textual screens and widgets, their `.tcss` beside them.

`app.EsthersimApp` is the program, `base.RoomScreen` what every screen of a run builds on, `registry` knows them all.
"""
