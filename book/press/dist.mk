# Descent, for learners: needs a C compiler, make and a shell; no noweb, pandoc or TeX.
# The book is build/descent.pdf; `make learn` shows the exercises and what is next.
SHELL := bash
CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
B := build
SAN := -std=c17 -O1 -g -ffp-contract=off -fsanitize=address,undefined -fno-sanitize-recover=all
INC := -I$(B)/tangled/chunks -I$(B)/tangled/tests
LIB := $(patsubst $(B)/tangled/%.c,$(B)/obj/san/%.o,$(wildcard $(B)/tangled/chunks/*.c))
EX := $(patsubst $(B)/tangled/%.c,$(B)/obj/san/%.o,$(wildcard $(B)/tangled/tests/ex_*.c))
LEARN = CC='$(CC)' book/press/exercise.sh
.PHONY: learn try watch hint solution reset help
.DEFAULT_GOAL := learn
$(B)/obj/san/%.o: $(B)/tangled/%.c ; @mkdir -p $(@D); $(CC) $(SAN) $(INC) -c $< -o $@
$(B)/obj/san/libdescent.a: $(LIB) ; @ar rcsD $@ $^
$(B)/obj/san/libcheck.a: $(B)/obj/san/tests/chk.o ; @ar rcsD $@ $^
# A starter is put in place where no file of yours stands.
starters: ; @cd $(B)/starters && for f in */*.c; do [ -e ../../exercises/$$f ] || { \
  mkdir -p ../../exercises/$${f%/*} ../../exercises/.starters/$${f%/*}; cp $$f ../../exercises/$$f; cp $$f ../../exercises/.starters/$$f; }; done
learn: starters ; @$(LEARN) list
try: starters $(B)/obj/san/libcheck.a $(B)/obj/san/libdescent.a $(EX) ; @$(LEARN) try '$(E)'
watch: starters $(B)/obj/san/libcheck.a $(B)/obj/san/libdescent.a $(EX) ; @$(LEARN) watch '$(E)'
hint solution reset: starters ; @$(LEARN) $@ '$(E)'
help: ; @echo 'make learn | try E= | watch | hint E= | solution E= | reset E=      (E=first.steps)'
