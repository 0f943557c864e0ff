# make demo : installe tout, lit le corpus d'exemple et dit où est la synthèse.
# make test : installe tout et vérifie tout. Rien d'autre à préparer sur une machine neuve.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MODEL := models/use-multilingual-v3/modules.json

.PHONY: demo test lint types check bench clean tools

demo: $(MODEL)
	$(BIN)/synthese run corpus/exemple
	@echo
	@echo "La synthèse Word : outputs/exemple/synthese.docx"

test: $(MODEL) tools lint types check

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed
	$(BIN)/mypy --strict pipeline

check: $(MODEL)
	$(BIN)/pytest

# The document tests open the synthesis in LibreOffice and Chromium; elsewhere than on Debian as root,
# install both by hand, or those tests say that they were skipped.
tools:
	@.ci/tools

$(VENV)/.installed: pyproject.toml .ci/constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 ou plus est nécessaire")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/constraints.txt -e '.[dev]'
	@touch $@

$(MODEL): $(VENV)/.installed models/manifest.toml
	$(BIN)/synthese models --build
	@touch $@

clean:
	rm -rf $(VENV) outputs/*/ models/*/ .mypy_cache .ruff_cache .pytest_cache
