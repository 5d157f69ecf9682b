# Two commands: `make report` and `make test`. Everything lands inside this folder.
EVENT ?= corpus/vostochny-2023
OUT ?= out/$(notdir $(EVENT)).html
PYTHON ?= python3

BIN := .venv/bin
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
SYNC := $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python

# where PYTHONDONTWRITEBYTECODE is set, as in many containers, every process would compile anew
COMPILED = $(BIN)/python -m compileall -q analysis

.PHONY: report test lab docs lint lock benchmarks clean

report: .venv/ready
	$(COMPILED)
	$(BIN)/parallax report $(EVENT) -o $(OUT)

test: .venv/ready-to-test
	$(COMPILED)
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest -n 2 --dist loadfile

lab: .venv/ready
	$(BIN)/parallax lab

# the site: out/docs/html/index.html, which opens with no network
docs: .venv/ready-for-docs
	$(BIN)/python docs/site/build.py

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
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--group docs -c requirements-dev.lock -o requirements-docs.lock

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

.venv/ready-for-docs: .venv/ready requirements-docs.lock
	$(SYNC) --require-hashes -r requirements-docs.lock
	touch $@

clean:
	rm -rf .venv .tools .browser out
