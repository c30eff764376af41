# Precedence, associativity, laziness and types of operators.

1 + 2 * 3 - 4 / 2

(1 + 2) * 3

10 - 3 - 2

100 / 10 / 2

2 - -3

-2 - 3

- (-2)

-2 * 3

7 / 2

-7 / 2

7 / -2

7.0 / 2

7 / 2.0

1 + 2.5

2.5 + 1

0.1 + 0.2 == 0.3

1.0e3

1.5e-3

.5

5.

1e3

1.0E+2

1.0 == 1

1 == 1.0

1.5 > 1

1 < 1.5

3 * 1.5

3 - 0.5

-1.5

0.0 == -0.0

1.0e308 * 10 == 1.0e308 * 100

9223372036854775807

-9223372036854775807

9223372036854775806 + 1

4611686014132420609 + 4611686014132420609

9007199254740993 == 9007199254740992

9007199254740993 < 9007199254740994

[ 1 ] ++ [ 2 ] ++ [ 3 ]

[ ] ++ [ ]

[ 1 2 ] ++ [ ]

let a = [ 1 ]; in a ++ a ++ a

{ a = 1; } // { a = 2; } // { a = 3; b = 1; }

{ } // { }

{ a = 1; } // { }

{ a.b = 1; a.c = 2; } // { a.d = 3; }

1 + 2 == 3 && 2 * 2 == 4

!true || true

!(true || true)

!false && false

true && !false

true -> false

false -> false

false -> throw "x"

true || throw "x"

false && throw "x"

true && false || true

false && false || true && true

true -> true -> false

false -> false -> false

1 < 2 == true

(1 < 2) == (2 > 1)

1 != 2

"a" != "b"

[ 1 ] != [ 1 ]

{ a = 1; } != { a = 1; }

"a" + "b" == "ab"

"a" + "b" + "c"

"" + ""

"a" < "b"

"a" < "a"

"a" <= "a"

"b" > "a"

"b" >= "c"

"A" < "a"

"" < "a"

"a" < ""

"é" < "f"

"z" < "é"

[ 1 2 ] < [ 1 3 ]

[ 1 ] < [ 1 2 ]

[ 1 2 ] < [ 1 ]

[ ] < [ 1 ]

[ ] < [ ]

[ ] <= [ ]

[ [ 1 ] 2 ] < [ [ 1 ] 3 ]

[ [ 1 ] 2 ] > [ [ 0 ] 3 ]

[ "a" "b" ] <= [ "a" "b" ]

[ 1.5 ] < [ 2 ]

[ 1 (throw "never") ] < [ 2 (throw "never") ]

[ ] < [ (throw "never") ]

[ { } 1 ] < [ { } 2 ]

[ null 1 ] < [ null 2 ]

{ a.b = 1; } ? a

{ a.b = 1; } ? a.b

{ a.b = 1; } ? a.b.c

{ a.b = 1; } ? "a".b

{ a.b = 1; } ? ${"a"}.${"b"}

{ } ? a.b.c

{ a = { }; } ? a.b

{ a = throw "x"; } ? a

{ a = throw "x"; } ? b.c

1 ? a

null ? a.b

"x" ? y

[ ] ? a

(x: x) ? a

!{ a = 1; } ? a

{ a = 1; } ? a && { b = 1; } ? b

{ a = 1; } ? a == true

[ ({ a = 1; } ? a) ]

1 + 1 ? a == false

"${"a"}" + "b"

[ 1 2 3 ] == [ 1 2 ] ++ [ 3 ]

{ a = 1; } // { b = 2; } == { a = 1; b = 2; }

let x = 5; in x - 1

let x = 5; in x -1

let x = 5; in x*2+1

let a = { b = 5; }; in a.b-1

let a = 4; b = 2; in a / b

let a-b = 1; in a-b

let a' = 1; in a'

let _a = 1; a_ = 2; in _a + a_

let x = 1; in -x

let x = 1; in - x + 2

let f = x: -x; in f 3

let x.y = 2; in -x.y

(x: y: x - y) 5 3

builtins.sub 5 3

builtins.div 7 2

builtins.mul 3 (-2)

builtins.add 1 1.5

builtins.lessThan 1 2

3 > 2 == true

1 == 1 && 2 == 2

[ (1 + 1) (2 * 2) ]

[ 1 -1 ]

[ (-1) ]

{ x = -1; }.x

let x = 1; in [ x (-x) ]

1 - 1.0 == 0

null == null

true == false

null == false

"1" == 1

[ ] == { }

{ } == { }

{ a = { b = [ 1 { c = 2; } ]; }; } == { a = { b = [ 1 { c = 2; } ]; }; }
