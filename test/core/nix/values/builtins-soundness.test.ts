/**
 * Never wrong, quiet when unsure: what native functions say of arguments that are not known must hold for every value
 * that these may have. Random calls within calls; each is evaluated with unknown arguments and with some of their values.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ExactJson, toJson } from "../../../../server/core/nix/values/json.ts";
import { evaluatorOf, TEST_PATH } from "../../../support/evaluate.ts";

/** Expressions of a type; `$type` is the place of another expression. A name in capitals is an unknown argument. */
const EXPRESSIONS: Readonly<Record<string, readonly string[]>> = {
  int: [
    ..."0 1 2 3 U V".split(" "),
    "lib.length $ints",
    "lib.head $ints",
    "lib.last $ints",
    "lib.elemAt $ints $int",
    "lib.foldl' (a: b: a + b) 0 $ints",
    "lib.foldl' (a: b: b) 0 $ints",
    "lib.foldr (a: b: a - b) 0 $ints",
    "lib.foldr (a: b: a) 0 $ints",
    "lib.count (x: x > $int) $ints",
    "lib.findFirst (x: x > $int) 9 $ints",
    "lib.findSingle (x: x == $int) 7 8 $ints",
    "lib.max $int $int",
    "lib.mod $int 2",
    "lib.attrByPath [ $str ] 7 $set",
    "lib.getAttr $str $set",
    "lib.foldlAttrs (a: n: v: a - v) 0 $set",
    "lib.stringLength $str",
    "if $bool then $int else $int",
    "lib.compareVersions $str $str",
    "lib.throwIf $bool $str $int",
    "lib.lists.findFirstIndex (x: x > $int) 9 $ints",
    "lib.pipe $int [ (x: x + 1) (x: $int) ]",
    "lib.foldlAttrs (a: n: v: v) $int $set",
    "(lib.makeOverridable ({ a ? 1, ... }: { s = a; }) $set).s",
    "(lib.callPackageWith $set ({ a, b ? 2, ... }: { s = b; }) $set).s",
    "lib.compareLists lib.compare $ints $ints",
    "(builtins.tryEval $int).value",
    "(builtins.tryEval (lib.throwIf $bool $str $int)).value",
    "lib.getOutput $str { a = $int; out = $int; }",
    "lib.seq $set $int",
  ],
  bool: [
    ..."true false COND OTHER".split(" "),
    "lib.elem $int $ints",
    "lib.any (x: x > $int) $ints",
    "lib.all (x: x > $int) $ints",
    "lib.hasAttr $str $set",
    "lib.hasPrefix $str $str",
    "lib.hasAttrByPath [ $str ] $set",
    "$int < $int",
    "$ints == $ints",
    "$set == $set",
    "lib.allUnique $ints",
    "lib.mutuallyExclusive $ints $ints",
    "lib.and $bool $bool",
    "lib.xor $bool $bool",
    "lib.matchAttrs $set $set",
    "lib.lists.hasPrefix $ints $ints",
    "(builtins.tryEval (lib.last $ints)).success",
    "(builtins.tryEval (lib.assertMsg $bool $str)).success",
    "(builtins.tryEval (lib.filter (x: lib.throwIf $bool $str true) $ints)).success",
    "lib.meta.availableOn { system = $str; } { meta.platforms = $strs; }",
    "lib.checkFlag { flags = $strs; } $str",
  ],
  str: [
    ...'"a" "b" "" NAME TEXT'.split(" "),
    "lib.concatStringsSep $str $strs",
    "lib.concatMapStrings (x: x + $str) $strs",
    "lib.optionalString $bool $str",
    "toString $int",
    "lib.head $strs",
    "lib.removeSuffix $str $str",
    "lib.removePrefix $str $str",
    "lib.replaceStrings [ $str ] [ $str ] $str",
    "lib.substring 0 $int $str",
    "lib.toUpper $str",
    "lib.escapeShellArg $str",
    "builtins.toJSON $set",
    'lib.getExe\' { type = "derivation"; outPath = $str; } $str',
    "lib.condConcat $str $strs (k: $bool)",
  ],
  ints: [
    ..."[ ]|[ 1 2 ]|[ 2 0 2 ]|NUMBERS|[ U 1 ]|[ 1 ] ++ NUMBERS ++ [ 2 ]|NUMBERS ++ [ 1 2 ]".split("|"),
    "[ $int $int ]",
    "$ints ++ $ints",
    "map (x: x + 1) $ints",
    "lib.filter (x: x > $int) $ints",
    "(lib.partition (x: x > $int) $ints).wrong",
    "lib.ifilter0 (i: x: i > 0 && x > $int) $ints",
    "lib.optional $bool $int",
    "lib.optionals $bool $ints",
    "lib.take $int $ints",
    "lib.drop $int $ints",
    "lib.takeEnd $int $ints",
    "lib.sublist $int $int $ints",
    "lib.tail $ints",
    "lib.init $ints",
    "lib.reverseList $ints",
    "lib.unique $ints",
    "lib.remove $int $ints",
    "lib.subtractLists $ints $ints",
    "lib.intersectLists $ints $ints",
    "lib.sort lib.lessThan $ints",
    "lib.sortOn (x: -x) $ints",
    "lib.concatMap (x: lib.optional (x > $int) x ++ [ x ]) $ints",
    "lib.imap0 (i: x: i) $ints",
    "lib.imap1 (i: x: x) $ints",
    "lib.zipListsWith (a: b: a) $ints $ints",
    "lib.flatten [ $ints $int [ $ints ] ]",
    "lib.concatLists [ $ints $ints ]",
    "lib.range 0 $int",
    "lib.attrValues $set",
    "lib.mapAttrsToList (n: v: v + 1) $set",
    "lib.catAttrs $str $sets",
    "lib.attrVals $strs $set",
    "lib.toList $int",
    "lib.replicate $int $int",
    "lib.replaceElemAt $ints $int 5",
    "lib.lists.commonPrefix $ints $ints",
    "lib.lists.removePrefix $ints $ints",
    "(lib.toposort (a: b: a < b) $ints).result",
    "(lib.listDfs $bool (a: b: a < b) $ints).rest",
    "lib.uniqList { inputList = $ints; acc = $ints; }",
    "lib.mapAttrsToListRecursive (p: v: v) { x = $set; y = $int; }",
    "lib.checkListOfEnum $str $ints $ints $ints",
    "lib.crossLists (a: b: a + b) [ $ints $ints ]",
    "lib.concatAttrValues { a = $ints; b = $ints; }",
    "if $bool then $ints else $ints",
  ],
  strs: [
    ...'[ ]|[ "a" ]|[ "b" "a" ]|NAMES|[ NAME "a" ]|NAMES ++ [ "b" ]'.split("|"),
    "lib.attrNames $set",
    "[ $str $str ]",
    "lib.optional $bool $str",
    "lib.optionals $bool $strs",
    "map (x: x + $str) $strs",
    "lib.unique $strs",
    "lib.filter (x: x != $str) $strs",
    'lib.splitString "a" $str',
    "lib.sort lib.lessThan $strs",
    "lib.stringToCharacters $str",
  ],
  set: [
    ..."{ }|{ a = 1; }|{ a = 2; b = 0; }|SET|{ a = U; }|{ b = 1; } // SET|SET // { b = 1; }".split("|"),
    "$set // $set",
    "lib.genAttrs $strs (n: lib.stringLength n)",
    "lib.genAttrs $strs (n: $int)",
    "lib.listToAttrs [ { name = $str; value = $int; } { name = $str; value = $int; } ]",
    "lib.listToAttrs (map (name: { inherit name; value = $int; }) $strs)",
    "lib.listToAttrs (lib.imap0 (i: name: { inherit name; value = i; }) $strs)",
    "lib.genAttrs' $ints (n: lib.nameValuePair (toString n) n)",
    "lib.mapAttrs (n: v: v + 1) $set",
    "lib.mapAttrs' (n: v: lib.nameValuePair (n + $str) v) $set",
    "lib.mapAttrs' (n: v: lib.nameValuePair $str v) $set",
    "lib.filterAttrs (n: v: v > $int) $set",
    "lib.filterAttrs (n: v: n != $str) $set",
    "lib.filterAttrsRecursive (n: v: n != $str) $set",
    "lib.optionalAttrs $bool $set",
    "lib.recursiveUpdate $set $set",
    "(lib.recursiveUpdate { x = $set; } { x = $set; }).x",
    "(lib.recursiveUpdate (lib.optionalAttrs $bool { x = $set; }) { x = $set; }).x",
    "lib.recursiveUpdateUntil (p: l: r: $bool) $set $set",
    "lib.removeAttrs $set $strs",
    "lib.intersectAttrs $set $set",
    "lib.mergeAttrsList $sets",
    "lib.zipAttrsWith (n: vs: lib.head vs) $sets",
    "lib.zipAttrsWith (n: vs: lib.length vs) $sets",
    "lib.foldAttrs (a: b: a - b) 0 $sets",
    "lib.concatMapAttrs (n: v: { ${n + $str} = v; }) $set",
    "lib.setAttrByPath [ $str ] $int",
    "lib.mapAttrsRecursive (p: v: v) $set",
    "lib.overrideExisting $set $set",
    'lib.groupBy (x: if x > $int then "a" else $str) $ints',
    "lib.head $sets",
    "lib.mkIf $bool $int",
    "if $bool then $set else $set",
    "lib.updateManyAttrsByPath [ { path = [ $str ]; update = x: $int; } ] $set",
    "lib.zipAttrsWithNames $strs (n: vs: lib.length vs) $sets",
    "lib.attrsets.unionOfDisjoint $set $set",
    "lib.getAttrs $strs $set",
    "lib.mergeAttrsWithFunc (a: b: a - b) $set $set",
    "lib.mergeAttrsConcatenateValues $set $set",
    "lib.fix (lib.extends (final: prev: { z = prev.a; }) (final: $set))",
    "lib.composeManyExtensions [ (f: p: $set) (f: p: p // $set) ] { } $set",
    'removeAttrs ((lib.makeExtensible (self: $set)).extend (f: p: $set)) [ "extend" "__unfix__" ]',
    "lib.setAttrMerge $str 0 $set (x: x + 1)",
    "lib.addMetaAttrs $set { meta = $set; }",
    "lib.ifEnable $bool $set",
    'removeAttrs (lib.makeScope (s: f: f s) (self: $set)) [ "packages" ]',
    "builtins.tryEval $int",
    'lib.groupBy\' (a: b: a + b) 0 (x: if x > $int then "a" else "b") $ints',
  ],
  sets: [
    "[ ]",
    "[ $set $set ]",
    "[ $set ] ++ SETS",
    "lib.optional $bool $set",
    "lib.attrsToList $set",
    "lib.zipLists $ints $strs",
    "lib.cartesianProduct { a = $ints; b = $ints; }",
    "lib.filter (s: s ? a) $sets",
    "lib.unique $sets",
  ],
};

/** Values that the unknown arguments may have. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  U: ["0", "1", "2", "(-1)"],
  V: ["0", "3"],
  COND: ["true", "false"],
  OTHER: ["true", "false"],
  NAME: ['"a"', '"b"', '"c"'],
  TEXT: ['"a"', '"ab"', '""'],
  NUMBERS: ["[ ]", "[ 1 ]", "[ 2 1 ]", "[ 0 2 3 ]"],
  NAMES: ["[ ]", '[ "a" ]', '[ "c" "b" ]', '[ "a" "b" "a" ]'],
  SET: ["{ }", "{ a = 0; }", "{ b = 2; c = 3; }", "{ a = { y = 1; }; }"],
  SETS: ["[ ]", "[ { a = 3; } ]", "[ { b = 1; } { a = 5; b = 2; } ]"],
};

type Draw = (limit: number) => number;

/** The same numbers give the same expression. */
function expressionOf(type: string, depth: number, draw: Draw): string {
  const all = EXPRESSIONS[type] ?? [];
  const leaves = all.filter(isLeaf);
  const free = leaves.filter((text) => /[A-Z]/.test(text));
  const choices = free.length > 0 && draw(3) === 0 ? free : depth > 0 ? all : leaves;
  return filled(choices[draw(choices.length)] ?? "null", depth, draw);
}

function isLeaf(text: string): boolean {
  return !/\$[a-z]/.test(text);
}

function filled(text: string, depth: number, draw: Draw): string {
  return `(${text.replace(/\$([a-z]+)/g, (_, type: string) => expressionOf(type, depth - 1, draw))})`;
}

function drawFrom(seed: number): Draw {
  let state = seed;
  return (limit) => {
    // Park and Miller's minimal standard generator (CACM 31:10, 1988).
    state = (state * 48271) % 0x7fffffff;
    return state % limit;
  };
}

const UNKNOWN = "$unknown";

/** What we say where Nix certainly stops; with the arguments there must be no value either. */
const STOPS = "Nix stops: ";

/** Whether what `ours` knows is so in `theirs`. Behind what is not known in a list, any number of items may follow. */
function allows(ours: ExactJson, theirs: ExactJson): boolean {
  if (isNotKnown(theirs)) return true;
  if (isNotKnown(ours)) return !claimsError(ours);
  if (isList(ours) || isList(theirs)) return isList(ours) && isList(theirs) && allowsItems(ours, theirs);
  if (!isSet(ours) || !isSet(theirs)) return Object.is(ours, theirs);
  const isOpen = Object.hasOwn(ours, UNKNOWN);
  return (
    (isOpen || Object.hasOwn(theirs, UNKNOWN) || Object.keys(theirs).every((name) => Object.hasOwn(ours, name))) &&
    Object.entries(ours).every(
      ([name, value]) =>
        name === UNKNOWN || isNotKnown(value) || Object.hasOwn(theirs, UNKNOWN) || allowsMember(value, theirs[name]),
    )
  );
}

function allowsMember(ours: ExactJson, theirs: ExactJson | undefined): boolean {
  return theirs !== undefined && allows(ours, theirs);
}

function allowsItems(ours: readonly ExactJson[], theirs: readonly ExactJson[]): boolean {
  // Numbers of their items that ours so far can stand for.
  let reached = new Set([0]);
  for (const item of ours) {
    const from = [...reached];
    if (isNotKnown(item)) {
      const first = Math.min(...from);
      reached = new Set(theirs.map((_, index) => index + 1).filter((count) => count > first));
      for (const count of from) reached.add(count);
    } else {
      reached = new Set(from.filter((count) => allowsMember(item, theirs[count])).map((count) => count + 1));
    }
  }
  return reached.has(theirs.length);
}

function isList(json: ExactJson): json is readonly ExactJson[] {
  return Array.isArray(json);
}

function isSet(json: ExactJson): json is Readonly<Record<string, ExactJson>> {
  return typeof json === "object" && json !== null && !isList(json);
}

function isNotKnown(json: ExactJson): boolean {
  return isSet(json) && Object.keys(json).join() === UNKNOWN && typeof json[UNKNOWN] === "string";
}

function claimsError(json: ExactJson): boolean {
  const why = isSet(json) ? json[UNKNOWN] : undefined;
  return typeof why === "string" && why.startsWith(STOPS);
}

function evaluate(text: string): Readonly<Record<string, ExactJson>> {
  const evaluator = evaluatorOf(text);
  const json = toJson(evaluator.evaluateRoot(TEST_PATH), evaluator.context, ({ why, failure }) => ({
    [UNKNOWN]: failure === undefined ? why : `${STOPS}${why}`,
  }));
  return isSet(json) ? json : {};
}

const names = Object.keys(VALUES);
const types = Object.keys(EXPRESSIONS);
const RUNS = Number(process.env.RUNS ?? 15);

test(
  "what is known without the arguments holds with them",
  () => {
    let total = 0;
    let informative = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0x7ffffffe }), (seed) => {
        const draw = drawFrom(seed);
        const deep = Array.from({ length: 50 }, () => expressionOf(types[draw(types.length)] ?? "int", 3, draw));
        const bodies = [
          ...Object.values(EXPRESSIONS)
            .flat()
            .map((text) => filled(text, 1, draw)),
          ...deep,
        ];
        const bound = names.map((name) => `${name} = ${VALUES[name]?.[draw(VALUES[name].length)]};`);
        const members = bodies.map((body, index) => `e${index} = ${body};`).join(" ");
        const unsure = evaluate(`{ lib, ${names.join(", ")} }: { ${members} }`);
        const sure = evaluate(`{ lib }: let ${bound.join(" ")} in { ${members} }`);
        for (const [index, body] of bodies.entries()) {
          const ours = unsure[`e${index}`] ?? null;
          const theirs = sure[`e${index}`] ?? null;
          total += 1;
          if (!isNotKnown(ours) && !isNotKnown(theirs)) informative += 1;
          if (!allows(ours, theirs)) expect({ body, bound, says: ours }).toEqual({ body, bound, says: theirs });
        }
      }),
      { numRuns: RUNS },
    );
    expect(informative).toBeGreaterThan(total / 5);
  },
  RUNS * 8_000,
);
