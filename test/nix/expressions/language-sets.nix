# Attribute sets, `let`, `with`, `inherit` and names that are computed.

{ }

{ a = 1; }

{ a = 1; b.c = 2; b.d.e = 3; }

{ a.b = 1; a.c = 2; a.d.e = 3; a.d.f = 4; }

{ a = { b = 1; }; a.c = 2; }

{ a.c = 2; a = { b = 1; }; }

{ a = { b = 1; }; a = { c = 2; }; }

{ a.b.c = 1; a.b = { d = 2; }; }

{ a.b = { d = 2; }; a.b.c = 1; }

{ a = { }; a.b = 1; }

{ a = rec { x = 1; y = x; }; a.z = 2; }

{ a = rec { x = 1; }; a.y = 2; }.a.y

{ a = ({ x = 1; }); a.y = 2; }

rec { a = 1; b = a; }

rec { a = b; b = c; c = 1; }.a

rec { a.b = 1; c = a.b; }

rec { a = { b = c; }; c = 2; }.a.b

rec { x = 1; y = { x = 2; z = x; }; }.y.z

rec { x = 1; y = rec { x = 2; z = x; }; }.y.z

rec { f = n: if n == 0 then 0 else f (n - 1); v = f 3; }.v

{ ${"a"} = 1; }

{ ${"a"}.b = 1; ${"a"}.c = 2; }

{ "${"a"}" = 1; }

{ ${null} = 1; }

{ ${if false then "a" else null} = 1; b = 2; }

{ a.${"b"} = 1; }

{ a.${"b"}.c = 1; }

{ a.${null} = 1; }

{ ${"a" + "b"} = 1; }.ab

let n = "k"; in { ${n} = 1; }.${n}

let n = "k"; in { a.${n} = 1; a.z = 2; }

rec { n = "k"; ${n} = 5; }.k

rec { ${"a"} = b; b = 2; }.a

let a = 1; in { inherit a; }

let a = 1; b = 2; in { inherit a b; c = 3; }

let s = { a = 1; b = 2; }; in { inherit (s) a b; }

let s.a.b = 1; in { inherit (s.a) b; }

{ inherit ({ a = 1; }) a; }

{ inherit; }

{ inherit ({ }); }

let s = { "x y" = 1; }; in { inherit (s) "x y"; }

let a = 1; in { inherit "a"; }

let a = 1; in rec { inherit a; b = a; }

let a = 1; in let inherit a; in a

let s = { a = 1; }; inherit (s) a; in a

rec { inherit (s) a; s = { a = 1; }; b = a; }

let a = { b = 1; }; in { inherit (a) b; c = { inherit (a) b; }; }

{ a = 1; }.a

{ a.b.c = 1; }.a.b.c

{ a.b = 1; }.a.c or 5

{ a = 1; }.a.b.c or 5

{ }.a or { }.b or 3

{ a = null; }.a or 5

{ }.a or (throw "x") == 1 || true

{ a = 1; }.a or (throw "x")

{ a = [ 1 ]; }.a or [ ]

({ }.a or (x: x)) 3

[ { }.a or 1 { a = 2; }.a or 1 ]

let or' = 1; in or'

{ or = 1; }.or

{ a."b" = 1; }.a."b"

{ a."b c" = 1; }.a."b c"

{ a.b = 1; }."a"."b"

{ a.b = 1; }.${"a"}.b

let a = 1; in a

let a = 1; b = a + 1; in b

let b = a + 1; a = 1; in b

let a.b = 1; a.c = 2; in a

let "a" = 1; in a

let ${"a"} = 1; in a

let in 1

let a = 1; in let a = 2; in a

let a = 1; in let b = a; a = 2; in b

let a = 1; b = let a = 2; in a; in [ a b ]

let f = x: x + 1; in f (f 1)

let fix = f: let x = f x; in x; in (fix (self: { a = 1; b = self.a; })).b

let { x = 1; body = x + 1; }

let { body = 1; }

let { a = b; b = 2; body = { inherit a b; }; }

with { a = 1; }; a

with { a = 1; b = 2; }; a + b

with { a = 1; }; with { a = 2; }; a

with { a = 1; }; with { b = 2; }; a

let a = 1; in with { a = 2; }; a

with { a = 2; }; let a = 3; in a

(a: with { a = 2; }; a) 1

({ a }: with { a = 2; }; a) { a = 1; }

with { a = with { b = 1; }; b; }; a

with { a = 1; }; { inherit a; }

with { a = 1; }; { a = a; }

with { a = 1; }; rec { b = a; }

with { true = false; }; true

with { x = { y = 1; }; }; with x; y

with { x = 1; }; (with { y = x; }; y)

with throw "x"; 1

with { a = throw "x"; b = 1; }; b

let s = { a = 1; }; in with s; with { b = a; }; b

with builtins; length [ 1 2 ]

with { builtins = 1; }; builtins ? length

let builtins = 1; in builtins

let true = 1; in true

let null = 1; in [ null ]

let toString = x: "mine"; in toString 1

let map = 1; in map

(toString: toString) 1

# unsure
let __sub = a: b: 42; in 5 - 3

# unsure
let __lessThan = a: b: "mine"; in 1 < 2

# unsure
let __mul = a: b: 7; in 2 * 2

# unsure
let __div = a: b: 7; in 2 / 2

# unsure
let __sub = a: b: 42; in -5

with { __sub = a: b: 42; }; 5 - 3

rec { __overrides = { a = 2; }; a = 1; b = a; }.b

rec { __overrides = { a = 2; c = 3; }; a = 1; }.c

rec { __overrides = { }; a = 1; }.a

rec { __overrides = { a = 2; }; a = 1; c = { d = a; }; }.c.d

{ __overrides = { a = 2; }; a = 1; }.a

builtins.attrNames { b = 1; a = 2; "z y" = 3; B = 4; _ = 5; }

builtins.attrNames { ${"b"} = 1; a = 2; }

builtins.attrNames (rec { __overrides = { c = 1; }; a = 1; })

builtins.getAttr "a" { a = 1; }

builtins.hasAttr "a" { a = 1; }

{ a = 1; b = throw "x"; }.a

(let s = { a = s.b; b = 1; }; in s).a

(rec { a = { inherit b; }; b = 1; }).a.b

let a = { b = 1; c = a.b; }; in a.c

let s = { ${s.n} = 1; n = "x"; }; in s.n

let s = { x = 1; } // { y = s.x; }; in s.y

let s = rec { x = 1; y = x; } // { x = 2; }; in s.y

{ __toString = self: "x"; a = throw "never"; }

{ outPath = "x"; a = throw "never"; }

{ type = "derivation"; outPath = "a"; } == { type = "derivation"; outPath = "a"; b = 1; }

{ type = "derivation"; outPath = "a"; } == { type = "derivation"; outPath = "b"; }

{ type = "derivation"; a = 1; } == { type = "derivation"; a = 1; }
