"""What every service stands on: actors, clock, ids, contracts, events, audit, jobs, blobs. Knows no service."""
