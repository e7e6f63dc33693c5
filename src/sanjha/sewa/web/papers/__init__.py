"""Papers of a case: those that were handed in, and the acknowledgement."""
