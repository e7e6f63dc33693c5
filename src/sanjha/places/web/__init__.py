"""Pages and the type-ahead of places and calendars."""
