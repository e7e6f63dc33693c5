"""Whether a definition that has the right shape also makes sense."""
