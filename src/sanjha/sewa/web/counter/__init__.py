"""The counter of a Sewa Kendra: one screen, all by keyboard."""
