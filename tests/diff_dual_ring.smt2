; tests/diff_dual_ring.smt2: tangled from book/1-credit/diff.nw; change it there.
(declare-datatypes ((Dual 0)) (((pair (v Real) (d Real)))))
(declare-fun x () Dual) (declare-fun y () Dual) (declare-fun z () Dual)
(define-fun add ((p Dual) (q Dual)) Dual
  (pair (+ (v p) (v q)) (+ (d p) (d q))))
(define-fun mul ((p Dual) (q Dual)) Dual
  (pair (* (v p) (v q)) (+ (* (v p) (d q)) (* (d p) (v q)))))
(define-fun one () Dual (pair 1 0))
; then
(and (= (mul x y) (mul y x))
     (= (mul (mul x y) z) (mul x (mul y z)))
     (= (mul x (add y z)) (add (mul x y) (mul x z)))
     (= (mul x one) x)
     (= (mul (pair 0 1) (pair 0 1)) (pair 0 0))
     (=> (= (mul x y) one)
         (and (not (= (v x) 0)) (= (* (v x) (v y)) 1)
              (= (* (v x) (v x) (d y)) (- (d x))))))
; mutant: (+ (* (v p) (d q)) -> (- (* (v p) (d q))
