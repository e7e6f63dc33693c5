"""The door between services and departments: grants, and the log of who read whose facts and why."""
