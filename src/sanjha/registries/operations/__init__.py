"""Deeds of the registries and of the rooms of events."""
