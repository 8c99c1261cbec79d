# Each target does its own set-up; nothing is needed but Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
SYNC := $(UV) sync --frozen --inexact --quiet
LOCKED := pyproject.toml uv.lock
# Every process would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test lint check format snapshots migration generated vendor manifest permissions map gallery faults bench clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 10

run: .venv/.run ## start Jobjacket; without Slack tokens, in a sandbox workspace in your browser
	@$(BIN)/python app.py run

test: .venv/.test ## run all tests; ROOM=signoffs runs one room on all floors
	@$(BIN)/python -m pytest $(if $(ROOM),$(wildcard tests/*/$(ROOM) tests/*/*/$(ROOM))) $(if $(COVERAGE),--cov --cov-report=term-missing:skip-covered --cov-fail-under=90) $(ARGS)

lint: .venv/.check ## style, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint ## the gate: lint, and the tests with branch coverage
	@$(MAKE) --no-print-directory test COVERAGE=1

format: .venv/.check ## format the code
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

snapshots: .venv/.test ## keep how every view looks now, after a look at the difference
	@$(BIN)/python -m pytest -q -n 0 tests/handlers/slack/test_examples.py --write-snapshots

migration: .venv/.check ## write the migration that the tables need: make migration NAME=greetings
	@$(BIN)/python -m storage.migrations.write "$(NAME)"
	@$(BIN)/ruff check --fix-only --quiet storage/migrations/versions
	@$(BIN)/ruff format --quiet storage/migrations/versions

generated: manifest permissions map snapshots ## write all that follows from the code, but for a migration

manifest: .venv/.run ## write the commands and shortcuts of manifest.json from the doors
	@$(BIN)/python -m handlers.slack.manifest

permissions: .venv/.run ## write docs/permissions.md from the table of who may do what
	@$(BIN)/python -m docs.permissions

map: .venv/.check ## draw docs/map.svg: floors, rooms, and what imports what
	@$(BIN)/python -m docs.map

vendor: .venv/.run ## fetch third-party files again, and compare them with vendor/README.md
	@$(BIN)/python -m vendor.fetch

faults: .venv/.test ## the long round of faults: all of tests/faults
	@$(BIN)/python -m pytest -n 0 -m "" tests/faults $(ARGS)

gallery: .venv/.test ## take the pictures of docs/gallery anew (needs Chromium and pdftoppm)
	@$(BIN)/python -m docs.gallery.take $(ARGS)

bench: .venv/.run ## measure speed, as ratios
	@$(BIN)/python -m bench.logtime
	@$(BIN)/python -m bench.sweep
	@$(BIN)/python -m bench.home
	@$(BIN)/python -m bench.digests

clean: ## remove what was made here, the sandbox's data too
	rm -rf .venv var .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jobjacket needs Python 3.11 or newer; try: make run PYTHON=python3.12")'
	@echo "Setting up .venv (once)…"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

.venv/.run: .venv/.uv $(LOCKED)
	@$(SYNC)
	@touch $@

.venv/.test: .venv/.uv $(LOCKED)
	@$(SYNC) --group test
	@touch $@ .venv/.run

.venv/.check: .venv/.uv $(LOCKED)
	@$(SYNC) --group check
	@touch $@ .venv/.test .venv/.run
