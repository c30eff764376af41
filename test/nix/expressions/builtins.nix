# Builtins and lib as layouts use them, several at a time.

lib.genAttrs [ "sda" "sdb" ] (name: { type = "disk"; device = "/dev/${name}"; content.type = "gpt"; })

builtins.listToAttrs (map (name: { inherit name; value = { device = "/dev/disk/by-id/${name}"; }; }) [ "a" "b" ])

builtins.listToAttrs (lib.imap0 (i: device: lib.nameValuePair "disk${toString i}" { inherit device; }) [ "/dev/sda" "/dev/sdb" ])

lib.mapAttrs' (name: mountpoint: lib.nameValuePair "@${name}" { inherit mountpoint; mountOptions = [ "compress=zstd" ] ++ lib.optional (name == "nix") "noatime"; }) { root = "/"; nix = "/nix"; }

let disks = [ "/dev/vda" "/dev/vdb" ]; in lib.concatMapStringsSep " " (d: "${d}2") (lib.tail disks ++ [ (builtins.elemAt disks 0) ])

lib.recursiveUpdate { disk.main = { type = "disk"; content.partitions.root.size = "100%"; }; } { disk.main.device = "/dev/x"; disk.main.content.partitions.swap.size = "4G"; }

{ opts = [ "noatime" ] ++ lib.optionals (lib.versionAtLeast "24.05" "23.11") [ "discard=async" ]; }

lib.mkMerge [ (lib.mkIf (1 == 1) { a = lib.mkDefault 1; }) { b = lib.mkForce 2; } ]

lib.foldl' (acc: d: lib.recursiveUpdate acc { disk.${d} = { device = "/dev/${d}"; }; }) { } [ "a" "b" ]

lib.pipe [ 3 1 2 ] [ (lib.sort (a: b: a < b)) (map toString) (lib.concatStringsSep ",") ]

let f = { device, swap ? "4G", ... }@args: args // { inherit swap; }; in { args = lib.functionArgs f; made = f { device = "x"; other = 1; }; }

lib.zipAttrsWith (name: lib.flatten) [ { a = 1; } { a = [ 2 [ 3 ] ]; b = [ ]; } ]

let size = "512M"; m = builtins.match "([0-9]+)([KMGT])" size; in { n = lib.toInt (builtins.head m); unit = lib.last m; }

lib.filterAttrs (n: v: lib.hasPrefix "/var" v.mountpoint) { "@log" = { mountpoint = "/var/log"; }; "@home" = { mountpoint = "/home"; }; }

lib.imap1 (i: d: { inherit d; name = "raid-${lib.fixedWidthNumber 2 i}"; }) [ "x" "y" ]

lib.attrsets.foldlAttrs (acc: n: v: acc // { "${n}-${v}" = lib.stringLength v; }) { } { a = "xy"; b = ""; }

lib.cartesianProduct { disk = [ "a" "b" ]; part = lib.range 1 2; }

(lib.fix (self: { base = "/dev/disk"; path = "${self.base}/by-id"; })).path

builtins.fromJSON (builtins.toJSON (lib.mapAttrsToList lib.nameValuePair { a.b = [ 1 2 ]; c = null; }))

lib.strings.concatMapStrings (s: if builtins.isList s then "-" else s) (builtins.split "[^a-z]+" "a b_c")

lib.groupBy (o: lib.head (lib.splitString "=" o)) [ "compress=zstd" "noatime" "compress=lzo" ]

# unsure
lib.version

# unsure
lib.types.str.name

# unsure
lib.systems.doubles.all == [ ]

# unsure
builtins.currentSystem

# unsure
lib.generators.toINI { } { a.b = 1; }

# unsure
builtins.hashString "sha256" "a"

# unsure
lib.toposort (a: b: a < b) [ 3 2 1 ]

# unsure
builtins.tryEval (throw "x")

# unsure
lib.isFunction lib.mkIf && lib ? genAttrs && builtins ? map
