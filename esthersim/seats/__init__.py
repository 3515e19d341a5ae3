"""Who sits where, on what device? Everything about seats that belongs to the program which holds the run.

The pages of the seats are drawn by a process of its own (`web`), which this room starts and answers.
"""
