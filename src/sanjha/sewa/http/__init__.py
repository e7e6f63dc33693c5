"""The JSON API of the service counter: `sanjha.sewa.http.endpoints.router` is mounted under /api/v1/sewa/."""
