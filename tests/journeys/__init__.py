"""What people do with Sanjha, in a real browser, against the real product: pages, worker, store."""
