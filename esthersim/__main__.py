"""`python -m esthersim`."""

from esthersim.cli import main

if __name__ == "__main__":
    main()
