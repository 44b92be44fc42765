#!/bin/sh
# What `make run` does once the requirements are there: the database, the demo where there is
# nothing yet, then web, worker and jobs together until Ctrl-C.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
PORT="${PORT:-8000}"
export PATH PORT DEBUG=1 PYTHONUNBUFFERED=1

python - "$PORT" <<'PY' || exit 1
import socket, sys

port = sys.argv[1]
if not (port.isdigit() and 0 < int(port) < 65536):
    sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}.")
with socket.socket() as door:
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", int(port)))
    except OSError as error:
        sys.exit(f"Port {port} cannot be used ({error.strerror}). Choose another: make run PORT=8001")
PY

# Links in mails carry the address; honcho gives each process a PORT of its own, so it is said here.
if [ -z "${SITE_URL:-}" ] && ! grep -qs '^ *\(export \)\{0,1\}SITE_URL=' .env; then
    export SITE_URL="http://localhost:$PORT"
fi

python manage.py migrate --verbosity 0
python manage.py createcachetable
python manage.py demo
echo
echo "Open http://localhost:$PORT in a browser. Ctrl-C ends everything."
echo

# Honcho starts each process in a session of its own, where neither Ctrl-C nor a closed terminal
# reaches it. Honcho passes Ctrl-C on; it would die of a closed terminal (HUP) and leave them
# behind, so it does not see that, and this shell asks it to end instead.
trap '' HUP
honcho --env /dev/null start --port "$PORT" &
honcho=$!
trap 'kill -TERM "$honcho" 2>/dev/null || true' HUP TERM
trap : INT
code=0
while kill -0 "$honcho" 2>/dev/null; do
    code=0
    wait "$honcho" || code=$?
done
# Ended by hand is a good end.
case $code in 130 | 143) exit 0 ;; *) exit "$code" ;; esac
