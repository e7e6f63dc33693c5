"""Stories told by the command line: what a newcomer would run to believe it."""
