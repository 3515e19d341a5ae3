"""What does each seat see on its own device? Pages in a browser, served by a process of their own.

It has no store and no clock of its own: all that it knows comes down the pipe of the program that holds the run.
"""
