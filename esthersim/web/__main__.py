"""``python -m esthersim.web``: the process that serves the pages. Only the program starts it, see `seats.child`."""

from esthersim.web import pages
from esthersim.web.serving import run

if __name__ == "__main__":
    run(pages)
