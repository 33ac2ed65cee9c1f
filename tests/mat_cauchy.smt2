; tests/mat_cauchy.smt2: tangled from book/1-credit/mat.nw; change it there.
(declare-fun a () Real) (declare-fun b () Real) (declare-fun c () Real)
(declare-fun x () Real) (declare-fun y () Real) (declare-fun z () Real)
(define-fun xy () Real (+ (* a x) (* b y) (* c z)))
(define-fun xx () Real (+ (* a a) (* b b) (* c c)))
(define-fun yy () Real (+ (* x x) (* y y) (* z z)))
; then
(<= (* xy xy) (* xx yy))
; mutant: (* xx yy) -> (* 0.99 xx yy)
