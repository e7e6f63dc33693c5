"""The JSON API of the paperless office."""
