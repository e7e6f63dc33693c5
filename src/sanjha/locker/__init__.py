"""The citizen's documents: issued once, signed, kept for ever, verified by anybody, revoked in the open."""
