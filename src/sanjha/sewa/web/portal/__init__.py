"""The citizen's own pages: apply, follow, answer, withdraw. All of it works without JavaScript."""
