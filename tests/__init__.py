"""Tests of the whole product: every route, the real rosters, the browser journey."""
