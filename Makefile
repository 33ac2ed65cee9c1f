# Descent: one Makefile. `make help` lists what can be asked of it.
# The chain: book/*/*.nw -> markup -> tangle -> compile -> run -> verify -> weave.
# A product is replaced only when its bytes change, so a prose edit recompiles nothing.

VERSION := 0.2.0
SHELL := bash
.SHELLFLAGS := -o pipefail -ec
MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := book

PREFIX ?= /usr/local
B := build
LUA := lua5.4
ifeq ($(origin CC),default)
CC := gcc
endif
CLANG ?= clang
STD := -std=c17 -Wall -Wextra -Wpedantic -Wconversion -Werror
CFLAGS ?= -O2 -g
INC := -I$(B)/tangled/chunks -I$(B)/tangled/tests
SAN := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# ---- setup comes first, then make starts again with the other goals ----------
SETUP := $(filter setup setup-test setup-web setup-bench,$(MAKECMDGOALS))
ifneq ($(SETUP),)
REST := $(filter-out $(SETUP),$(MAKECMDGOALS))
.PHONY: $(SETUP) $(REST)
$(firstword $(SETUP)):
	@book/press/setup.sh $(SETUP)
$(wordlist 2,9,$(SETUP)): $(firstword $(SETUP)) ;
ifneq ($(REST),)
$(firstword $(REST)): $(SETUP)
	@$(MAKE) $(REST)
$(wordlist 2,99,$(REST)): $(firstword $(REST)) ;
endif
else

.PHONY: test-epub epub descent bench help book web test test-web verify mutants chapter figures lib install lint sanitize learn try watch hint solution reset dist clean tangle tests
help:           ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | sort | column -t -s'|'
	@echo '  options: C=chapter  E=exercise  PREFIX=/usr/local  CC=gcc  CLANG=clang  -j2'
setup:          ## install what reading and rebuilding the book needs (Debian, Ubuntu)
setup-test:     ## install what the tests need besides
setup-web:      ## install what the web edition needs besides
setup-bench:    ## install what the benchmarks need besides
clean:          ## remove everything made; exercises/ is yours and stays
	@sed -n 's|^\(chunks\|tests\|figures\)/|&|p' $(B)/tangled.list 2>/dev/null | xargs -r rm -f
	@find $(B) -mindepth 1 ! -name README.md -delete 2>/dev/null || true
	@rm -f figures/*.tsv figures/*.svg figures/*.pdf

ifneq ($(filter-out help clean,$(or $(MAKECMDGOALS),book)),)

# ---- the chapters, in the order of book/contents -----------------------------
NWIDS := $(shell sed -n 's/^\(front\|chapter\|appendix\)  *\([^ ]*\) *$$/\2/p' book/contents)
IDS   := $(notdir $(NWIDS))
NWP   := $(IDS:%=$(B)/nwp/%.nwp)
BACK  := $(shell sed -n 's/^back  *\([^ ]*\) *$$/\1/p' book/contents)
PRESS := book/press
DOWN  := $(notdir $(basename $(shell grep -lE '^<<(chunks|tests|figures)/' $(NWIDS:%=book/%.nw))))
export SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || echo 1764000000)
export FORCE_SOURCE_DATE := 1
export TZ := UTC
# keep FILE.new as FILE only if it differs
KEEP = if cmp -s $(1).new $(1); then rm -f $(1).new; else mv $(1).new $(1); fi

DIRS := $(addprefix $(B)/,nwp idx ast tex web fig claims bin obj run)
$(DIRS): ; @mkdir -p $@

define NW_RULE
$(B)/nwp/$(notdir $(1)).nwp: book/$(1).nw | $(DIRS)
	@/usr/lib/noweb/markup $$< > $$@.new || { rm -f $$@.new; exit 1; }; mv $$@.new $$@
endef
$(foreach c,$(NWIDS),$(eval $(call NW_RULE,$(c))))

# ---- tangle ------------------------------------------------------------------
$(B)/.tangled: $(NWP) book/contents $(PRESS)/tangle.lua $(PRESS)/live.lua $(PRESS)/nw.lua
	@echo '  tangle   $(words $(IDS)) chapters'
	@$(LUA) $(PRESS)/tangle.lua $(NWP)
	@touch $@
$(B)/roots.mk: $(B)/.tangled ;
include $(B)/roots.mk

# ---- which tools of checks are here; a claim whose tool is missing is NOT RUN ----
KINDS := theorem identity enclosure exact oracle data
HAVE := $(shell $(PRESS)/have.sh '$(CC)' $(B)/have)
need = $(filter $(KINDS),$(lastword $(subst _, ,$(1))))
here = $(if $(call need,$(1)),$(filter $(call need,$(1)),$(HAVE)),yes)
PROGRAMS := $(foreach t,$(TESTS),$(if $(call here,$(t)),$(t)))
$(B)/have/%: ;
$(B)/bin/%_enclosure: LIBS := -lflint-arb -lflint -lmpfr -lgmp
$(B)/bin/%_exact: LIBS := -lgmp
$(B)/bin/%_oracle: LIBS := -llapacke -llapack -lblas -lgsl -lgslcblas
$(B)/bin/%_data: LIBS := -lz
$(B)/bin/%/integrators_oracle: LIBS := -lsundials_cvode -lsundials_sunlinsoldense -lsundials_sunmatrixdense -lsundials_nvecserial -lgsl -lgslcblas
$(B)/tangled/%: $(B)/.tangled ;
chunks/% tests/%.c tests/%.h figures/%.c figures/%.gp: $(B)/.tangled ;
tangle: $(B)/.tangled  ## chapters to chunks/ tests/ figures/ exercises/

# ---- compile: three variants of everything -----------------------------------
#      ref: $(CC) -O2       clang: clang -O2       san: gcc with ASan and UBSan
FLAGS_ref   = $(CC) $(CFLAGS)
FLAGS_clang = $(CLANG) $(CFLAGS)
FLAGS_san   = $(CC) $(SAN)
HEADERS := $(LIB_H:%=$(B)/tangled/chunks/%)
define VARIANT
$(B)/obj/$(1)/%.o: $(B)/tangled/%.c
	@mkdir -p $$(@D)
	@$$(FLAGS_$(1)) $$(STD) -fPIC -ffp-contract=off $$(INC) -MMD -MP -c $$< -o $$@
$(B)/obj/$(1)/libdescent.a: $(LIB_C:%.c=$(B)/obj/$(1)/chunks/%.o)
	@rm -f $$@; ar rcsD $$@ $$^
$(B)/obj/$(1)/libcheck.a: $(SUPPORT_C:%.c=$(B)/obj/$(1)/tests/%.o)
	@rm -f $$@; ar rcsD $$@ $$^
$(B)/bin/$(1)/%: $(B)/obj/$(1)/tests/%.o $(B)/obj/$(1)/libcheck.a $(B)/obj/$(1)/libdescent.a
	@mkdir -p $$(@D)
	@$$(FLAGS_$(1)) $$^ -lcriterion $$(LIBS) -lm -o $$@
$(B)/bin/$(1)/descent: $(B)/obj/$(1)/chunks/descent_main.o $(B)/obj/$(1)/libdescent.a
	@mkdir -p $$(@D)
	@$$(FLAGS_$(1)) $$^ -lm -o $$@
$(B)/bin/$(1)/figures/%: $(B)/obj/$(1)/figures/%.o $(B)/obj/$(1)/libcheck.a $(B)/obj/$(1)/libdescent.a
	@mkdir -p $$(@D)
	@$$(FLAGS_$(1)) $$^ -lm -o $$@
endef
$(foreach v,ref clang san,$(eval $(call VARIANT,$(v))))
.SECONDARY:
-include $(wildcard $(B)/obj/*/*/*.d)

# ---- run: tests and figure programs write records; records make claims.tsv ---
# check.lua turns whatever a check does, crashes too, into records with a place.
define CHECK
$(B)/run/$(2).stamp: $(if $(3),$(B)/have/$(3)) $(if $(filter absent,$(1)),,$(4)) $(PRESS)/check.lua $$(wildcard tests/oracles/*) | $(DIRS)
	@echo '  run      $(if $(filter program,$(1)),tests of $(2),$(1) $(2))'
	@DS_TIMEOUT=$(or $(DS_TIMEOUT),240) $(LUA) $(PRESS)/check.lua $(1) $(2) $(if $(filter program,$(1)),$(4))
	@touch $$@
endef
$(foreach t,$(TESTS),$(eval $(call CHECK,$(if $(call here,$(t)),program,absent),$(t),$(call need,$(t)),$(B)/bin/ref/$(t))))
$(foreach t,$(SMT),$(eval $(call CHECK,$(if $(filter theorem,$(HAVE)),theorem,absent),$(t),theorem,$(B)/tangled/tests/$(t).smt2)))
$(foreach t,$(MAC),$(eval $(call CHECK,$(if $(filter identity,$(HAVE)),identity,absent),$(t),identity,$(B)/tangled/tests/$(t).mac)))
CHECKS := $(TESTS) $(SMT) $(MAC)
$(B)/claims/%.tsv: $(B)/run/%.stamp ;
$(B)/run/fig_%.stamp: $(B)/bin/ref/figures/% | $(DIRS)
	@echo '  run      figure $*'
	@rm -f $(B)/claims/fig_$*.raw
	@DS_LEDGER=$(B)/claims/fig_$*.raw $< > figures/$*.tsv.new; touch $(B)/claims/fig_$*.raw; \
	cut -f1-6 $(B)/claims/fig_$*.raw > $(B)/claims/fig_$*.tsv.new; rm $(B)/claims/fig_$*.raw
	@$(call KEEP,$(B)/claims/fig_$*.tsv); $(call KEEP,figures/$*.tsv)
	@touch $@
figures/%.tsv: $(B)/run/fig_%.stamp ;
RECORDS := $(CHECKS:%=$(B)/claims/%.tsv) $(FIGS:%=$(B)/claims/fig_%.tsv)
$(FIGS:%=$(B)/claims/fig_%.tsv): $(B)/claims/fig_%.tsv: $(B)/run/fig_%.stamp ;
$(B)/.claims: $(RECORDS)
	@LC_ALL=C sort $^ /dev/null > $(B)/claims.tsv.new
	@$(call KEEP,$(B)/claims.tsv)
	@LC_ALL=C sort /dev/null $(CHECKS:%=$(B)/run/%.time) > $(B)/times.tsv
	@touch $@
$(B)/claims.tsv: $(B)/.claims ;

# ---- figures -----------------------------------------------------------------
$(B)/palette.tex $(B)/palette.gp $(B)/palette.css: $(B)/palette.%: $(PRESS)/palette.txt $(PRESS)/palette.lua
	@mkdir -p $(B); $(LUA) $(PRESS)/palette.lua $* > $@
$(B)/fig/%.tex: figures/%.gp figures/%.tsv $(PRESS)/figure.gp $(B)/palette.gp | $(DIRS)
	@echo '  draw     figures/$*'
	@gnuplot -e "name='$*'" figures/$*.gp 2>$(B)/fig/$*.log || { sed 's|^|figures/$*.gp: |' $(B)/fig/$*.log >&2; exit 1; }
	@test ! -s $(B)/fig/$*.log || { sed 's|^|figures/$*.gp: |' $(B)/fig/$*.log >&2; rm -f $@; exit 1; }
	@sed -i '/^ *\\fontfamily{/d' $@          # gnuplot measures with Pagella, TeX sets in the book's fonts
	@$(LUA) $(PRESS)/undate.lua $(B)/fig/$*.pdf
FIGTEX := $(FIGS:%=$(B)/fig/%.tex)
$(B)/.figures: $(FIGTEX) $(B)/palette.tex book/macros.tex $(PRESS)/descent.cls $(PRESS)/figures.sh
	@$(if $(FIGS),echo '  figures  $(words $(FIGS)) to PDF and SVG'; $(PRESS)/figures.sh $(FIGS),true)
	@touch $@
$(FIGS:%=figures/%.svg): $(B)/.figures ;
figures: $(B)/.figures  ## run the figure programs and draw figures/*.pdf and *.svg

# ---- read, index, verify -----------------------------------------------------
READER := $(PRESS)/reader.lua $(PRESS)/nw.lua book/contents
$(B)/run/%.read: $(B)/nwp/%.nwp $(READER) | $(DIRS)
	@echo '  read     $*'
	@pandoc -f $(PRESS)/reader.lua -t json --fail-if-warnings $< -o $(B)/ast/$*.json.new
	@$(call KEEP,$(B)/ast/$*.json)
	@touch $@
$(B)/ast/%.json: $(B)/run/%.read ;
$(B)/tags: $(B)/.tangled
	@ctags --map-C=+.nw --line-directives=yes --sort=yes --excmd=number --fields=Kf --kinds-C=+p-mp -f $@.new \
	  $$(grep '^$(B)/tangled/.*[ch]$$' $(B)/tangled.list) /dev/null 2>/dev/null; $(call KEEP,$@)
$(B)/.index: $(IDS:%=$(B)/run/%.read) $(B)/.claims $(B)/.tangled $(B)/tags book/refs.bib $(PRESS)/index.lua
	@echo '  check    claims, values, references, citations'
	@$(LUA) $(PRESS)/index.lua
	@touch $@
$(B)/index.tsv: $(B)/.index ;
verify: $(IDS:%=$(B)/run/%.read) $(B)/.claims $(B)/tags  ## the ledger of claims on the terminal
	@$(LUA) $(PRESS)/index.lua ledger

# ---- weave: PDF --------------------------------------------------------------
WEAVE := $(PRESS)/weave.lua $(PRESS)/lex.lua $(PRESS)/nw.lua $(B)/index.tsv book/refs.bib
CITE := --citeproc --bibliography=book/refs.bib -M link-citations=true
TOTEX := pandoc -f json -t latex --wrap=preserve --fail-if-warnings $(CITE)
ASTS := $(IDS:%=$(B)/ast/%.json)
$(B)/tex/%.tex: $(B)/ast/%.json $(WEAVE)
	@echo '  weave    $* (pdf)'
	@$(TOTEX) -M suppress-bibliography=true -L $(PRESS)/weave.lua $< -o $@.new
	@$(call KEEP,$@); touch $@
$(B)/tex/%.sol.tex: $(B)/ast/%.json $(WEAVE)
	@$(TOTEX) -M suppress-bibliography=true -M only=solutions -L $(PRESS)/weave.lua $< -o $@.new
	@$(call KEEP,$@); touch $@
$(B)/ast/back-%.json: $(ASTS) $(PRESS)/back.lua $(B)/index.tsv $(wildcard $(B)/mutants.tsv)
	@DS_PAGE=$* pandoc -f $(PRESS)/back.lua -t json $(ASTS) -o $@
$(B)/tex/back-%.tex: $(B)/ast/back-%.json $(WEAVE)
	@$(TOTEX) -L $(PRESS)/weave.lua $< -o $@.new
	@$(call KEEP,$@); touch $@
BOOKTEX := $(IDS:%=$(B)/tex/%.tex) $(IDS:%=$(B)/tex/%.sol.tex) $(BACK:%=$(B)/tex/back-%.tex)
TEXDEPS := $(FIGTEX) $(B)/palette.tex book/macros.tex $(PRESS)/descent.cls $(PRESS)/margin.lua $(PRESS)/book.lua $(PRESS)/texlog.lua $(PRESS)/pdf.sh
ifneq ($(wildcard $(B)/descent.making),)
$(B)/descent.pdf: .FORCE
.PHONY: .FORCE
.FORCE: ;
endif
$(B)/descent.pdf: $(BOOKTEX) $(TEXDEPS) book/contents
	@$(LUA) $(PRESS)/book.lua $(VERSION) > $(B)/descent.tex
	@$(PRESS)/pdf.sh descent
book: $(B)/descent.pdf  ## the book: build/descent.pdf, every claim checked on the way
	@echo "  $(B)/descent.pdf  $$(pdfinfo $(B)/descent.pdf | sed -n 's/^Pages: *//p') pages, $$(cat $(B)/summary)"

ifneq ($(C),)
chapter: $(B)/tex/$(C).tex $(B)/tex/$(C).sol.tex $(TEXDEPS)  ## one chapter's PDF, quickly (C=first)
	@$(LUA) $(PRESS)/book.lua $(VERSION) $(C) > $(B)/chapter-$(C).tex
	@$(PRESS)/pdf.sh chapter-$(C) preview
else
chapter: ; @echo 'make chapter: which one? C=$(firstword $(IDS)) (one of: $(IDS))' >&2; exit 2
endif

# ---- weave: web --------------------------------------------------------------
WEBIDS := $(IDS) $(filter-out solutions bibliography,$(BACK))
TOHTML := pandoc -f json -t html5 --wrap=none --fail-if-warnings $(CITE) --template=$(PRESS)/page.html -V version=$(VERSION)
# ---- figures that move: one module of WebAssembly a chapter
LIVECH := $(sort $(foreach f,$(LIVE),$(firstword $(subst _, ,$(f)))))
live_of = $(filter $(1)_%,$(LIVE))
define LIVE_RULE
$(B)/web/live/$(1).js: $(PRESS)/wasm.sh $(PRESS)/live_wasm.c $(B)/tangled/tests/fig.c $(B)/tangled/tests/fig.h $(patsubst %,$(B)/tangled/figures/%.c,$(call live_of,$(1))) $(LIB_C:%=$(B)/tangled/chunks/%) $(HEADERS)
	@echo '  wasm     $(1)'
	@$(PRESS)/wasm.sh $(1) $(call live_of,$(1)); touch $$@
endef
$(foreach c,$(LIVECH),$(eval $(call LIVE_RULE,$(c))))
LIVEJS := $(LIVECH:%=$(B)/web/live/%.js)
WEBDEPS := $(WEAVE) $(PRESS)/page.html $(PRESS)/katex.js book/macros.tex $(FIGS:%=figures/%.svg)
NAV = $$($(LUA) $(PRESS)/nav.lua $*)
$(B)/web/%.html: $(B)/ast/%.json $(WEBDEPS) $(PRESS)/nav.lua | $(DIRS)
	@echo '  weave    $* (web)'
	@$(TOHTML) -L $(PRESS)/weave.lua -V nav="$(NAV)" $(if $(filter $*,$(DOWN)),-V download=$*) $< -o $@.new; sed -i 's/ role="doc-[a-z]*"//g; s/ role="list"//; s|<th\([^>]*\)></th>|<td\1></td>|g' $@.new; mv $@.new $@
$(BACK:%=$(B)/web/%.html): $(B)/web/%.html: $(B)/ast/back-%.json $(WEBDEPS) $(PRESS)/nav.lua | $(DIRS)
	@echo '  weave    $* (web)'
	@$(TOHTML) -L $(PRESS)/weave.lua -V nav="$(NAV)" $(if $(filter $*,$(DOWN)),-V download=$*) $< -o $@.new; sed -i 's/ role="doc-[a-z]*"//g; s/ role="list"//; s|<th\([^>]*\)></th>|<td\1></td>|g' $@.new; mv $@.new $@
$(B)/web/index.html: $(B)/index.tsv $(PRESS)/contents.lua $(PRESS)/page.html book/contents | $(DIRS)
	@$(LUA) $(PRESS)/contents.lua $(VERSION) > $@.new; mv $@.new $@
$(B)/web/.assets: $(B)/ast/back-ledger.json $(LIVEJS) $(PRESS)/live.js $(PRESS)/book.js $(PRESS)/web.css $(B)/palette.css $(PRESS)/fonts.sh $(B)/.figures $(FIGS:%=figures/%.tsv)
	@mkdir -p $(B)/web/figures
	@$(PRESS)/fonts.sh $(B)/web
	@cp $(PRESS)/web.css $(PRESS)/live.js $(PRESS)/book.js $(B)/palette.css /usr/share/javascript/lunr/lunr.min.js $(B)/web/
	@$(if $(FIGS),cp $(foreach f,$(FIGS),figures/$(f).c figures/$(f).gp figures/$(f).tsv) $(B)/web/figures/,true)
	@cp $(B)/ledger.tsv $(B)/ledger.json $(B)/web/
	@touch $@
$(B)/web/search-index.js: $(IDS:%=$(B)/web/%.html) $(PRESS)/search.js
	@echo '  index    for search'
	@node --no-deprecation $(PRESS)/search.js $(IDS)
# what a chapter's programs are, and their data: one archive a chapter, the same bytes every time
$(B)/web/.downloads: $(B)/.tangled $(FIGS:%=figures/%.tsv) $(PRESS)/download.sh
	@$(PRESS)/download.sh $(DOWN)
	@touch $@
EPUBIDS := $(IDS) $(filter ledger,$(BACK))
$(B)/descent.epub: $(EPUBIDS:%=$(B)/web/%.html) $(B)/palette.css $(PRESS)/epub.js
	@echo '  epub     $(B)/descent.epub'
	@node $(PRESS)/epub.js $(VERSION) $(EPUBIDS)
$(B)/web/descent.epub: $(B)/descent.epub ; @cp $< $@
epub: $(B)/descent.epub  ## the book as EPUB 3: build/descent.epub
web: $(WEBIDS:%=$(B)/web/%.html) $(B)/web/index.html $(B)/web/.assets $(B)/web/search-index.js $(B)/web/.downloads $(B)/web/descent.epub  ## the web edition: build/web/index.html
	@echo '  $(B)/web/index.html'

# ---- library -----------------------------------------------------------------
SOVER := 0
$(B)/obj/ref/chunks/descent_main.o $(B)/obj/clang/chunks/descent_main.o $(B)/obj/san/chunks/descent_main.o: CFLAGS += -DDS_VERSION='"$(VERSION)"'
$(B)/descent: $(B)/bin/ref/descent ; @cp $< $@
descent: $(B)/descent  ## the laboratory on the command line: build/descent
	@echo '  $(B)/descent'
$(B)/libdescent.a: $(B)/obj/ref/libdescent.a ; @cp $< $@
$(B)/libdescent.so: $(LIB_C:%.c=$(B)/obj/ref/chunks/%.o)
	@$(CC) -shared -Wl,-soname,libdescent.so.$(SOVER) $^ -lm -o $@
lib: $(B)/libdescent.a $(B)/libdescent.so  ## build/libdescent.a and .so
install: lib $(if $(MAINS),$(B)/descent)  ## library, headers and pkg-config file under PREFIX
	@install -d $(DESTDIR)$(PREFIX)/include/descent $(DESTDIR)$(PREFIX)/lib/pkgconfig
	@install -m 644 $(LIB_H:%=chunks/%) $(DESTDIR)$(PREFIX)/include/descent
	@install -m 644 $(B)/libdescent.a $(DESTDIR)$(PREFIX)/lib
	@install -m 755 $(B)/libdescent.so $(DESTDIR)$(PREFIX)/lib/libdescent.so.$(SOVER)
	@$(if $(MAINS),install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin share/man/man1 share/bash-completion/completions),true)
	@$(if $(MAINS),install -m 755 $(B)/descent $(DESTDIR)$(PREFIX)/bin,true)
	@$(if $(MAINS),install -m 644 chunks/descent.1 $(DESTDIR)$(PREFIX)/share/man/man1,true)
	@$(if $(MAINS),install -m 644 chunks/descent.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/descent,true)
	@ln -sf libdescent.so.$(SOVER) $(DESTDIR)$(PREFIX)/lib/libdescent.so
	@printf '%s\n' 'prefix=$(PREFIX)' 'Name: descent' 'Description: the library of the book Descent' \
	  'Version: $(VERSION)' 'Cflags: -I$${prefix}/include/descent' 'Libs: -L$${prefix}/lib -ldescent' 'Libs.private: -lm' \
	  > $(DESTDIR)$(PREFIX)/lib/pkgconfig/descent.pc
	@echo '  installed in $(DESTDIR)$(PREFIX)'

# ---- exercises ---------------------------------------------------------------
# what the terminal shows: statements, hints and solutions as plain text
$(B)/run/%.learn: $(B)/ast/%.json $(PRESS)/learn.lua $(B)/index.tsv
	@pandoc -f json -t plain -L $(PRESS)/learn.lua $< -o /dev/null
	@touch $@
TRY := $(B)/obj/san/libcheck.a $(B)/obj/san/libdescent.a $(CHECKERS:%=$(B)/obj/san/tests/%.o)
LEARN = CC='$(CC)' $(PRESS)/exercise.sh
learn: $(IDS:%=$(B)/run/%.learn) $(B)/.tangled  ## the exercises, what you have done, and what is next
	@$(LEARN) list
try: $(TRY)  ## check your answer to an exercise (E=first.steps)
	@$(LEARN) try '$(E)'
watch: $(TRY) $(IDS:%=$(B)/run/%.learn)  ## try again at every save, and move on
	@$(LEARN) watch '$(E)'
hint: $(IDS:%=$(B)/run/%.learn)  ## the next of three hints (E=)
	@$(LEARN) hint '$(E)'
solution: $(IDS:%=$(B)/run/%.learn)  ## the solution, after a pass or after asking twice (E=)
	@$(LEARN) solution '$(E)'
reset: $(B)/.tangled  ## start an exercise again; your file is kept beside it (E=)
	@$(LEARN) reset '$(E)'
DIST := descent-$(VERSION)
dist: $(B)/descent.pdf $(IDS:%=$(B)/run/%.learn) $(B)/.tangled  ## a tarball for learners: the PDF, the library, the exercises
	@rm -rf $(B)/dist; d=$(B)/dist/$(DIST); mkdir -p $$d/build/tangled $$d/exercises $$d/book/press
	@d=$(B)/dist/$(DIST); cp $(PRESS)/dist.mk $$d/Makefile; cp $(PRESS)/exercise.sh $$d/book/press/; cp $(wildcard exercises/README.md) $$d/exercises/ 2>/dev/null || true
	@d=$(B)/dist/$(DIST); cp -r $(B)/tangled/chunks $$d/build/tangled/; mkdir -p $$d/build/tangled/tests; \
	cp $(B)/tangled/tests/chk.* $(B)/tangled/tests/ex_*.c $$d/build/tangled/tests/; cp -r $(B)/starters $(B)/learn $$d/build/; \
	cp $(B)/index.tsv $(B)/descent.pdf $$d/build/; grep '^.newlabel{pg:' $(B)/descent.aux > $$d/build/descent.aux || true; \
	for f in README.md LICENSE CITATION.cff book/aliases; do [ ! -e $$f ] || cp --parents $$f $$d/; done
	@tar -C $(B)/dist --sort=name --mtime=@$(SOURCE_DATE_EPOCH) --owner=0 --group=0 --numeric-owner -czf $(B)/$(DIST).tar.gz $(DIST)
	@echo '  $(B)/$(DIST).tar.gz'
$(B)/run/exercises: $(CHECKERS:%=$(B)/obj/san/tests/%.o) $(B)/obj/san/libcheck.a $(B)/obj/san/libdescent.a $(B)/.tangled $(PRESS)/exercise.sh
	@echo '  prove    $(words $(EXERCISES)) exercises'
	@CC='$(CC)' $(PRESS)/exercise.sh prove $(EXERCISES) > $@.new; mv $@.new $@

# ---- test --------------------------------------------------------------------
$(B)/run/clang/%: $(B)/bin/clang/%
	@echo '  run      tests of $* (clang)'
	@mkdir -p $(@D); s=0; $< --tap=$@.tap >$@.log 2>&1 || s=$$?; [ $$s -le 1 ] || { cat $@.log >&2; exit 1; }; touch $@
$(B)/run/san/%: $(B)/bin/san/%
	@echo '  run      tests of $* (sanitizers)'
	@mkdir -p $(@D); s=0; ASAN_OPTIONS=detect_leaks=1 $< --tap=$@.tap >$@.log 2>&1 || s=$$?; [ $$s -le 1 ] || { cat $@.log >&2; exit 1; }; touch $@
$(B)/run/sanfig/%: $(B)/bin/san/figures/%
	@mkdir -p $(@D); $< > $@.tsv; touch $@
WEBTESTS := $(wildcard tests/web/*.mjs tests/web/package-lock.json)
$(LIVECH:%=$(B)/live/%.musl): $(B)/live/%.musl: $(B)/web/live/%.js $(PRESS)/live_native.c
	@OUT=$@ $(PRESS)/wasm.sh $* $(call live_of,$*)
# each test of the web edition is a target of its own, made again every time
WEBTAPS := $(B)/run/web-all.tap $(B)/run/web-wasm.tap
EPUBTAP := $(B)/run/web-epub.tap
FIREFOX := $(B)/run/web-figures-firefox.tap $(B)/run/web-widths-firefox.tap
.PHONY: test-firefox $(FIREFOX) $(WEBTAPS) $(EPUBTAP) $(B)/run/press-small.tap $(B)/run/press-book.tap $(B)/run/descent.tap
$(B)/run/web-epub.tap: web
	@if java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar $$(command -v epubcheck) --failonwarnings $(B)/descent.epub > $(B)/run/epub.log 2>&1; then echo 'ok 1 - epubcheck finds nothing in the EPUB'; \
	else echo 'not ok 1 - epubcheck'; grep -E 'ERROR|WARNING|FATAL' $(B)/run/epub.log | sed 's/^/#   /' | head; fi > $@; echo 1..1 >> $@
web_test = $(if $(filter wasm,$*),wasm.mjs,book.mjs $(subst -, ,$*))
$(WEBTAPS) $(FIREFOX): $(B)/run/web-%.tap: web $(LIVECH:%=$(B)/live/%.musl) $(WEBTESTS)
	@echo '  run      tests of the web edition: $*'
	@node tests/web/$(web_test) > $@ 2> $(B)/run/web-$*.log || true
	@grep -q '^1\.\.' $@ || cat $(B)/run/web-$*.log >&2
test-web: $(WEBTAPS)  ## the web edition in a real browser (make setup-test)
	@$(PRESS)/count.sh $(WEBTAPS)
test-epub: $(EPUBTAP)  ## the EPUB, by epubcheck
	@$(PRESS)/count.sh $(EPUBTAP)
test-firefox: $(FIREFOX)  ## the figures that move, and every page at three widths, in Firefox (firefox-esr, make setup-test)
	@$(PRESS)/count.sh $(FIREFOX)
# the press: on a small book, and on this one
$(B)/run/press-small.tap: $(B)/.tangled
	@echo '  run      press tests on a small book'
	@s=0; tests/press/run small > $@ 2> $(@:.tap=.log) || s=$$?; [ $$s -le 1 ] || { tail -20 $(@:.tap=.log) >&2; exit 1; }
$(B)/run/press-book.tap: $(B)/descent.pdf web
	@echo '  run      press tests on this book'
	@s=0; tests/press/run book > $@ 2> $(@:.tap=.log) || s=$$?; [ $$s -le 1 ] || { tail -20 $(@:.tap=.log) >&2; exit 1; }
$(B)/run/descent.tap: $(B)/descent
	@tests/press/descent > $@ 2>&1 || true
sanitize: $(PROGRAMS:%=$(B)/run/san/%) $(FIGS:%=$(B)/run/sanfig/%)  ## every test and figure program under ASan and UBSan
	@$(PRESS)/count.sh $(PROGRAMS:%=$(B)/run/san/%.tap)
# Programs first; then the mutants, which use every core and give the book a table; then
# the book and the tests of its editions side by side.
.PHONY: test-programs test-woven test-editions
test-programs: $(RECORDS) $(PROGRAMS:%=$(B)/run/clang/%) $(PROGRAMS:%=$(B)/run/san/%) $(FIGS:%=$(B)/run/sanfig/%) $(FIGS:%=$(B)/bin/clang/figures/%) $(B)/run/exercises
test-woven: $(BOOKTEX) $(TEXDEPS) web     # then the PDF, which takes longest, can begin at once
test-editions: $(B)/descent.pdf $(B)/run/press-small.tap $(WEBTAPS) $(EPUBTAP) $(B)/run/descent.tap $(B)/run/press-book.tap
SIDE := case " $$MAKEFLAGS" in *' -j'*|*jobserver*) ;; *) j=-j$$(nproc) ;; esac; $(MAKE) $$j
test:           ## every test; ends with `N passed, N failed`
	@$(SIDE) test-programs
	@echo '  run      mutants'
	@$(MAKE) mutants N=$(or $(N),0) > $(B)/run/mutants.log 2>&1 || cat $(B)/run/mutants.log >&2
	@$(SIDE) test-woven
	@$(SIDE) test-editions
	@$(PRESS)/count.sh $(PROGRAMS:%=$(B)/run/%.tap) $(PROGRAMS:%=$(B)/run/clang/%.tap) $(PROGRAMS:%=$(B)/run/san/%.tap) $(B)/run/exercises $(B)/mutants.tap $(B)/run/press-small.tap $(B)/run/press-book.tap $(B)/run/descent.tap $(WEBTAPS) $(EPUBTAP)
mutants: $(IDS:%=$(B)/run/%.read) $(B)/.claims $(foreach v,ref san,$(B)/obj/$(v)/libcheck.a $(B)/obj/$(v)/libdescent.a $(PROGRAMS:%=$(B)/obj/$(v)/tests/%.o))  ## break the code on purpose; the checks must notice (N=60 C=chapter SEED=1)
	@DS_N='$(N)' DS_C='$(C)' DS_SEED='$(SEED)' DS_JOBS=$$(nproc) DS_HAVE='$(HAVE)' CC='$(CC)' $(LUA) $(PRESS)/mutants.lua
bench: $(B)/.tangled  ## run the library beside its peers: times, instructions, ratios (REPS=15 PART=tape|mat|eig|ode; make setup-bench)
	@tests/bench/run '$(REPS)' $(PART)
lint: $(IDS:%=$(B)/run/%.read) $(B)/.tangled  ## long chunks, wide lines, given constants
	@$(LUA) $(PRESS)/lint.lua $(NWP)
endif
endif
