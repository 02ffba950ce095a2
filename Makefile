# make chat    install, index seeds/, serve the chat on http://127.0.0.1:7860 (PORT=… for another port)
# make test    install, check style and types, run every test
# make stress  kill the indexing a hundred times (half an hour)
# make load    ten readers at once, a thousand questions (ten minutes)
# make bench   speed beside the plain pipeline, and growth up to 100,000 passages (an hour)
# make eval    run the question set on seeds/, beside the usual systems, and write a report
# make setup   install only

PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/pip --disable-pip-version-check
TEST_CACHE := $(CURDIR)/.cache

.PHONY: setup chat test check eval stress load bench chromium axe clean

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Sanad needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

chat: setup
	$(VENV)/bin/sanad index seeds
	$(VENV)/bin/sanad chat $(if $(PORT),--port $(PORT))

check: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

test: check chromium axe
	SANAD_CACHE=$(TEST_CACHE) $(VENV)/bin/pytest -n 2 --dist loadfile -m "not alone" --ignore tests/ui
	SANAD_CACHE=$(TEST_CACHE) $(VENV)/bin/pytest -m alone --ignore tests/ui
	SANAD_CACHE=$(TEST_CACHE) $(VENV)/bin/pytest tests/ui

eval: $(VENV)/.installed-dev
	$(VENV)/bin/sanad eval --corpus seeds --systems sanad,plain,rrf --out .cache/eval --floors eval/floors.toml

stress: $(VENV)/.installed-dev
	STRESS_KILLS=100 SANAD_CACHE=$(TEST_CACHE) $(VENV)/bin/pytest tests/stress/test_kills.py -s

load: $(VENV)/.installed-dev
	LOAD_QUESTIONS=1000 SANAD_CACHE=$(TEST_CACHE) $(VENV)/bin/pytest tests/stress/test_readers.py -s

bench: $(VENV)/.installed-dev
	$(VENV)/bin/sanad bench speed --compare
	$(VENV)/bin/python -m eval.affairs .cache/affairs
	$(VENV)/bin/sanad bench speed --growth 1000,10000,100000 --texts .cache/affairs --plot .cache/growth.svg

# The browser that the chat is tested in, with the fonts of its languages.
chromium:
	@command -v chromium >/dev/null || \
	  { as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	    $$as_root apt-get update -qq && $$as_root apt-get install -y -qq chromium fonts-noto-core >/dev/null; }

# What looks for barriers in the page; without npm the test that uses it is skipped, and says so.
axe:
	@test -e $(TEST_CACHE)/axe/node_modules/axe-core/axe.min.js || ! command -v npm >/dev/null || \
	  npm install --silent --prefix $(TEST_CACHE)/axe axe-core@4.14.1

clean:
	rm -rf $(VENV) .cache build *.egg-info
