"""One form engine for the counter, the portal, the API and the officers' steps: it reads, checks, computes, shows."""
