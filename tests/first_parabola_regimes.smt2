; tests/first_parabola_regimes.smt2: tangled from book/1-credit/first.nw; change it there.
(declare-fun eta () Real) (declare-fun lambda () Real)
(define-fun p () Real (* eta lambda))
(define-fun r () Real (- 1 p))
; then
(and (= (< (* r r) 1) (< 0 p 2))
     (= (= (* r r) 1) (or (= p 0) (= p 2)))
     (= (> r 0) (< p 1))
     (= (= r 0) (= p 1)))
; mutant: (< 0 p 2) -> (< 0 p 2.01)
