"""Stories: one service walked from the counter to the locker, through HTTP only."""
