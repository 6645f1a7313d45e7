# `make` alone lists what there is. Long-running commands replace the shell, so Ctrl-C reaches them directly.
PYTHON ?= python3
VENV := .venv/bin/python
ARGS ?=
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo run test lint contracts format bench soak mutation lock

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup:  ## tools and dependencies into .tools and .venv; quick when nothing changed
	@$(PYTHON) bootstrap.py setup

setup-dev:
	@$(PYTHON) bootstrap.py setup --dev

demo: setup  ## everything with a seeded demo shop and a local Telegram; prints one address to open
	@exec $(VENV) main.py demo $(ARGS)

run: setup  ## the application on the settings of .env
	@exec $(VENV) main.py run $(ARGS)

lint: setup-dev  ## the checks that run no tests: ruff, mypy, import contracts
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m mypy --explicit-package-bases .
	@$(MAKE) --no-print-directory contracts

contracts:
	.venv/bin/lint-imports $(if $(wildcard importlinter.toml),--config importlinter.toml)

test: lint  ## everything needed, then all checks and all tests; ARGS are handed to pytest
	exec $(VENV) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder -m "not soak and not pictures" $(ARGS)

bench: setup-dev  ## the ratios of the performance budget, measured beside their limits
	@exec $(VENV) -m tests.bench $(ARGS)

soak: setup-dev  ## long fault runs
	SOAK=1 exec $(VENV) -m pytest -m soak --timeout=0 $(ARGS)

format:  ## fix what ruff can fix, and format
	@$(PYTHON) bootstrap.py setup --dev
	$(VENV) -m ruff check --fix .
	$(VENV) -m ruff format .

mutation: setup-dev  ## small deliberate faults in state machines, ledger, prices and stock: do the tests notice?
	exec $(VENV) -m tests.mutation $(ARGS)

lock:  ## write both lock files anew from pyproject.toml
	@$(PYTHON) bootstrap.py lock
