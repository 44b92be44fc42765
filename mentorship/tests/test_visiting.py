"""What the benchmark says of pages: ranks of times, answers that are none, and where the rows are."""

import math
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from django.db import connection

from mentorship.management.visiting import Tally, ask, database_url, session_cookie


def test_tally_gives_the_time_within_which_a_part_of_the_answers_came():
    tally = Tally(took=[each / 100 for each in range(100, 0, -1)])
    assert [tally.share(part) for part in (0.5, 0.95, 1)] == [0.5, 0.95, 1.0]
    assert math.isnan(Tally().share(0.5))


def test_tally_tells_milliseconds_and_errors():
    line = Tally(took=[0.02, 1.5], errors=3).line("import", "home")
    assert line.split() == ["import", "home", "2", "20", "1,500", "1,500", "3"]


def test_ask_takes_silence_for_no_answer():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        assert ask(door.getsockname()[1], "/") is False


class Door(BaseHTTPRequestHandler):
    """Lets in who is signed in, and leads everybody else to the sign-in page."""

    def do_GET(self):
        self.send_response(200 if self.headers["Cookie"] else 302)
        self.end_headers()
        self.wfile.write(b"a page")

    def log_message(self, *_):
        pass


def test_ask_takes_a_page_that_leads_elsewhere_for_no_answer(ada):
    with HTTPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert ask(server.server_port, "/", session_cookie(ada)) is True
        assert ask(server.server_port, "/") is False
        server.shutdown()


def test_database_url_names_the_database_in_use(settings):
    settings.DATABASE_URL = "postgres://ada@db.example:5433/main"
    told = {"postgresql": "postgres://ada@db.example:5433/", "sqlite": "sqlite:///"}
    assert database_url() == told[connection.vendor] + str(connection.settings_dict["NAME"])
