; tests/first_steepest.smt2: tangled from book/1-credit/first.nw; change it there.
(declare-fun a () Real) (declare-fun b () Real)
(declare-fun x () Real) (declare-fun y () Real)
(declare-fun n () Real)
(assert (and (>= n 0) (= (* n n) (+ (* a a) (* b b)))))
(assert (= (+ (* x x) (* y y)) 1))
(define-fun least () Real (- n))
; then
(and (>= (+ (* a x) (* b y)) least)
     (=> (and (> n 0) (= (+ (* a x) (* b y)) least))
         (and (= (* n x) (- a)) (= (* n y) (- b)))))
; mutant: least () Real (- n) -> least () Real (* (- 0.99) n)
; mutant: (= (* n y) (- b)) -> (= (* n y) (* (- 0.99) b))
