; tests/num_sterbenz.smt2: tangled from book/1-credit/num.nw; change it there.
(declare-fun x () Float64) (declare-fun y () Float64)
(define-fun zero () Float64 (_ +zero 11 53))
(define-fun two () Float64 ((_ to_fp 11 53) RNE 2.0))
(assert (and (fp.lt zero x) (not (fp.isInfinite x))))
(assert (and (fp.lt zero y) (not (fp.isInfinite y))))
(assert (fp.leq x (fp.mul RNE two y)))
(assert (fp.leq y (fp.mul RNE two x)))
; then
(fp.eq (fp.sub RTP x y) (fp.sub RTN x y))
; mutant: RNE 2.0 -> RNE 2.25
; mutant: (assert (fp.leq y (fp.mul RNE two x))) -> (assert (fp.leq zero x))
