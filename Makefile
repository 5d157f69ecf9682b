# Two commands: `make report` and `make test`. Everything lands inside this folder.
EVENT ?= corpus/vostochny-2023
OUT ?= out/$(notdir $(EVENT)).html
PYTHON ?= python3

BIN := .venv/bin
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
SYNC := $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python

.PHONY: report test lab lint lock benchmarks clean

report: .venv/ready
	$(BIN)/parallax report $(EVENT) -o $(OUT)

test: .venv/ready-to-test
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest -n 2 --dist loadfile

lab: .venv/ready
	$(BIN)/parallax lab

lint: .venv/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright

# after a change of dependencies in pyproject.toml
lock: $(UV)
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml --group build -o requirements.lock
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv

.venv/ready: requirements.lock pyproject.toml | $(UV)
	test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	$(SYNC) --require-hashes -r requirements.lock
	$(SYNC) --no-deps --no-build-isolation --editable .
	touch $@

.venv/ready-to-test: .venv/ready requirements-dev.lock
	$(SYNC) --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf .venv .tools .browser out
