"""Pages of the architecture."""
