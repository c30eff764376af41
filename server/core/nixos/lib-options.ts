/** `lib.options`: declaring options, and the merge functions that types are made of. Source: nixpkgs' lib/options.nix. */
import { withAttrs, withItems, withList, withText } from "../nix/values/builtins/arguments.ts";
import { binary, type Call, ternary, unary } from "../nix/values/builtins/define.ts";
import type { BuiltinDefinition, EvalContext } from "../nix/values/context.ts";
import { attrs, bool, builtinFunction, nativeFunction, string } from "../nix/values/make.ts";
import { mergeAttrs } from "../nix/values/merge.ts";
import { attributeValue, selectAttribute } from "../nix/values/select.ts";
import { type AttrsValue, failed, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { makeType } from "./types/make-type.ts";
import { definedOf, pathOf } from "./types/merge-arguments.ts";
import { mergeDefault, mergeEqual, mergeOne, shown } from "./types/merges.ts";
import { mkOptionType } from "./types/mk-option-type.ts";
import { nullOr } from "./types/null-or.ts";
import { type Defined, type MergedValue, type OptionPath, UNKNOWN_FILE } from "./types/option-type.ts";
import { withMembers } from "./types/scalars.ts";

type Merge = (loc: OptionPath, defs: readonly Defined[]) => MergedValue;

/** `types` is `lib.types`. */
export function optionFunctions(types: Thunk, context: EvalContext): readonly BuiltinDefinition[] {
  const typeNamed = (name: string): Thunk => context.lazy(() => attributeValue(types.force(), name));
  const merging = (name: string, merge: Merge): BuiltinDefinition =>
    binary(name, (loc, defs) => callMerge(merge, loc, defs));
  return [
    unary("mkOption", (option) => withAttrs(option, (set) => withMembers(set, [["_type", known(string("option"))]]))),
    unary("mkEnableOption", (name, call) =>
      attrs([
        ["_type", known(string("option"))],
        ["default", known(bool(false))],
        ["example", known(bool(true))],
        ["description", context.lazy(() => withText(name, call, (text) => string(`Whether to enable ${text}.`)))],
        ["type", typeNamed("bool")],
      ]),
    ),
    ternary("mkPackageOption", (pkgs, name, options, call) => mkPackageOption({ pkgs, name, options }, types, call)),
    binary("mkPackageOptionMD", (pkgs, name, call) =>
      nativeFunction("mkPackageOptionMD", context, (options) => mkPackageOption({ pkgs, name, options }, types, call)),
    ),
    unary("mkSinkUndeclaredOptions", (extra) => mkSink(extra, context)),
    unary("mkOptionType", (argument) => mkOptionType(argument, context)),
    merging("mergeDefaultOption", mergeDefault(context)),
    merging("mergeOneOption", (loc, defs) => mergeOne(loc, defs)),
    merging("mergeEqualOption", mergeEqual(context)),
    ternary("mergeUniqueOption", (options, loc, defs) => mergeUnique(options, loc, defs, context)),
    unary("getValues", (defs) => membersOf(defs, "value", context)),
    unary("getFiles", (defs) => membersOf(defs, "file", context)),
    unary("showOption", (parts) => {
      const path = pathOf(parts.force());
      return path ? string(shown(path)) : unknown("the path of an option is not known");
    }),
    unary("showFiles", (files, call) =>
      withItems(files, (items) => {
        const texts: string[] = [];
        for (const item of items) {
          const text = withText(item, call, (found) => string(`\`${found}'`));
          if (text.kind !== "string") return text;
          texts.push(text.value);
        }
        return string(texts.join(" and "));
      }),
    ),
    unary("showDefs", () => unknown("how definitions are shown is not evaluated")),
    unary("showOptionWithDefLocs", () => unknown("how definitions are shown is not evaluated")),
    unary("optionAttrSetToDocList", () => unknown("the documentation of options is not evaluated")),
    unary("renderOptionValue", () => unknown("the documentation of options is not evaluated")),
    unary("scrubOptionValue", (value) => scrub(value.force(), context)),
  ];
}

export const optionTexts: readonly (readonly [string, Value])[] = [["unknownModule", string(UNKNOWN_FILE)]];

function callMerge(merge: Merge, loc: Thunk, defs: Thunk): Value {
  const path = pathOf(loc.force());
  const definitions = definedOf(defs.force());
  if (!path || !definitions) return unknown("the definitions are not all known");
  if (definitions.length === 0) return failed("abort", "there are no definitions to merge");
  const merged = merge(path, definitions);
  return merged.certain || merged.graded ? merged.value : unknown("a definition is not certain");
}

function mergeUnique(options: Thunk, loc: Thunk, defs: Thunk, context: EvalContext): Value {
  return withAttrs(options, (given) =>
    withItems(defs, (items) => {
      const own = selectAttribute(given, "merge");
      if (items.length === 1 && own.kind === "found")
        return context.apply(own.attribute.thunk.force(), [loc, defs], undefined);
      const message = attributeValue(given, "message");
      return callMerge((path, all) => mergeOne(path, all, message.kind === "string" ? message.value : ""), loc, defs);
    }),
  );
}

function membersOf(defs: Thunk, name: string, context: EvalContext): Value {
  return withList(defs, (all) => ({
    ...all,
    at: undefined,
    items: all.items.map((item) =>
      item.kind === "gap" ? item : { ...item, thunk: context.lazy(() => attributeValue(item.thunk.force(), name)) },
    ),
  }));
}

interface PackageOption {
  readonly pkgs: Thunk;
  readonly name: Thunk;
  readonly options: Thunk;
}

/** `mkPackageOption pkgs "hello" { }`: the package that a module uses. */
function mkPackageOption({ pkgs, name, options }: PackageOption, types: Thunk, call: Call): Value {
  const { context } = call;
  return withAttrs(options, (given) => {
    const member = (key: string): Value | undefined => {
      const selection = selectAttribute(given, key);
      if (selection.kind === "absent") return undefined;
      return selection.kind === "found" ? selection.attribute.thunk.force() : selection.unknown;
    };
    const nullable = member("nullable");
    const own = member("default");
    const path = attrPath(own === undefined ? name.force() : own);
    const pkgsText = member("pkgsText");
    const prefix = pkgsText?.kind === "string" ? pkgsText.value : "pkgs";
    const members: [string, Thunk][] = [["_type", known(string("option"))]];
    if (own?.kind === "unknown") return own;
    if (nullable?.kind === "unknown") return nullable;
    const mayBeNull = nullable?.kind === "bool" && nullable.value;
    if (own?.kind !== "null") {
      members.push(["default", context.lazy(() => packageAt(pkgs, path, prefix))]);
      const text = path ? string([prefix, shown(path)].join(".")) : unknown("the name of a package is not known");
      members.push(["defaultText", known(literal(text))]);
    } else if (mayBeNull) members.push(["default", known({ kind: "null", at: undefined })]);
    members.push(["description", context.lazy(() => packageDescription(name, member("extraDescription")))]);
    const type = context.lazy(() => attributeValue(types.force(), "package"));
    members.push(["type", mayBeNull ? context.lazy(() => nullOr(type, context)) : type]);
    const example = member("example");
    if (example && example.kind !== "null") {
      const examplePath = example.kind === "list" ? attrPath(example) : undefined;
      members.push(["example", known(literal(examplePath ? string([prefix, shown(examplePath)].join(".")) : example))]);
    }
    return attrs(members);
  });
}

function literal(text: Value): Value {
  return attrs([
    ["_type", known(string("literalExpression"))],
    ["text", known(text)],
  ]);
}

function attrPath(value: Value): OptionPath | undefined {
  return value.kind === "string" ? [value.value] : pathOf(value);
}

function packageAt(pkgs: Thunk, path: OptionPath | undefined, prefix: string): Value {
  if (!path) return unknown("the name of a package is not known");
  let value = pkgs.force();
  for (const name of path) {
    const selection = selectAttribute(value, name);
    if (selection.kind === "unknown") return selection.unknown;
    if (selection.kind === "absent") return failed("throw", `${shown(path)} cannot be found in ${prefix}`);
    value = selection.attribute.thunk.force();
  }
  return value;
}

function packageDescription(name: Thunk, extra: Value | undefined): Value {
  const path = attrPath(name.force());
  const last = path?.at(-1);
  if (last === undefined) return unknown("the name of a package is not known");
  const more = extra?.kind === "string" && extra.value !== "" ? ` ${extra.value}` : "";
  return string(`The ${last} package to use.${more}`);
}

/** An option that takes what nobody declares, and gives nothing. */
function mkSink(extra: Thunk, context: EvalContext): Value {
  const type = makeType(
    { name: "sink", check: () => true, merge: () => ({ value: bool(false), certain: true }) },
    context,
  );
  const apply = builtinFunction(
    unary("apply", () => failed("throw", "Option value is not readable because the option is not declared.")),
    context,
  );
  const sink = attrs([
    ["internal", known(bool(true))],
    ["visible", known(bool(false))],
    ["default", known(bool(false))],
    ["description", known(string("Sink for option definitions."))],
    ["type", known(type)],
    ["apply", known(apply)],
  ]);
  const whole = mergeAttrs(sink, extra.force());
  return whole.kind === "attrs" ? withMembers(whole, [["_type", known(string("option"))]]) : whole;
}

/** Packages by their name, everything else as it is. */
function scrub(value: Value, context: EvalContext): Value {
  if (value.kind === "list") {
    const items = value.items.map((item) =>
      item.kind === "gap" ? item : { ...item, thunk: context.lazy(() => scrub(item.thunk.force(), context)) },
    );
    return { ...value, items };
  }
  if (value.kind !== "attrs") return value;
  const type = selectAttribute(value, "type");
  const isPackage = type.kind === "found" && isDerivationText(type.attribute.thunk.force());
  if (isPackage) {
    const name = context.lazy(() => attributeValue(value, "name"));
    return attrs([
      ["type", known(string("derivation"))],
      ["drvPath", name],
      ["outPath", name],
      ["name", name],
    ]);
  }
  const attributes = [...value.attributes]
    .filter(([name]) => name !== "_args")
    .map(
      ([name, attribute]) =>
        [name, { ...attribute, thunk: context.lazy(() => scrub(attribute.thunk.force(), context)) }] as const,
    );
  return { ...value, attributes: new Map(attributes) } satisfies AttrsValue;
}

function isDerivationText(value: Value): boolean {
  return value.kind === "string" && value.value === "derivation";
}
