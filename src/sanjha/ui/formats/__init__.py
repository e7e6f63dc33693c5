"""Formats by language (setting FORMAT_MODULE_PATH)."""
