"""What a roster file may be at most. The upload page states these before anybody chooses a file."""

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 32_768
"""Characters, the same as in Excel."""
MAX_LINES = 500_000
"""Lines of text, empty ones and those inside quoted cells included."""
MAX_UNZIPPED = 64 * 1024 * 1024
"""Of all parts of a workbook together."""
MAX_PARTS = 2_000
MAX_BLANK_RUN = 5_000
"""Empty lines one after the other; behind them a sheet is taken to be over."""

LONG_ROWS = 1_000
"""A file with more is understood by the worker, so that no page waits for it; so is one with more
bytes of text, or of unpacked workbook, than these."""
LONG_TEXT = 400_000
LONG_WORKBOOK = 1_500_000
