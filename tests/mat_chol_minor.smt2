; tests/mat_chol_minor.smt2: tangled from book/1-credit/mat.nw; change it there.
(declare-fun a () Real) (declare-fun b () Real) (declare-fun c () Real)
(declare-fun x () Real) (declare-fun y () Real)
(assert (and (> a 0) (> (- (* a c) (* b b)) 0)))
(assert (not (and (= x 0) (= y 0))))
; then
(> (+ (* a x x) (* 2 b x y) (* c y y)) 0)
; mutant: (> (- (* a c) (* b b)) 0) -> (> (- (* a c) (* b b)) (- 0.01))
