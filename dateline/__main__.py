"""`python -m dateline` is `dateline`."""

from ui.cli import main

main()
