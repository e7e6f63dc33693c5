"""The private PostgreSQL server: where it lies, how it is made, and the process that keeps it. Light to import."""
