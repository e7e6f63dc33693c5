"""Pages of the register of offices."""
