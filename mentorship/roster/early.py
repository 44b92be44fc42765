"""What can be said about a file before all of it is understood: too big, a bomb, or just long."""

import io
import zipfile

from mentorship.roster import limits
from mentorship.roster.table import read_table, refuse_size
from mentorship.roster.workbook import check_workbook

_ZIP = b"PK\x03\x04"


def refuse_early(content: bytes, filename: str) -> None:
    """Raises RosterRefused for what can be told within a second or so. Text is read as a table,
    which is quick; of a workbook only its parts are looked at."""
    refuse_size(content)
    if content.startswith(_ZIP):
        check_workbook(content)
    else:
        read_table(content, filename)


def is_long(content: bytes) -> bool:
    """Would take longer to understand than somebody should wait for a page."""
    if not content.startswith(_ZIP):
        lines = max(content.count(b"\n"), content.count(b"\r"))
        return len(content) > limits.LONG_TEXT or lines > limits.LONG_ROWS
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [each for each in archive.infolist() if each.filename.endswith(".xml")]
            if sum(each.file_size for each in parts) > limits.LONG_WORKBOOK:
                return True
            sheets = [each for each in parts if each.filename.startswith("xl/worksheets/")]
            return any(archive.read(each).count(b"<row") > limits.LONG_ROWS for each in sheets)
    except Exception:
        return False  # damaged: reading it says so in words
