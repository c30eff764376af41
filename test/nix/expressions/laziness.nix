# Nothing is computed that Nix would not compute, and what is shared is computed once.

let x = throw "never"; in { a = 1; b.c = x; }.a

(let xs = [ (throw "never") 2 ]; in { inherit xs; n = 2; }).n

let f = { a, b }: a; in f { a = 1; b = throw "never"; }

let self = { a = 1; b = self.a + 1; c = self.b + self.a; }; in self

let nat = n: { head = n; tail = nat (n + 1); }; in (nat 0).tail.tail.tail.head

let
  # Merging does not force the attributes.
  s = { a = throw "never"; b = 1; } // { a = 2; };
in
s

let
  fix = f: let x = f x; in x;
  extend = f: g: self: let s = f self; in s // g self s;
in
(fix (extend (self: { a = 1; b = self.a; }) (self: super: { a = super.a + 10; }))).b

with rec { a = b; b = 1; }; [ a b ]

let
  disks = { main = "/dev/vda"; data = "/dev/vdb"; };
  mk = name: device: { inherit device; type = "disk"; content.name = "${name}-root"; };
in
{ disk.main = mk "main" disks.main; disk.data = mk "data" disks.data; }

# A condition in the middle of a set.
let ssd = true; in { options = [ "noatime" ] ++ (if ssd then [ "ssd" ] else [ ]); } // (if ssd then { discard = true; } else { })

(rec { a.b.c = x; x = 3; d = a.b.c; }).d

let inherit (rec { y = x + 1; x = 1; }) x y; in x + y

let a = 1; b = { inherit a; c = b.a; }; in b.c

[ (if [ ] == [ ] then "same" else "other") ({ } == { }) ({ a = [ { } ]; } == { a = [ { b = 1; } ]; }) ]

let n = "x"; in { "${n}-${n}" = { ${n} = n; }; }."x-x".x

({ disks ? [ "/dev/vda" ], swap ? size + 1, size ? 8, ... }@args: { inherit disks swap; given = args; }) { size = 4; extra = true; }
