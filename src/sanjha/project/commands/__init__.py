"""One file a command. Each module offers `command`."""
