; tests/first_trap_invariant.smt2: tangled from book/1-credit/first.nw; change it there.
(declare-fun x () Real) (declare-fun eta () Real)
(define-fun T () Real (- x (* eta (+ (* 4 x x x) (* (- 4) x) 1))))
(assert (and (< 0 eta) (<= eta 0.1)))
(assert (<= 0.28 x 1.2))
; then
(<= 0.28 T 1.2)
; mutant: (<= eta 0.1) -> (<= eta 0.3)
