; tests/first_clip.smt2: tangled from book/1-credit/first.nw; change it there.
(declare-fun x () Real)
(define-fun slope ((x Real)) Real (* 2 x))
(define-fun clip ((s Real)) Real
  (ite (> s 5) 5 (ite (< s (- 5)) (- 5) s)))
(define-fun C ((x Real)) Real (- x (* 1.1 (clip (slope x)))))
; then
(and (=> (<= (- 3) x 3) (<= (- 3) (C x) 3))
     (=> (<= (- 2.5) x 2.5) (= (C x) (* (- 1.2) x)))
     (=> (<= 2.5 x 3) (and (= (C x) (- x 5.5)) (= (C (C x)) x))))
; mutant: (<= (- 3) (C x) 3) -> (<= (- 2.97) (C x) 2.97)
; mutant: (* (- 1.2) x) -> (* (- 1.212) x)
; mutant: (=> (<= 2.5 x 3) (and -> (=> (<= 2.475 x 3) (and
