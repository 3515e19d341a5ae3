"""The session line by line: numbered choices, every prompt in words, one line read at a time.

For screen readers and braille, for dumb terminals and pipes, and for scripts. No colour, no cursor control, no boxes.
"""
