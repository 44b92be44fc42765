"""Keys of pages, as the floor below reads them."""

from goals.views.paging import LONGEST_KEY, key

__all__ = ["LONGEST_KEY", "key"]
