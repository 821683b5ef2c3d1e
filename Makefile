# Everything a person does with the project. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install demo run test check soak fresh format lint types contracts bench lock sbom audit clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# One stamp a lock: a newer lock is installed once, an unchanged one never again.
$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Topicwire needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	@echo "Creating $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# A lock is complete, so pip resolves nothing: where one package wants another with an extra, some versions of pip pass
# over the pin and refuse the newest for want of a hash. `pip check` says whether anything is missing.
# On a terminal pip shows its progress, elsewhere only what goes wrong.
$(VENV)/%.installed: locks/%.lock pyproject.toml $(VENV)/python
	@echo "Installing $$($(call PINS,$<) | wc -l | tr -d ' ') packages from $< with pip $$($(PIP_VERSION)); the first time takes minutes ..."
	@test -t 1 || export PIP_QUIET=1; \
	$(PIP) install --require-hashes --no-deps -r $< && \
	$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@touch $@

PIP_VERSION = $(BIN)/python -c 'import pip; print(pip.__version__)'
# The names in a lock; one that has different versions for different Pythons counts once, what is for Windows alone never.
PINS = sed -n '/win32/d; s/^\([^ ]*\)==.*/\1/p' $(1) | sort -u

install: $(VENV)/run.installed ## what a server needs: .venv/bin/topicwire

demo: $(VENV)/sandbox.installed ## the main job on this machine, without token or account
	$(BIN)/topicwire demo $(ARGS)

run: install ## the bot, with the token in .env
	$(BIN)/topicwire run $(ARGS)

test: $(VENV)/dev.installed ## the quick tests: all but those that start whole programs
	$(BIN)/python -m pytest -m "not slow and not soak" $(ARGS)

check: format-check lint types contracts $(VENV)/dev.installed ## everything: format, lint, types, contracts, all tests with coverage
	$(BIN)/python -m pytest -n $$(($$($(CORES)) + 1)) --engines=both --hypothesis-profile=check \
	    --cov --cov-report=term:skip-covered $(ARGS)

# Slow tests wait more than they compute, so one worker more than there are cores.
CORES = $(BIN)/python -c 'import os; print(os.cpu_count() or 1)'

soak: $(VENV)/dev.installed ## the large runs, with many kills, on both engines: half an hour
	$(BIN)/python -m pytest -n 0 -s -m soak tests/end_to_end $(ARGS)

fresh: ## install every lock anew, with every Python here
	.ci/fresh

format: $(VENV)/dev.installed ## put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: format-check
format-check: $(VENV)/dev.installed
	$(BIN)/ruff format --check .

lint: $(VENV)/dev.installed
	$(BIN)/ruff check .
	$(BIN)/hadolint Dockerfile

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
	uv pip compile --group pyproject.toml:audit $(LOCK) -o locks/audit.lock

LOCK := --quiet --universal --generate-hashes --no-annotate --custom-compile-command "make lock"

# What looks at an installation from outside has an environment of its own, so that it is no part of what it looks at.
AUDIT := .cache/audit
# What a server gets and nothing else, for the bill of materials.
SERVER := .cache/server

$(AUDIT)/installed: locks/audit.lock
	@$(PYTHON) -m venv $(AUDIT)
	@PIP_QUIET=1 $(AUDIT)/bin/python -m pip install --require-hashes --no-deps -r locks/audit.lock
	@$(AUDIT)/bin/python -m pip check
	@touch $@

$(SERVER)/installed: locks/run.lock
	@rm -rf $(SERVER) && $(PYTHON) -m venv --without-pip $(SERVER)
	@PIP_QUIET=1 $(PYTHON) -m pip --python $(SERVER) install --require-hashes --no-deps -r locks/run.lock
	@touch $@

sbom: $(AUDIT)/installed $(SERVER)/installed ## bill of materials (CycloneDX) and licences of what a server gets, in build/
	@mkdir -p build
	$(AUDIT)/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
	    --output-file build/topicwire.cdx.json $(SERVER)/bin/python
	$(AUDIT)/bin/pip-licenses --python $(SERVER)/bin/python --from mixed --with-urls --format markdown \
	    --output-file build/licences.md

audit: $(AUDIT)/installed ## known vulnerabilities of all that is locked (needs the network)
	.ci/audit $(AUDIT)/bin/pip-audit

clean: ## remove what was made
	rm -rf $(VENV) .cache build *.egg-info .coverage
