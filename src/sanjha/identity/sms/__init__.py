"""Short messages: one protocol, a gateway over HTTP, and the phones of the demonstration."""
