"""Nothing secret in a log line."""

import logging
import re

TOKEN = re.compile(
    r"(/(?:a|u|i|f|cal|join|accounts/confirm-email|accounts/password/reset/key)/)[A-Za-z0-9_\-.:%]+"
)


class MaskTokens(logging.Filter):
    """Hides the token of any link of ours that a log line quotes."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        masked = TOKEN.sub(r"\1…", text)
        if masked != text:
            record.msg, record.args = masked, ()
        return True
