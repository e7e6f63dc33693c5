"""The JSON API of the locker: `sanjha.locker.http.endpoints.router` is mounted under /api/v1/locker/."""
