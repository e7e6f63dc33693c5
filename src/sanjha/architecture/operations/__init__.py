"""What the architecture writes."""
