# What Nix refuses must not be known.

builtins.head [ ]

builtins.tail [ ]

builtins.elemAt [ 1 ] 1

builtins.elemAt [ 1 ] (-1)

builtins.length { }

builtins.genList (x: x) (-1)

builtins.filter (x: x) [ 1 ]

builtins.sort builtins.lessThan [ 1 "a" ]

builtins.getAttr "a" { }

builtins.listToAttrs [ { value = 1; } ]

builtins.listToAttrs [ { name = "a"; } ]

removeAttrs { } [ 1 ]

builtins.div 1 0

builtins.bitAnd 1.0 1

builtins.substring (-1) 1 "abc"

builtins.substring 0 1 [ ]

builtins.replaceStrings [ "a" ] [ ] "a"

builtins.concatStringsSep "," [ 1 ]

builtins.fromJSON "{"

builtins.fromJSON "[1,]"

builtins.fromJSON "nul"

builtins.toJSON (x: x)

builtins.match "(" "a"

builtins.match "*" "a"

builtins.match "a{2" "a"

builtins.match "[b-a]" "a"

builtins.match "[[:foo:]]" "a"

builtins.split "[" "a"

builtins.seq (throw "x") 1

builtins.deepSeq { a = throw "x"; } 1

builtins.mapAttrs (n: v: v) [ ]

builtins.catAttrs "a" [ 1 ]

builtins.intersectAttrs { } [ ]

builtins.functionArgs { }

builtins.foldl' (a: b: a + b) 0 [ 1 "a" ]

builtins.concatLists [ 1 ]

builtins.concatMap (x: x) [ 1 ]

builtins.parseDrvName 1

baseNameOf 1

toString (x: x)

toString { }

lib.last [ ]

lib.init [ ]

lib.toInt "1.5"

lib.toInt "0x10"

lib.toInt "007"

lib.range 1 "a"

lib.throwIf true "x" 1

lib.throwIfNot false "x" 1

lib.assertMsg false "x"

lib.assertOneOf "x" 3 [ 1 2 ]

lib.getAttrFromPath [ "a" "b" ] { a = { }; }

lib.fixedWidthString 1 "0" "abc"

lib.recursiveUpdate 1 { }

lib.genAttrs [ 1 ] (x: x)

lib.hasPrefix "a" 1

lib.strings.charToInt "ab"

lib.mkEnableOption

lib.toHexString (-1)

lib.replaceElemAt [ 1 ] 5 2

lib.mapAttrs' (n: v: v) { a = 1; }
