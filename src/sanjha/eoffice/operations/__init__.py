"""The writes of the paperless office, one verb a file."""
