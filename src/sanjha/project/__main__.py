"""`python -m sanjha.project` is the `sanjha` command."""

from sanjha.project.cli import main

main()
