# Strings, escapes, interpolation, indented strings and URIs.

""

"a"

"\n\t\r\\\"\${x}"

"\a\b\c"

"$"

"$$"

"$${x}"

"$$$"

"\$\{"

"$a"

"a$"

"${"a"}$"

"$${"\${"

"\\${"a"}"

"${"a"}${"b"}"

"${"${"${"deep"}"}"}"

"x${"y" + "z"}w"

"${toString 1}${toString 1.5}${toString null}${toString true}"

"${{ outPath = "o"; }}"

"${{ __toString = self: "t"; }}"

"${{ __toString = self: self.x; x = "t"; }}"

"${{ __toString = self: { __toString = s: "inner"; }; }}"

"${{ outPath = { outPath = "nested"; }; }}"

"${{ __toString = s: "t"; outPath = "o"; }}"

"a${if true then "b" else "c"}d"

"${let x = "1"; in x}"

"${(x: x) "y"}"

"${builtins.head [ "h" ]}"

"über ${"ß"} 🦀 \u"

"'"

"''"

"# no comment"

"/* no comment */"

''''

'' ''

''  ''

''a''

'' a''

''a ''

''  a  ''

''${"a"}''

'' ${"a"}''

''  ${"a"} b''

''a${"b"}c''

''''${x}''

'''''''

''\''

''\n''

''\\''

''"''

''""''

'''\n''

''''\n''

''''\t''\r''\\''

''''\${x}''

''''\a''

''$''

''$$''

''$${x}''

''a''$b''

''a'' + ''b''

"a" + ''b''

https://example.org/a?b=c&d=e

http://a.b:80/~x/+y

mailto:me@example.org

x:y

x:1

let x = "s"; in "${x}/${x}"

"a
b"

"  a
  b"

{ "a b" = 1; "c${"d"}" = 2; }

{ "a.b".c = 1; }

{ "" = 1; }.""

{ "${"a" + "b"}" = 1; }.ab

{ a = "${"x"}"; }.a

builtins.stringLength "äö"

builtins.stringLength ''a''

builtins.stringLength "\n"

"a" + toString [ 1 [ 2 3 ] [ ] 4 ]

toString [ ]

toString [ [ ] ]

toString [ "" "" ]

toString [ true false null ]

toString { __toString = s: 5; }

toString { outPath = 5; }

toString 1.0

toString 0.1

toString 1.0e10

toString 1.0e-7

toString 123456789.123456789

toString (-0.0)

toString (-1)

toString ""

toString "x"

toString /a/b

toString /a/b/

toString /a/../b

toString /a/./b//c

toString (/a + "b")

toString (/a + "/b")

toString (/a + "/../b")

toString (/a + "/b/")

toString (/a + "")

toString (/a + /b)

toString /a/${"b"}

toString /a/${"b"}/c

toString /a/${"b"}c

toString /a/b${"c"}/d${"e"}

toString [ /a /b ]

"${toString /a}/b"

/a == /a

/a == "/a"

/a/b == /a + "/b"

/a != /b

/a < /b

builtins.typeOf /a

builtins.typeOf (/a + "b")

# unsure
builtins.typeOf ("a" + /a)

builtins.typeOf "${toString /a}"

baseNameOf /a/b

dirOf "/a/b"

builtins.isPath /a

builtins.isString (toString /a)

{ a = /x; }.a == /x

baseNameOf ./foo

baseNameOf ./foo/bar.nix

baseNameOf (./. + "/x")

baseNameOf ../x/y

baseNameOf ./a/../b

baseNameOf ./${"x"}

toString ./a == toString ./. + "/a"

toString ./a/.. == toString ./.

toString ../. == dirOf (toString ./.)

./a == ./a

./a == ./b

./. + "/a" == ./a

./a/b < ./a/c
