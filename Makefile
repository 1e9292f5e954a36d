# Each line is one you could type by hand in an activated .venv. `make help` lists the targets.
# Another port: `make serve ADDRESS=127.0.0.1:8123`. Another Python: `make serve PYTHON=python3.12`.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
BIN := .venv/bin
# The day of the last commit, so that two builds of one commit are byte-identical.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 315532800)
export NO_MKDOCS_2_WARNING := 1
# Where the site is published, if CITATION.cff says so and nothing else was given.
PUBLISHED := $(shell sed -n "s/^url: *[\"']*\([^\"' ]*\).*/\1/p" CITATION.cff 2>/dev/null)
ifneq ($(PUBLISHED),)
export SITE_URL ?= $(PUBLISHED)
endif
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help serve site preview preview-site check test test-all test-long test-many faults mutations drift proof eval damage usual-sizes \
	record accept ids translation synchronise repair language record-outputs test-frameworks record-frameworks record-printers properdocs \
	bench bare-preview search look lighthouse lock licences record-licences audit sbom dist \
	try-release release release-archives compose swhid clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

serve: .venv/full ## run the examples on Keras and show the verified site at http://127.0.0.1:8000
	mkdocs serve --livereload --dirty --no-strict --dev-addr $(ADDRESS)

site: .venv/full ## build the verified site into site/; nothing is left there if anything is wrong
	python -m rnnformula.site build

preview: $(or $(wildcard .venv/light),.venv/preview) ## show the site from the recorded outputs; needs no TensorFlow
	RNNFORMULA_PREVIEW=true PYTHONWARNINGS=ignore mkdocs serve --livereload --dirty --no-strict --dev-addr $(ADDRESS)

preview-site: .venv/light ## build that preview into preview/
	python -m rnnformula.site build --preview

check: .venv/light ## check pages, numbers, ids, glossary, lint and types; needs no TensorFlow
	@code() { ruff check --no-cache && ruff format --check --no-cache && $(BIOME) && mypy $(KEPT); }; \
	code & code=$$!; python -m rnnformula.site check; pages=$$?; wait $$code && exit $$pages

# Scripts and styles; `node_modules/.bin/biome check --write` formats them.
BIOME := node_modules/.bin/biome check --error-on-warnings

KEPT := $$(mkdir -p .cache/mypy && test -w .cache/mypy || echo --cache-dir=/dev/null)

test: .venv/full check ## run all tests but the long ones, in minutes; needs a Chromium, see CONTRIBUTING.md
	$(PYTEST) -m "not long"

test-all: test test-long ## run the long ones too: two cold builds, a fresh installation, thousands of random layers

test-long: .venv/full .venv-audit/full .venv-release/full ## run only what test-all adds to test
	$(PYTEST) -m long

# In random order: the seed is printed, and `pytest --randomly-seed=SEED` gives that order again.
PYTEST := pytest --numprocesses auto --maxprocesses 4

test-many: .venv/full ## compare thousands of random layers and models with Keras; takes some minutes
	RNNFORMULA_EXAMPLES=$(EXAMPLES) pytest tests/test_keras.py tests/explaining/test_realistic.py -k "agree or many" -m long

EXAMPLES := 3000

faults: .venv/full ## plant each known fault on a copy, see that it is found, then mutations: make faults KIND=search ONLY=index
	python -m tests.faults --kind "$(KIND)" --only "$(ONLY)"
	$(if $(KIND)$(ONLY),,$(MAKE) mutations)

mutations: .venv/full ## change pages, examples and layers by rule, and count what is found; for the page about the checks
	python -m tests.mutations --write

drift: .venv/light ## score detectors of translations that need work, ours and those of others; for the page about the translation
	python -m tests.translation.scores --write

eval: .venv/light ## explain summaries and count code whose truth is known, and print rates: make eval DATA="tables.jsonl code.jsonl"
	python -m tests.evaluate $(DATA)

damage: .venv/light ## explain so many damaged pastes, and print what is wrong: make damage MANY=100000
	python -m tests.explaining.damage $(MANY)

MANY := 100000

usual-sizes: .venv/light ## count how often classes and sizes are used in a file of summaries: make usual-sizes DATA=tables.jsonl
	python -m tests.usual_sizes $(DATA)

record: .venv/full ## accept what changed examples print now, and ONLY="a.py b.py"; refuses where formula and Keras differ
	python -m rnnformula.site record $(ONLY)

ONLY :=

accept: .venv/light ## accept the numbers, formulas and names that pages claim, once you compared them with the examples
	python -m rnnformula.site accept

RENAMED :=

translation: .venv/light ## list what waits for a language, where and since when: make translation LANGUAGES=CODE FORM=json
	python -m rnnformula.site translation $(if $(LANGUAGES),--languages $(LANGUAGES)) $(FORM:%=--%)

synchronise: .venv/light ## record that sections say the same in all languages, or in LANGUAGES=CODE alone
	python -m rnnformula.site synchronise $(SECTIONS) $(if $(LANGUAGES),--languages $(LANGUAGES))

repair: .venv/light ## offer as a diff what a page lost of ids, fences, links, formulas, numbers; WRITE=yes writes it
	python -m rnnformula.site repair $(SECTIONS) $(if $(LANGUAGES),--languages $(LANGUAGES)) $(if $(WRITE),--write)

SECTIONS :=
LANGUAGES :=
WRITE :=
FORM :=

record-outputs: .venv/full ## write down what layers of Keras put out, for the check of equations
	python -m tests.outputs

ids: .venv/light ## give new headings, tables and figures a tag in docs/ids.json, for ever; RENAMED="old new" keeps one
	python -m rnnformula.site ids $(if $(RENAMED),--renamed $(RENAMED))

test-frameworks: .venv-frameworks/full ## compare with what PyTorch, Flax, Equinox, ONNX, Keras 2 and TensorFlow 1 really build
	$(FRAMEWORKS) -m pytest --confcutdir tests/frameworks --override-ini addopts=-q tests/frameworks

record-frameworks: .venv-frameworks/full ## write down what they build and what tools print: rows of known_counts.csv and known_costs.csv, weights
	$(FRAMEWORKS) -m tests.frameworks.recorded

record-printers: ## write down what printers of summaries print: make record-printers PRINTERS=a Python that has them
	$(PRINTERS) -m tests.summaries.printing.recorded

PRINTERS := $(CURDIR)/.venv-frameworks/bin/python

FRAMEWORKS := .venv-frameworks/bin/python

properdocs: .venv-properdocs/full preview-site ## build the preview with ProperDocs too, and compare all files of both
	RNNFORMULA_PREVIEW=true .venv-properdocs/bin/properdocs build --quiet --strict --config-file mkdocs.yml \
		--site-dir .cache/properdocs
	python -m tests.same_pages preview .cache/properdocs tests/properdocs.toml

proof: .venv/full ## measure check, test, test-all and faults, and write the table into CONTRIBUTING.md
	python -m tests.proof $(PARTS)

PARTS :=

bench: .venv/full ## measure builds, imports, the engine and what a page draws, as ratios in one run
	python -m tests.bench

bare-preview: .venv/full ## measure how soon a fresh clone of the last commit shows a preview, and how soon an edit is seen
	python -m tests.bare_preview

search: .venv/light ## say which of the queries that people typed find a page that answers, and which do not
	test -d preview || $(MAKE) preview-site
	python -m tests.search.rates preview

look: .venv/light ## show what an eye would see: every kind of page on one sheet, with what is wrong, in .cache/look
	test -d site || test -d preview || $(MAKE) preview-site
	python -m tests.look

lighthouse: site ## measure every kind of page in both languages against the budgets; takes a while
	npm ci --silent --prefix tests/lighthouse
	python -m tests.lighthouse.measure site --runs $(RUNS)

RUNS := 5

lock: ## renew the lock files from pyproject.toml, and npm's
	$(PYTHON) -m venv .cache/lock
	.cache/lock/bin/pip install --quiet --require-hashes -r requirements-uv.lock
	.cache/lock/bin/uv pip compile pyproject.toml --extra keras $(GROUPS:%=--group %) $(LOCK) \
		--output-file requirements.lock
	.cache/lock/bin/uv pip compile --group docs $(LOCK) \
		--constraint requirements.lock --output-file requirements-preview.lock
	.cache/lock/bin/uv pip compile --group docs --group check $(LOCK) \
		--constraint requirements.lock --output-file requirements-check.lock
	.cache/lock/bin/uv pip compile --group properdocs $(LOCK) \
		--constraint requirements.lock --output-file requirements-properdocs.lock
	.cache/lock/bin/uv pip compile --group frameworks $(LOCK) \
		--constraint requirements.lock --output-file requirements-frameworks.lock
	.cache/lock/bin/python tests/torch_without_cuda.py requirements-frameworks.lock
	.cache/lock/bin/uv pip compile --group audit $(LOCK) --output-file requirements-audit.lock
	.cache/lock/bin/uv pip compile --group release $(LOCK) \
		--constraint requirements.lock --output-file requirements-release.lock
	echo "uv>=0.11" | .cache/lock/bin/uv pip compile - $(LOCK) --output-file requirements-uv.lock
	for folder in . tests/lighthouse; do \
		npm install --package-lock-only --omit-lockfile-registry-resolved --prefix $$folder; \
		$(PYTHON) tests/without_addresses.py $$folder/package-lock.json; \
	done

licences: .venv/light ## list the licence of every pinned package, and check it against tests/supply/licences.toml
	python -m tests.supply.licences

record-licences: .venv-audit/full ## after make lock: write down the licences of packages that are new
	$(AUDIT) -m tests.supply.licences --write

audit: .venv-audit/full .venv/light ## ask whether a pinned package has a known vulnerability, and say what could not be asked
	$(AUDIT) -m tests.supply.audit

sbom: .venv-audit/full ## write sbom.json, which names every pinned package, for a release
	$(AUDIT) -m tests.supply.sbom sbom.json

dist: .venv-release/full ## build the package into dist/, as PyPI gets it, and check its metadata
	rm -rf dist
	.venv-release/bin/hatchling build --directory dist
	.venv-release/bin/twine check --strict dist/*

try-release: .venv/full .venv-release/full ## publish the package to an index on this machine, and install it from there alone
	pytest --no-header tests/test_release.py -m long --numprocesses 0

AUDIT := .venv-audit/bin/python

GROUPS := docs check examples test
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade --quiet

language: .venv/light ## begin a language: make language LOCALE=eo; one that nobody has data of also takes NAME="..." and DIRECTION=rtl
	python -m rnnformula.site language $(LOCALE) $(if $(NAME),--name "$(NAME)") $(if $(DIRECTION),--direction $(DIRECTION))

LOCALE :=
NAME :=
DIRECTION :=

release: .venv/light ## prepare a release: make release VERSION=1.0.0; it takes the version, the day and the changes down
	python -m rnnformula.site release $(VERSION)

VERSION :=

release-archives: .venv/full ## build the last release for its folder, and archive it in archives/, whole and as plain HTML
	$(if $(TAG),test "$(TAG)" = "v$(RELEASED)" # the tag is that of another version)
	RELEASE_FOLDER=v$(RELEASED)/ python -m rnnformula.site build
	mkdir -p archives
	python -m rnnformula.site archive site archives/rnnformula-$(RELEASED)-site.zip --whole
	python -m rnnformula.site archive site archives/rnnformula-$(RELEASED)-html.zip

TAG :=
RELEASED = $(shell sed -n "s/^version: *[\"']*\([^\"' ]*\).*/\1/p" CITATION.cff)

compose: site ## put latest and the releases whose whole archives are in RELEASES=archives together, in published/
	rm -rf published
	python -m rnnformula.site compose published --latest site --releases $(wildcard $(RELEASES)/*-site.zip)

RELEASES := archives

swhid: ## print what Software Heritage calls the tree and the commit of REV=v1.0.0
	@tree=$$(git rev-parse --verify "$(REV)^{tree}") && echo "swh:1:dir:$$tree"
	@commit=$$(git rev-parse --verify "$(REV)^{commit}") && echo "swh:1:rev:$$commit"

REV := HEAD

clean: ## remove what the targets made, the environment included
	rm -rf .venv .venv-frameworks .venv-properdocs .venv-audit .venv-release .cache site preview published archives dist sbom.json \
		node_modules tests/lighthouse/node_modules

# No part of what a reader or translator installs. On Linux pip must be told where the build of PyTorch without CUDA is
# (PIP_FIND_LINKS or PIP_EXTRA_INDEX_URL), if its settings do not say so.
.venv-frameworks/full: requirements-frameworks.lock
	test -x .venv-frameworks/bin/pip || $(PYTHON) -m venv .venv-frameworks || { rm -rf .venv-frameworks; exit 1; }
	.venv-frameworks/bin/python -m pip install --quiet --require-hashes -r requirements-frameworks.lock
	touch .venv-frameworks/full

# No part of what a reader or translator installs either.
.venv-audit/full: requirements-audit.lock
	test -x .venv-audit/bin/pip || $(PYTHON) -m venv .venv-audit || { rm -rf .venv-audit; exit 1; }
	.venv-audit/bin/python -m pip install --quiet --require-hashes -r requirements-audit.lock
	touch .venv-audit/full

# Nor is this: it makes and publishes the package of a release.
.venv-release/full: requirements-release.lock
	test -x .venv-release/bin/pip || $(PYTHON) -m venv .venv-release || { rm -rf .venv-release; exit 1; }
	.venv-release/bin/python -m pip install --quiet --require-hashes -r requirements-release.lock
	touch .venv-release/full

# ProperDocs offers its own modules under the names of MkDocs, which the theme requires. The code of MkDocs is taken out,
# so that nothing can come from there.
.venv-properdocs/full: requirements-properdocs.lock pyproject.toml
	test -x .venv-properdocs/bin/pip || $(PYTHON) -m venv .venv-properdocs || { rm -rf .venv-properdocs; exit 1; }
	.venv-properdocs/bin/python -m pip install --quiet --require-hashes -r requirements-properdocs.lock
	.venv-properdocs/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	rm -rf .venv-properdocs/lib/python*/site-packages/mkdocs
	touch .venv-properdocs/full

# What each environment needs; a changed lock file installs again. The full one includes the light one, and that includes
# the one of the preview.
.venv/full: requirements.lock .venv/light
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	touch .venv/full .venv/light

.venv/light: requirements-check.lock package-lock.json pyproject.toml CITATION.cff
	$(call install,requirements-check.lock,,)
	touch .venv/light

# Without what only checks. The first preview shows sooner if Python compiles only what it imports.
.venv/preview: requirements-preview.lock package-lock.json pyproject.toml CITATION.cff
	$(call install,requirements-preview.lock,--no-compile,--omit=dev)
	touch .venv/preview

# npm and pip at the same time; where the machine has no npm that can do it, pip brings one.
define install
	@$(PYTHON) -c 'import sys; ok = (3, 11) <= sys.version_info < (3, 14); \
	sys.exit(not ok and "rnnformula needs Python 3.11, 3.12 or 3.13, got %s; set PYTHON=..." % sys.version.split()[0])'
	@echo "installing what $(1) and package-lock.json name"
	@npm=; if command -v npm >/dev/null; then npm ci --silent $(3) & npm=$$!; fi; \
	{ test -x $(BIN)/pip || $(PYTHON) -m venv .venv || { rm -rf .venv; false; }; } && \
	$(BIN)/python -m pip install --quiet $(2) --require-hashes -r $(1) && \
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .; \
	done=$$?; { test "$$npm" && wait $$npm; } || { test $$done = 0 && npm ci --silent $(3); } && exit $$done
endef
