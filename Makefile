# Everything a person does with the project. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install demo run test check format lint types contracts bench lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# One stamp a lock: a newer lock is installed once, an unchanged one never again.
$(VENV)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Topicwire needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/%.installed: locks/%.lock pyproject.toml $(VENV)/python
	$(PIP) install --require-hashes -r $<
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

install: $(VENV)/run.installed ## what a server needs: .venv/bin/topicwire

demo: $(VENV)/sandbox.installed ## the main job on this machine, without token or account
	$(BIN)/topicwire demo $(ARGS)

run: install ## the bot, with the token in .env
	$(BIN)/topicwire run $(ARGS)

test: $(VENV)/dev.installed ## all tests, on SQLite and PostgreSQL
	$(BIN)/python -m pytest $(ARGS)

check: format-check lint types contracts $(VENV)/dev.installed ## everything: format, lint, types, contracts, tests with coverage
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered $(ARGS)

format: $(VENV)/dev.installed ## put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: format-check
format-check: $(VENV)/dev.installed
	$(BIN)/ruff format --check .

lint: $(VENV)/dev.installed
	$(BIN)/ruff check .

types: $(VENV)/dev.installed
	$(BIN)/mypy

contracts: $(VENV)/dev.installed
	$(BIN)/lint-imports

bench: $(VENV)/dev.installed ## the figures in benchmarks/README.md
	$(BIN)/python -m benchmarks $(ARGS)

lock: ## new versions within the bounds of pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group dev --all-extras $(LOCK) -o locks/dev.lock
	uv pip compile pyproject.toml --extra sandbox locks/build.in -c locks/dev.lock $(LOCK) -o locks/sandbox.lock
	uv pip compile pyproject.toml locks/build.in -c locks/dev.lock $(LOCK) -o locks/run.lock

LOCK := --quiet --universal --generate-hashes --no-annotate --custom-compile-command "make lock"

clean: ## remove what was made
	rm -rf $(VENV) .cache build *.egg-info .coverage
