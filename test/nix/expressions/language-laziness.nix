# Nothing is computed that Nix would not compute; equality and pointers; tryEval.

let x = throw "x"; in 1

{ a = throw "x"; b = 1; }.b

builtins.length [ (throw "x") (throw "y") ]

builtins.attrNames { a = throw "x"; }

builtins.head [ 1 (throw "x") ]

(x: y: x) 1 (throw "x")

let s = { a = throw "x"; } // { a = 1; }; in s

builtins.length ([ (throw "x") ] ++ [ 1 ])

{ a = throw "x"; } ? a

builtins.isList [ (throw "x") ]

builtins.isAttrs { a = throw "x"; }

builtins.elemAt [ (throw "x") 2 ] 1

let a = { b = throw "x"; c = 1; }; in { inherit (a) c; }

let f = { a, b ? throw "x" }: a; in f { a = 1; }

let f = { a, ... }: a; in f { a = 1; b = throw "x"; }

(builtins.mapAttrs (n: v: throw "x") { a = 1; }) ? a

builtins.length (map (x: throw "x") [ 1 2 ])

builtins.length (builtins.genList (x: throw "x") 3)

with { a = 1; b = throw "x"; }; a

let x = { y = throw "x"; }; in x ? y

builtins.seq 1 2

builtins.seq { a = throw "x"; } 2

builtins.seq [ (throw "x") ] 2

builtins.deepSeq { a = [ 1 ]; } 2

let x = { a = 1; b = x; }; in builtins.deepSeq x 3

let l = [ l 1 ]; in builtins.deepSeq l 4

builtins.tryEval 1

builtins.tryEval (throw "x")

builtins.tryEval (assert false; 1)

builtins.tryEval { a = throw "x"; } == { success = true; value = 1; } || true

(builtins.tryEval { a = throw "x"; }).success

(builtins.tryEval [ (throw "x") ]).success

(builtins.tryEval (builtins.seq (throw "x") 1)).success

(builtins.tryEval (builtins.deepSeq { a = throw "x"; } 1)).success

(builtins.tryEval (builtins.deepSeq [ [ (throw "x") ] ] 1)).success

(builtins.tryEval (throw "x")).value

(builtins.tryEval (let x = throw "x"; in x)).success

(builtins.tryEval (let x = throw "x"; in x + 1)).success

(builtins.tryEval ((x: x.a) { a = throw "x"; })).success

(builtins.tryEval (if throw "x" then 1 else 2)).success

(builtins.tryEval ("a" + throw "x")).success

(builtins.tryEval "${throw "x"}").success

(builtins.tryEval (throw "x" || true)).success

(builtins.tryEval (true || throw "x")).success

(builtins.tryEval (throw "x" == 1)).success

(builtins.tryEval ([ 1 (throw "x") ] == [ 2 (throw "x") ])).success

(builtins.tryEval ([ (throw "x") ] == [ 1 ])).success

(builtins.tryEval ([ (throw "x") ] == [ ])).success

(builtins.tryEval ({ a = throw "x"; } // { b = 1; })).success

(builtins.tryEval (throw "x" // { b = 1; })).success

(builtins.tryEval ({ } // throw "x")).success

(builtins.tryEval ([ ] ++ throw "x")).success

(builtins.tryEval ({ a = throw "x"; }.a or 1)).success

(builtins.tryEval ((throw "x").a or 1)).success

(builtins.tryEval (with throw "x"; a)).success

(builtins.tryEval (with throw "x"; 1)).success

(builtins.tryEval ({ ${throw "x"} = 1; })).success

(builtins.tryEval ({ a = 1; }.${throw "x"})).success

(builtins.tryEval (map (x: throw "x") [ 1 ])).success

(builtins.tryEval (builtins.head (map (x: throw "x") [ 1 ]))).success

(builtins.tryEval (builtins.foldl' (a: b: throw "x") 0 [ 1 ])).success

(builtins.tryEval (builtins.filter (x: throw "x") [ 1 ])).success

(builtins.tryEval (builtins.sort (a: b: throw "x") [ 1 2 ])).success

(builtins.tryEval (builtins.sort (a: b: throw "x") [ 1 ])).success

(builtins.tryEval (toString [ 1 (throw "x") ])).success

(builtins.tryEval (toString { __toString = s: throw "x"; })).success

(builtins.tryEval (assert throw "x"; 1)).success

(builtins.tryEval (assert false; throw "x")).success

(builtins.tryEval (({ a }: a) { a = throw "x"; })).success

(builtins.tryEval (({ a }: 1) { a = throw "x"; })).success

(builtins.tryEval (({ a }: 1) (throw "x"))).success

(builtins.tryEval ((x: 1) (throw "x"))).success

(builtins.tryEval ((throw "x") 1)).success

(builtins.tryEval (-(throw "x"))).success

(builtins.tryEval (1 + throw "x")).success

(builtins.tryEval (throw "x" < 1)).success

(builtins.tryEval (1 < throw "x")).success

(builtins.tryEval (builtins.tryEval (throw "x"))).success

(builtins.tryEval (builtins.tryEval (throw "x")).success).value

let t = builtins.tryEval (throw "x"); in if t.success then 1 else 2

let try = d: e: let t = builtins.tryEval e; in if t.success then t.value else d; in [ (try 1 2) (try 1 (throw "x")) ]

let x = builtins.tryEval (throw "x"); in [ x x ]

let a = throw "x"; in [ (builtins.tryEval a).success (builtins.tryEval a).success ]

let f = x: x; in f == f

let f = x: x; in [ f ] == [ f ]

let f = x: x; in { a = f; } == { a = f; }

let s = { f = x: x; }; in s == s

let s = { f = x: x; }; in [ s ] == [ s ]

let s = { f = x: x; }; in s.f == s.f

let s = { f = x: x; }; t = s; in s == t

let s = { f = x: x; }; in s == s // { }

let s = { f = x: x; }; in s == s // { g = 1; }

# unsure
let s = { f = x: x; }; in s == { inherit (s) f; }

let f = x: x; in { inherit f; } == { inherit f; }

[ (x: x) ] == [ (x: x) ]

(x: x) == 1

builtins.map == builtins.map

{ a = builtins.map; } == { a = 1; }

let s = { a = { b = throw "x"; }; }; in s == s

let s = { a = { b = throw "x"; }; }; in [ s ] == [ s ]

let l = [ { b = throw "x"; } ]; in l == l

let x = { y = x; }; in x.y.y ? y

let x = { y = x; }; in x == x

let x = { y = x; }; in x == x.y

let l = [ l ]; in l == l

let f = x: x; in f != f

# unsure
let f = x: x; g = f; in [ f ] == [ g ]

builtins.elem (x: x) [ (x: x) ]

let f = x: x; in builtins.elem f [ f ]

let f = x: x; in builtins.elem f [ 1 f ]
