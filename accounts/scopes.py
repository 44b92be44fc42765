"""A scope says which boundary a row lies in. Here it is opaque: only its owner reads meaning."""


def scope_of(noun: str, pk: int) -> str:
    """«program:7». Rows that belong to the whole installation carry an empty scope."""
    return f"{noun}:{pk}"
