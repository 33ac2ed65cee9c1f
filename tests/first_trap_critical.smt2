; tests/first_trap_critical.smt2: tangled from book/1-credit/first.nw; change it there.
(declare-fun x () Real)
(define-fun f1 ((x Real)) Real (+ (* 4 x x x) (* (- 4) x) 1))
(define-fun f2 ((x Real)) Real (- (* 12 x x) 4))
; then
(and (=> (= (f1 x) 0)
         (or (and (< (- 1.11) x (- 1.10)) (> (f2 x) 0))
             (and (< 0.26 x 0.28) (< (f2 x) 0))
             (and (< 0.83 x 0.84) (> (f2 x) 0))))
     (< (f1 (- 1.11)) 0 (f1 (- 1.10)))
     (< (f1 0.28) 0 (f1 0.26))
     (< (f1 0.83) 0 (f1 0.84)))
; mutant: (< 0.83 x 0.84) -> (< 0.83 x 0.837)
