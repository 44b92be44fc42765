# Needs make and Python 3.11 or newer; everything else is installed into .venv.
.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.PHONY: help setup run demo dev test full faults bench format cover lock clean \
	check check-code check-imports check-templates check-types check-database check-production

# The first Python on this machine that is new enough; `make setup PYTHON=/path/to/python` overrides.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	&& echo $$p && break; done)
PORT ?= 8000
ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
MANAGE := $(BIN)/python manage.py
PURE := $(wildcard accounts/returns.py mentorship/matching mentorship/bench mentorship/roster mentorship/cadence.py mentorship/public_days.py mentorship/slots.py mentorship/weekgrid.py \
	goals/smart.py goals/chart.py goals/patterns.py goals/timeline.py goals/together.py goals/weeks.py goals/ahead.py goals/hours.py goals/nudges.py checkins/curious.py checkins/common_times.py checkins/quiet.py checkins/feed.py checkins/finding.py)
# Values like those of a real installation, for checks that must see what it would see.
PRODUCTION := DEBUG=0 SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
	SITE_URL=https://mentorship.example.org ALLOWED_HOSTS=mentorship.example.org \
	DATABASE_URL=postgres://mentorship@127.0.0.1/mentorship REDIS_URL= \
	EMAIL_URL=smtp+tls://user:password@mail.example.org:587

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.installed  ## Create .venv and install the pinned requirements
dev: .venv/.installed-dev

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or newer, and none was found. Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	@rm -rf .venv
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; echo "This Python cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv"; exit 1; }

.venv/.installed: requirements.txt | .venv/bin/python
	@echo "Installing what the application needs; the first time takes a minute or less."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo "Installing what tests and checks need."
	@$(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@

run: setup  ## Start web, worker and jobs with the demo on http://localhost:8000 (PORT=… to change)
	@PORT="$(PORT)" exec $(BIN)/python scripts/run.py

demo: setup  ## Throw the demo's people away and make them again
	@DEBUG=1 $(MANAGE) migrate --verbosity 0
	@DEBUG=1 $(MANAGE) createcachetable
	@DEBUG=1 $(MANAGE) demo --reset

test: dev  ## Run the tests on SQLite, then on PostgreSQL and Redis where TEST_DATABASE_URL and TEST_REDIS_URL say
	@sh scripts/test.sh -m "not slow" $(ARGS)

full: dev  ## Run every test, the slow ones too
	@sh scripts/test.sh $(ARGS)

check: check-code check-imports check-templates check-types check-database check-production  ## Lint, format, import rules, templates, types, migrations, production settings (-k goes on after a failure)

check-code: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-imports: dev
	$(BIN)/lint-imports --no-logo

check-templates: dev
	$(BIN)/djlint templates --lint --quiet

check-types: dev
	$(BIN)/mypy $(PURE)

check-database: dev
	DEBUG=1 DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run

# Static files are built too, since a name that a style sheet asks for and nobody has fails only there.
check-production: dev
	$(BIN)/python -m pip --disable-pip-version-check check
	@echo "manage.py check --deploy --fail-level WARNING, with a production environment"
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	@$(PRODUCTION) $(MANAGE) collectstatic --noinput --verbosity 0

faults: dev  ## Kill workers, databases and mail servers, and prove that no mail is lost (ARGS=--quick: minutes)
	@$(BIN)/python -m tests.faults $(ARGS)

bench: setup  ## Measure the matching beside other solvers (ARGS=--quick: half a minute)
	@DEBUG=1 $(MANAGE) bench $(ARGS)

format: dev  ## Sort imports and format the Python code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

cover: dev  ## Show which lines no quick test reaches
	$(BIN)/coverage run -m pytest -m "not slow and not browser" $(ARGS)
	$(BIN)/coverage report --skip-covered --skip-empty

lock: dev  ## Write requirements*.txt anew from requirements*.in
	$(BIN)/pip-compile $(LOCK) --output-file requirements.txt requirements.in
	$(BIN)/pip-compile $(LOCK) --output-file requirements-dev.txt requirements-dev.in
LOCK := --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean:  ## Remove caches and built files; .venv and db.sqlite3 stay
	rm -rf staticfiles test-results .pytest_cache .ruff_cache .mypy_cache .hypothesis \
		.import_linter_cache .coverage
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
