"""A fault of the exchange layer, as X-Road names it."""


class Fault(Exception):
    """HTTP status, X-Road error code, words for the log and the sender; `retry_after` in seconds."""

    def __init__(self, status: int, code: str, words: str, *, retry_after: int = 0) -> None:
        super().__init__(words)
        self.status, self.code, self.words, self.retry_after = status, code, words, retry_after
