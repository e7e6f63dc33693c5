"""What people with bad luck or bad will send, over HTTP, to the real product."""
