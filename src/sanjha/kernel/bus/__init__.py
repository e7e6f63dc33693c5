"""Events between processes: from the outbox of one over NATS JetStream to the inbox of the others."""
