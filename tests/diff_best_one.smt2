; tests/diff_best_one.smt2: tangled from book/1-credit/diff.nw; change it there.
(declare-fun A () Real) (declare-fun B () Real)
(declare-fun s () Real) (declare-fun h () Real) (declare-fun e () Real)
(assert (and (> A 0) (> B 0) (> s 0) (> h 0)))
(assert (= (* A s s) B))
(assert (= (* e h) (+ (* A h h) B)))
; then
(and (>= e (* 2 A s)) (=> (= e (* 2 A s)) (= h s)))
; mutant: (>= e (* 2 A s)) -> (>= e (* 2.01 A s))
