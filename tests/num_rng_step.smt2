; tests/num_rng_step.smt2: tangled from book/1-credit/num.nw; change it there.
(define-sort W () (_ BitVec 64))
(declare-fun s0 () W) (declare-fun s1 () W)
(declare-fun s2 () W) (declare-fun s3 () W)
(define-fun zero () W #x0000000000000000)
(define-fun c () W (bvxor s2 s0))
(define-fun d () W (bvxor s3 s1))
(define-fun n0 () W (bvxor s0 d))
(define-fun n1 () W (bvxor s1 c))
(define-fun n2 () W (bvxor c (bvshl s1 #x0000000000000011)))
(define-fun n3 () W ((_ rotate_left 45) d))
(assert (and (= n0 zero) (= n1 zero) (= n2 zero) (= n3 zero)))
; then
(and (= s0 zero) (= s1 zero) (= s2 zero) (= s3 zero))
; mutant: ((_ rotate_left 45) d) -> (bvshl d #x000000000000002d)
; mutant: #x0000000000000011 -> #x0000000000000000
