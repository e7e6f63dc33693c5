"""Pages for everybody: find a service, see what it takes, follow an application by its number."""
