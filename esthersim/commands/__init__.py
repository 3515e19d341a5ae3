"""The commands of the command line: what each takes, and what it leads to. Results go to stdout, messages to stderr."""
