"""Pages of the register of residents."""
