#!/bin/sh
# The suite on SQLite, and once more on the servers that TEST_DATABASE_URL and TEST_REDIS_URL name.
# Arguments go to pytest. TEST_PROCESSES says how many processes share a run; else one per core. A
# file's tests stay together, since those of one file share the world they made, and the long ones in
# tests/ come first, so that no process waits for another in the end.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"

run() { pytest -rs -n "${TEST_PROCESSES:-auto}" --dist loadfile --no-loadscope-reorder "$@"; }

echo "== SQLite, broker in memory =="
(unset TEST_DATABASE_URL TEST_REDIS_URL; run "$@")

if [ -z "${TEST_DATABASE_URL:-}" ]; then
    echo "Left out: the same on PostgreSQL and Redis, because TEST_DATABASE_URL is not set."
    exit 0
fi
echo "== The servers of TEST_DATABASE_URL and TEST_REDIS_URL =="
if [ -z "${TEST_REDIS_URL:-}" ]; then
    echo "Left out: Redis as broker, because TEST_REDIS_URL is not set."
fi
run "$@"
