# What Nix refuses must not be known.

1 + null

1 + "a"

"a" + 1

"a" + null

"a" + [ ]

"a" + { }

"a" + true

"a" + (x: x)

null + 1

null + "a"

[ ] + [ ]

{ } + { }

true + true

1 + true

1.5 + "a"

1 - "a"

"a" - 1

1 * null

1 / 0

1 / 0.0

1.0 / 0

0 / 0

- "a"

- null

-[ ]

!1

!null

!"true"

1 && true

true && 1

false || 1

1 || true

1 -> true

true -> 1

null && false

if 1 then 2 else 3

if null then 2 else 3

if "true" then 2 else 3

assert 1; 2

assert null; 2

assert false; 2

[ 1 ] ++ 2

1 ++ [ 2 ]

null ++ [ ]

[ ] ++ { }

{ } // 1

1 // { }

{ } // null

{ } // [ ]

1 < "a"

"a" < 1

null < null

true < false

{ } < { }

(x: x) < (x: x)

[ 1 ] < [ "a" ]

[ null ] < [ 1 ]

[ { } ] < [ { a = 1; } ]

/a < "a"

1 < null

1 2

"f" 1

null 1

{ } 1

[ ] 1

(1) (2)

{ __functor = 1; } 2

{ __functor = self: 1; } 2

(x: x) 1 2

({ a }: a) { }

({ a }: a) { b = 1; }

({ a }: a) { a = 1; b = 2; }

({ a }: 1) 1

({ a }: 1) null

({ a }: 1) [ ]

({ }: 1) { a = 1; }

({ a, b ? 1 }: a) { b = 2; }

{ a = 1; }.b

{ a = 1; }.a.b

{ }.a.b

(1).a

null.a

"s".a

[ 1 ].a

(x: x).a

{ a = 1; }.${null}

{ a = 1; }.${1}

{ a = 1; } ? ${1}

{ ${1} = 1; }

{ ${true} = 1; }

{ ${[ ]} = 1; }

{ ${{ }} = 1; }

{ a = 1; ${"a" + ""} = 2; }

{ ${"a" + ""} = 1; ${"a" + ""} = 2; }

{ a = 1; a = 2; }

{ a.b = 1; a.b = 2; }

{ a.b = 1; a = 2; }

{ a = 1; a.b = 2; }

{ a.b = 1; a.b.c = 2; }

{ a = { b = 1; }; a.b = 2; }

let x = { }; in { a = x; a.b = 1; }

{ inherit ({ a = 1; }) a; a = 2; }

{ a = 1; inherit ({ a = 1; }) a; }

rec { a = 1; a = 2; }

let a = 1; a = 2; in a

let a = 1; in { inherit a; inherit a; }

(a: { inherit a; a = 1; }) 1

({ a, a }: a) { a = 1; }

(a@{ a }: a) { a = 1; }

({ a }@a: a) { a = 1; }

undefinedName

let x = undefinedName; in 1

{ a = undefinedName; b = 1; }.b

(x: undefinedName) 1

x: undefinedName

let a = 1; in b

rec { a = b; }.a

{ inherit undefinedName; }

let f = { a ? undefinedName }: 1; in f { a = 1; }

with { }; undefinedName

with { a = 1; }; b

with 1; a

with null; a

with [ ]; a

let a = a; in a

let a = b; b = a; in a

rec { a = b; b = a; }.a

let a = a + 1; in a

let a = [ a ] == [ ]; in (x: x) (let b = b; in b)

let x = { y = x.y; }; in x.y

let x = x.y; in x

let s = with s; { a = 1; }; in s.a

({ a ? a }: a) { }

({ a ? b, b ? a }: a) { }

let f = x: f x; in f 1

let f = x: 1 + f x; in f 1

"${1}"

"${null}"

"${true}"

"${[ ]}"

"${[ "a" ]}"

"${{ }}"

"${x: x}"

"${1.5}"

"${{ outPath = 1; }}"

"${{ __toString = 1; }}"

"${{ __toString = self: 1; }}"

{ outPath = 1; } + ""

toString (x: x)

toString { }

toString { a = 1; }

toString [ (x: x) ]

toString [ { } ]

/a + 1

/a + null

/a + [ ]

/a/${1}

/a/${null}

throw "x"

throw 1

throw (throw "x")

abort "x"

builtins.throw "x"

builtins.seq (throw "x") 1

builtins.deepSeq { a = throw "x"; } 1

builtins.deepSeq [ (abort "x") ] 1

builtins.tryEval (abort "x")

builtins.tryEval (1 + null)

builtins.tryEval { }.a

builtins.tryEval (let a = a; in a)

builtins.tryEval (builtins.head [ ])

builtins.tryEval (1 / 0)

builtins.tryEval (import /does/not/exist.nix)

builtins.tryEval (({ a }: a) { })

builtins.tryEval (if 1 then 2 else 3)

builtins.tryEval "${1}"

(builtins.tryEval (abort "x")).success

(builtins.tryEval (1 2)).success

(builtins.tryEval (builtins.elemAt [ ] 0)).success

(builtins.tryEval ({ a = 1; }.b)).success

{ a = throw "x"; }

[ (throw "x") ]

{ a.b.c = [ 1 (assert false; 2) ]; }

{ a = 1; b = abort "x"; }

let x = { a = x; }; in x

let l = [ l ]; in l

[ (throw "x") ] == [ 1 ]

[ 1 (throw "x") ] == [ 1 2 ]

{ a = throw "x"; } == { a = 1; }

{ type = throw "x"; } == { type = 1; }

(throw "x") == (throw "y")

throw "x" == 1

1 == throw "x"

throw "x" && false

throw "x" || true

throw "x" -> true

true && throw "x"

false || throw "x"

true -> throw "x"

(throw "x").a or 1

{ a = throw "x"; }.a or 1

{ a = throw "x"; }.a.b or 1

{ a = throw "x"; } ? a.b

(throw "x") ? a

[ ] ++ throw "x"

{ } // throw "x"

rec { __overrides = 1; a = 1; }

rec { __overrides = throw "x"; a = 1; }.a

{ inherit ({ }) a; }.a

{ inherit (1) a; }.a

{ inherit (throw "x") a; }.a

let inherit ({ }) a; in a

let { a = 1; }

let { body = throw "x"; }

9223372036854775808

(-9223372036854775807 - 1) / (-1)

import 1

import { }

import "relative"

import /does/not/exist.nix

<does-not-exist-anywhere>

{ a = 1, b = 2; }

{ a = 1 }

[ 1, 2 ]

let a = 1 in a

if true then 1

(1

"abc

''abc

${"a"}

{ ${"a"} }

1 == 2 == 3

1 < 2 < 3

a: b: { } { a }

x@y: 1

{ a b }: 1

{ a, ..., b }: 1

let ${"a" + ""} = 1; in a

{ inherit ${"a" + ""}; }

{ inherit (x) a.b; }

with { a = 1; } a

assert true 1

1 ? 2

{ }.1

.a

a..b

! 

-

1 +

rec 1

let

inherit a;
