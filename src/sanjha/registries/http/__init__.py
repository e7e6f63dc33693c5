"""GovStack's Digital Registries and Information Mediator APIs."""
