"""Yes and no, as people and form tools write them."""

from mentorship.roster.cleaning import fold

_YES = frozenset("yes y true 1 x ja si sim oui да on both checked 是 نعم हाँ".split())
_NO = frozenset("no n false 0 nein nao non нет off unchecked not 否 لا नहीं".split())


def yes(cell: str) -> bool | None:
    words = fold(cell).split()
    if not words:
        return None
    if words[0] in _YES:
        return True
    return False if words[0] in _NO else None
