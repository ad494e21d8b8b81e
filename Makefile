# What to type: `make help`. Paths are relative, so a checkout may lie in a folder with blanks in its name.
PYTHON ?= python3
PORT ?= 8000
TEST_ARGS ?=
export PORT

VENV := .venv/bin/python

.PHONY: help setup ready demo demo-reset test check fix bench docs
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

setup: ## the project's own environment in .venv; quick where nothing changed
	@$(PYTHON) scripts/setup.py

ready: # what the demonstration needs, which is less
	@$(PYTHON) scripts/setup.py demo

demo: ready ## the demonstration at http://localhost:8000 (PORT=8001 for another port); Ctrl-C stops it
	@$(VENV) -m macem.cli.main demo run

demo-reset: ready ## throw the demonstration's data away and make them anew
	@$(VENV) -m macem.cli.main demo reset

test: setup ## every test (TEST_ARGS="-k quorum" for some of them)
	@$(VENV) scripts/browser.py
	@$(VENV) -m pytest -n 2 $(TEST_ARGS)

check: setup ## every tool that reads the code; changes nothing
	@$(VENV) scripts/check.py

fix: setup ## what can be put right without thinking: format, imports
	@$(VENV) -m ruff check --fix --cache-dir .cache/ruff .
	@$(VENV) -m ruff format --cache-dir .cache/ruff .

bench: setup ## measure: how long pages, policies and matching take
	@if [ -d benchmarks ]; then $(VENV) -m benchmarks; else echo "There is nothing to measure yet."; fi

docs: setup ## write the generated reference in docs/reference anew
	@if [ -f scripts/reference.py ]; then $(VENV) scripts/reference.py; else echo "There is no generated reference yet."; fi
