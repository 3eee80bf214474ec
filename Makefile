# make chat                    the page, on the bundled sample archive
# make chat ARTICLES=folder    the page, on articles of your own
# make test | check | fix      every test | linters and types | let ruff mend what it can
# make bench DATA=folder       the measurements of benchmarks/
# make install                 only make .venv

PYTHON ?= python3
ARTICLES ?= articles
PORT ?= 7860
# Each folder of articles has an archive of its own.
ARCHIVE ?= .dateline/$(shell printf '%s' "$(abspath $(ARTICLES))" | cksum | cut -d' ' -f1)
PIP = .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: chat test check fix bench install browser

chat: .venv/installed
	@echo "Serving the page, and reading the articles in $(ARTICLES) behind it."
	@.venv/bin/dateline chat "$(ARTICLES)" --archive "$(ARCHIVE)" --port $(PORT)

test: .venv/developed browser
	.venv/bin/python -m pytest --numprocesses 2 --dist loadgroup --no-loadscope-reorder

check: .venv/developed
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

fix: .venv/developed
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: .venv/developed
	$(PIP) --no-deps --upgrade --target .venv/recipe \
		langchain-chroma langchain-huggingface langchain-text-splitters
	PYTHONPATH=.venv/recipe .venv/bin/python -m benchmarks $(DATA)

install: .venv/installed

.venv/bin/python:
	@echo "1 of 3: making .venv (10 seconds)"
	@$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo "2 of 3: installing torch (750 MB on the disk, more with CUDA; the first time 1 to 2 minutes)"
	@$(PIP) torch
	@echo "3 of 3: installing Dateline and the rest (1.3 GB on the disk; the first time 2 to 4 minutes)"
	@$(PIP) -e .
	@touch $@

.venv/developed: .venv/installed
	@echo "Installing the tools of the tests (300 MB on the disk; the first time 1 minute)"
	@$(PIP) -e ".[dev]"
	@touch $@

# The browser tests need a Chromium: the system's, or else Debian's, or else Playwright's own. Those
# of the API need curl, those of scans Tesseract, and those of a database PostgreSQL.
browser: .venv/developed
	@command -v curl && command -v tesseract && ls /usr/lib/postgresql/*/bin/initdb || test "$$(id -u)" != 0 || ! command -v apt-get \
	|| { apt-get update -qq && apt-get install -qq -y --no-install-recommends curl tesseract-ocr postgresql; }
	@command -v chromium || command -v chromium-browser || command -v google-chrome \
	|| { test "$$(id -u)" = 0 && command -v apt-get && apt-get update -qq \
	     && apt-get install -qq -y --no-install-recommends chromium; } \
	|| .venv/bin/python -m playwright install chromium
