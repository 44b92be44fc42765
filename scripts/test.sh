#!/bin/sh
# The suite on SQLite, and once more on the servers that TEST_DATABASE_URL and TEST_REDIS_URL name.
# Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"

echo "== SQLite, broker in memory =="
env -u TEST_DATABASE_URL -u TEST_REDIS_URL pytest -rs "$@"

if [ -z "${TEST_DATABASE_URL:-}" ]; then
    echo "Left out: the same on PostgreSQL and Redis, because TEST_DATABASE_URL is not set."
    exit 0
fi
echo "== The servers of TEST_DATABASE_URL and TEST_REDIS_URL =="
if [ -z "${TEST_REDIS_URL:-}" ]; then
    echo "Left out: Redis as broker, because TEST_REDIS_URL is not set."
fi
pytest -rs "$@"
