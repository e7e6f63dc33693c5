"""The only composer: settings, addresses, processes and the command line."""
