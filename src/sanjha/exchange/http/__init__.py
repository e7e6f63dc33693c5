"""The door for departments' own systems (X-Road: Message Protocol for REST 1.0.4), and their tokens."""
