; tests/num_fast2sum.smt2: tangled from book/1-credit/num.nw; change it there.
(declare-fun a () Float16) (declare-fun b () Float16)
(define-fun s () Float16 (fp.add RNE a b))
(define-fun z () Float16 (fp.sub RNE s a))
(assert (fp.geq (fp.abs a) (fp.abs b)))
(assert (not (or (fp.isInfinite s) (fp.isNaN s))))
; then
(and (fp.eq (fp.sub RTP s a) (fp.sub RTN s a))
     (fp.eq (fp.sub RTP b z) (fp.sub RTN b z)))
; mutant: (fp.geq (fp.abs a) (fp.abs b)) -> (fp.geq (fp.abs a) (fp.abs a))
