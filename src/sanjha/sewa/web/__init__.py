"""Pages of the service counters: for everybody, for the counter, for the desk, for the citizen."""
