; tests/num_randu.smt2: tangled from book/1-credit/num.nw; change it there.
(declare-fun x () (_ BitVec 32))
(define-fun mod ((v (_ BitVec 32))) (_ BitVec 32) (bvand v #x7fffffff))
(define-fun y () (_ BitVec 32) (mod (bvmul #x00010003 x)))
(define-fun z () (_ BitVec 32) (mod (bvmul #x00010003 y)))
; then
(= z (mod (bvsub (bvmul #x00000006 y) (bvmul #x00000009 x))))
; mutant: #x00000009 -> #x00000008
; mutant: #x00000006 -> #x00000007
