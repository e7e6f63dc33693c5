"""The pages of the paperless office."""
