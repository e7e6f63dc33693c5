"""Contracts that departments' own systems provide: who is registered, how they are asked, what counts as an answer."""
