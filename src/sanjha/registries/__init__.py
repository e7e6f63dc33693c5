"""Registries that departments define by a JSON Schema, and rooms of events, spoken to in the ways of GovStack."""
