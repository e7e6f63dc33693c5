"""All services on this machine, each in processes and a database of its own."""
