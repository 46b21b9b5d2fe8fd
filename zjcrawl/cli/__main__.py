"""``python -m zjcrawl.cli`` is ``zjcrawl``."""

from zjcrawl.cli import main

main()
