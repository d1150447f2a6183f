"""`python -m app.cli` is `bogo`."""

from app.cli import main

main()
