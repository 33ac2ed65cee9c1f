; tests/first_clip.smt2: tangled from book/1-credit/first.nw; change it there.
(declare-fun x () Real)
(define-fun slope () Real (* 2 x))
(define-fun clipped () Real
  (ite (> slope 5) 5 (ite (< slope (- 5)) (- 5) slope)))
(define-fun C () Real (- x (* 1.1 clipped)))
; then
(and (=> (<= (- 3) x 3) (<= (- 3) C 3))
     (=> (<= (- 2.5) x 2.5) (= C (* (- 1.2) x)))
     (=> (< 2.5 x 3) (< (- 3) C (- 2.5))))
; mutant: (<= (- 3) C 3) -> (<= (- 2.97) C 2.97)
; mutant: (* (- 1.2) x) -> (* (- 1.212) x)
