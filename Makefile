# Sanjha. `make` alone lists what can be made; `make demo` brings everything up.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# What a person may set: `make demo PORT=8080`, `make test PYTEST="-k locker"`.
PORT ?= 8000
PYTEST ?= -n auto --dist loadgroup

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
QUIET := SANJHA_LOG=WARNING
TRANSLATIONS := $(shell find src -name '*.po' 2>/dev/null)
LOCK := --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: help setup demo test check lock clean reset \
	check-style check-types check-imports check-templates check-migrations check-definitions

help: ## List what can be made
	@echo "Sanjha: make demo, then open http://127.0.0.1:$(PORT)/"
	@echo
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-18s %s\n", $$1, $$2}'

setup: $(VENV)/.ready $(VENV)/.translated ## Make the environment .venv from the lock file; at once when it is there
	@:

demo: setup ## Bring up Sanjha with a small Punjab in it (PORT=8000)
	@exec $(BIN)/sanjha demo --port $(PORT)

test: setup ## Run the tests (PYTEST="-k locker" chooses)
	@exec $(BIN)/pytest $(PYTEST)

check: check-style check-types check-imports check-templates check-migrations check-definitions ## All that can be said of the code without running it

check-style: setup
	@echo "Style: ruff"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Not formatted: run $(BIN)/ruff format"; exit 1; }

check-types: setup
	@echo "Types: mypy, strict"
	@$(BIN)/mypy --no-error-summary

check-imports: setup
	@echo "Borders between services: import-linter"
	@$(BIN)/lint-imports > $(VENV)/imports.txt 2>&1 || { sed -n '/^Broken contracts/,$$p' $(VENV)/imports.txt; exit 1; }

check-templates: setup
	@echo "Templates: djlint"
	@$(BIN)/djlint --lint --quiet src

check-migrations: setup
	@echo "Migrations: complete"
	@$(QUIET) DJANGO_SETTINGS_MODULE=sanjha.project.settings $(BIN)/python -W ignore -m django makemigrations --check --dry-run -v 1 \
		| { grep -v '^No changes detected' || true; }

check-definitions: setup
	@echo "Service definitions, contracts, settings, order of migrations: sanjha check"
	@$(QUIET) $(BIN)/sanjha check

lock: $(BIN)/uv ## Write requirements.lock anew from pyproject.toml
	@echo "Versions and hashes: requirements.lock"
	@$(UV) pip compile pyproject.toml $(LOCK) --upgrade --quiet --output-file requirements.lock

clean: ## Remove what setup and the tools have made; the demonstration's data stay
	@rm -rf $(VENV) build dist test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .sanjha/test
	@find src tests -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
	@find src -name '*.mo' -delete

reset: ## Forget the demonstration's data, keys and documents (.sanjha)
	@rm -rf .sanjha

# The newest Python from 3.11 to 3.13 on the path, else whatever `python3` is, if new enough. Debian ships `venv`
# apart from Python.
$(BIN)/python:
	@for python in python3.13 python3.12 python3.11 python3 none; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	done; \
	if [ "$$python" = none ]; then \
		echo "Python 3.11 or newer is needed. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		package="python$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"; \
		if [ "$$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then \
			echo "Python's venv is missing. Install it and try again: sudo apt-get install $$package" >&2; exit 1; \
		fi; \
		echo "System package: $$package"; \
		install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$$package" > /dev/null; }; \
		install 2> /dev/null || { apt-get update -qq && install; }; \
	fi; \
	echo "Environment: $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv --clear $(VENV)

$(BIN)/uv: | $(BIN)/python
	@echo "Installer: uv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.8,<1'

$(VENV)/.ready: requirements.lock pyproject.toml | $(BIN)/uv
	@echo "Packages: $$(grep -c '^[a-z0-9]' requirements.lock) from requirements.lock, each checked by its hash"
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.translated: $(VENV)/.ready $(TRANSLATIONS)
	@$(BIN)/python -m sanjha.project.messages > /dev/null
	@touch $@
