; tests/read_symmetric.smt2: tangled from book/0-front/read.nw; change it there.
(declare-fun a () Real) (declare-fun b () Real)
(declare-fun d () Real)
; then
(>= (- (* (+ a d) (+ a d)) (* 4 (- (* a d) (* b b)))) 0)
; mutant: (* 4 (- -> (* 4.04 (-
