"""How a service says no."""


class DomainError(Exception):
    """A wish that cannot be granted now. Its text is for the person: what to do instead."""

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
