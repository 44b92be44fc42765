"""How a service says no."""


class DomainError(Exception):
    """A wish that cannot be granted now. Its text is for the person: what to do instead. `field`
    names what is missing, so that a form which has it can say so there."""

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field

    def __str__(self) -> str:
        return str(self.message)
