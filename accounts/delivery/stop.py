"""Set when this process was asked to end: the current mail is finished, the next not begun."""

import threading

stopping = threading.Event()
