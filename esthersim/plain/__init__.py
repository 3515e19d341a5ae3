"""A session line by line: numbered choices, prompts in words, one line read at a time.

For screen readers and braille displays, simple terminals, pipes and scripts. No colour, no cursor control, no boxes.
"""
