"""Tests of the whole system: guards and journeys."""
