# Functions: arguments, defaults, functors, recursion.

(x: x) 1

(x: y: x) 1 2

(x: y: y) 1 2

(x: y: z: [ x y z ]) 1 2 3

({ a }: a) { a = 1; }

({ a, b }: a + b) { a = 1; b = 2; }

({ a ? 1 }: a) { }

({ a ? 1 }: a) { a = 2; }

({ a ? 1, b ? a + 1 }: b) { }

({ a ? b, b ? 3 }: a) { }

({ a ? b, b }: a) { b = 4; }

({ a, ... }: a) { a = 1; b = 2; }

({ ... }: 1) { }

({ }: 1) { }

({ a, ... }@args: args.b) { a = 1; b = 2; }

(args@{ a, ... }: args.b) { a = 1; b = 2; }

(args@{ a ? 1 }: args) { }

(args@{ a ? 1 }: args ? a) { }

({ a ? args.b, b, ... }@args: a) { b = 2; }

({ a ? (throw "x") }: 1) { }

({ a }: 1) { a = throw "x"; }

(x: 1) (throw "x")

({ a, }: a) { a = 1; }

({ a, b ? 1, }: a + b) { a = 1; }

(a: { inherit a; }) 1

(a: rec { inherit a; b = a; }) 1

let f = { a, b ? a }: [ a b ]; in [ (f { a = 1; }) (f { a = 1; b = 2; }) ]

let f = { a ? 1, ... }@x: x // { inherit a; }; in f { c = 2; }

let f = x: { inherit x; }; in (f 1).x

let f = x: y: { inherit x y; }; g = f 1; in [ (g 2) (g 3) ]

let f = { __functor = self: x: x + 1; }; in f 1

let f = { __functor = self: x: x + self.n; n = 3; }; in f 1

let f = { __functor = self: self.g; g = x: x * 2; }; in f 4

let f = { __functor = self: { __functor = s: x: x + 10; }; }; in f 1

let f = { __functor = self: x: y: x - y; }; in f 5 3

map { __functor = self: x: x + 1; } [ 1 2 ]

(f: f f) (f: 1)

(x: x x) (x: 1)

let compose = f: g: x: f (g x); in compose (x: x + 1) (x: x * 2) 5

let flip = f: a: b: f b a; in flip (a: b: a - b) 1 2

let curry = f: a: b: f { inherit a b; }; in curry ({ a, b }: a / b) 6 3

let fac = n: if n < 2 then 1 else n * fac (n - 1); in fac 20

let fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2); in fib 15

let even = n: n == 0 || odd (n - 1); odd = n: n != 0 && even (n - 1); in even 101

let sum = n: if n == 0 then 0 else n + sum (n - 1); in sum 1000

let loop = n: acc: if n == 0 then acc else loop (n - 1) (acc + n); in loop 500 0

let loop = n: if n == 0 then "done" else loop (n - 1); in loop 5000

let go = n: if n == 0 then [ ] else [ n ] ++ go (n - 1); in builtins.length (go 600)

let go = n: if n == 0 then { } else { "k${toString n}" = n; } // go (n - 1); in builtins.length (builtins.attrNames (go 300))

let nat = n: { head = n; tail = nat (n + 1); }; in (nat 0).tail.tail.head

let ones = [ 1 ] ++ ones'; ones' = [ 2 ]; in ones

let take = n: l: if n == 0 then [ ] else [ l.head ] ++ take (n - 1) l.tail; nat = n: { head = n; tail = nat (n + 1); }; in take 5 (nat 1)

let y = f: (x: f (v: x x v)) (x: f (v: x x v)); in y (self: n: if n == 0 then 1 else n * self (n - 1)) 5

builtins.functionArgs ({ a, b ? 1 }: a)

builtins.functionArgs (x: x)

builtins.functionArgs ({ ... }@a: a)

builtins.isFunction (x: x)

builtins.isFunction { __functor = s: x: x; }

builtins.typeOf (x: x)

(if true then (x: x) else (y: 2)) 3

(let a = 1; in x: x + a) 2

(with { a = 1; }; x: x + a) 2

(assert true; x: x) 3

[ (x: x) ] == [ ]

builtins.length [ (x: x) (y: y) ]

builtins.map (x: x * x) [ 1 2 3 ]

map (x: { y = x; }) [ 1 ]

map ({ a, ... }: a) [ { a = 1; b = 2; } ]

builtins.foldl' (a: b: a + b) 0 [ 1 2 3 ]

builtins.filter (x: x > 1) [ 1 2 3 ]

builtins.genList (x: x * x) 4

builtins.sort (a: b: a > b) [ 1 3 2 ]

builtins.mapAttrs (n: v: n + toString v) { a = 1; b = 2; }

(x: x.a or 5) { }

(x: with x; a) { a = 1; }

(x: y: with x; with y; a) { a = 1; } { a = 2; }

({ a, ... }: { b, ... }: a + b) { a = 1; } { b = 2; }

let f = { x ? 1, y ? x + 1 }: x + y; in [ (f { }) (f { x = 5; }) (f { y = 5; }) ]

let f = a@{ x, ... }: a // { x = x + 1; }; in f (f { x = 1; y = 2; })

assert true; 1

assert 1 < 2; assert true; "ok"

(assert true; { a = 1; }).a

let x = assert true; 1; in x

if true then 1 else throw "x"

if false then throw "x" else 2

if 1 == 1 then if false then 1 else 2 else 3

(if true then { a = 1; } else { }).a

let f = x: assert x > 0; x; in f 1

let f = x: if x then "y" else "n"; in [ (f true) (f false) ]
