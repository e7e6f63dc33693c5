"""How a command of the house fails: one clear line for the person at the terminal, and a non-zero status."""


class Failure(Exception):
    """What went wrong and what to do about it, in words for the person who typed the command."""
