/** What packages say of themselves under `meta`: priorities, platforms, the main program. */

import { coerceToString } from "../coerce.ts";
import type { BuiltinDefinition } from "../context.ts";
import { attrs, int, list, string } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { attributeValue, describe } from "../select.ts";
import { known, type Thunk, type Value } from "../value.ts";
import {
  type Answer,
  answerOf,
  answerValue,
  attributeOr,
  decide,
  hasAttribute,
  notA,
  opposite,
  withAttrs,
  withString,
} from "./arguments.ts";
import { mapAttributes } from "./attrs-access.ts";
import { matches } from "./attrs-by-path.ts";
import { binary, type Call, functionThunk, unary, unknowable } from "./define.ts";
import { throws } from "./errors.ts";
import { someItem } from "./list-search.ts";
import { outputOf } from "./outputs.ts";
import { typeIs } from "./types.ts";
import { parseName } from "./versions.ts";

/** The package with more under `meta`; through `overrideAttrs` where it has that. */
function addMetaAttrs(added: Thunk, pkg: Thunk, call: Call): Value {
  const value = pkg.force();
  const extended = (old: Value) =>
    attrs([
      [
        "meta",
        call.context.lazy(() =>
          mergeAttrs(
            attributeOr(old, "meta", () => attrs([])),
            added.force(),
          ),
        ),
      ],
    ]);
  const there = hasAttribute(value, "overrideAttrs");
  if (there === false) return mergeAttrs(value, extended(value));
  if (there !== true) return there;
  const change = unary("change", (old) => extended(old.force()));
  return call.apply(known(attributeValue(value, "overrideAttrs")), functionThunk(call, change));
}

function withPriority(priority: Thunk, pkg: Thunk, call: Call): Value {
  return addMetaAttrs(known(attrs([["priority", priority]])), pkg, call);
}

/** The packages of a set, each changed; what is no package stays. */
function mapPackages(change: (pkg: Thunk) => Value, set: Thunk, call: Call): Value {
  return withAttrs(set, (value) =>
    mapAttributes(value, (_, thunk) =>
      call.context.lazy(() =>
        decide(
          known(typeIs(thunk, "type", "derivation")),
          () => change(thunk),
          () => thunk.force(),
          (why) => why,
        ),
      ),
    ),
  );
}

const LOW = known(int(10));
const HIGH = known(int(-10));

/** Whether an entry of `meta.platforms` means this platform: its name, or a pattern of what it is parsed to. */
function platformMatch(platform: Value, entry: Value, call: Call): Answer {
  if (entry.kind === "unknown") return entry;
  if (entry.kind === "string") {
    const there = hasAttribute(platform, "system");
    if (there !== true) return there;
    const system = attributeValue(platform, "system");
    return system.kind === "unknown" ? system : system.kind === "string" && system.value === entry.value;
  }
  const isParsed = hasAttribute(entry, "parsed");
  if (typeof isParsed !== "boolean") return isParsed;
  return matches(isParsed ? entry : attrs([["parsed", known(entry)]]), platform, call);
}

/** Whether one of the package's lists of platforms names this one; undefined where it has no such list. */
function isListed(platform: Thunk, pkg: Value, name: string, call: Call): Answer | undefined {
  const meta = attributeOr(pkg, "meta", () => attrs([]));
  const there = hasAttribute(meta, name);
  if (there !== true) return there === false ? undefined : there;
  const platforms = attributeValue(meta, name);
  if (platforms.kind !== "list") return notA("a list", platforms);
  return someItem(platforms.items, (thunk) => platformMatch(platform.force(), thunk.force(), call));
}

function availableOn(platform: Thunk, pkg: Thunk, call: Call): Answer {
  const value = pkg.force();
  const good = isListed(platform, value, "platforms", call) ?? true;
  if (good !== true) return good;
  return opposite(isListed(platform, value, "badPlatforms", call) ?? false);
}

/** The path of a program of a package. */
function programPath(pkg: Thunk, program: Thunk, call: Call): Value {
  const isPackage = answerOf(typeIs(pkg, "type", "derivation"));
  if (isPackage !== true) {
    return isPackage === false ? throws(`a package is needed, here is ${describe(pkg.force())}`, call) : isPackage;
  }
  const name = program.force();
  if (name.kind === "unknown") return name;
  if (name.kind !== "string") return throws(`a name is needed, here is ${describe(name)}`, call);
  if (name.value.includes("/")) return throws(`\`${name.value}\` is a path, not a name`, call);
  const folder = coerceToString(outputOf("bin", pkg), "interpolation", call.context);
  return folder.kind === "unknown" ? folder : string(`${folder.value}/bin/${name.value}`);
}

/** The main program of a package, or what it is called. */
function mainProgram(pkg: Value): Value {
  const meta = attributeOr(pkg, "meta", () => attrs([]));
  return attributeOr(meta, "mainProgram", () =>
    attributeOr(pkg, "pname", () =>
      withString(known(attributeValue(pkg, "name")), (text) => string(parseName(text).name)),
    ),
  );
}

export const lib: readonly BuiltinDefinition[] = [
  binary("addMetaAttrs", addMetaAttrs),
  unary("dontDistribute", (pkg, call) => addMetaAttrs(known(attrs([["hydraPlatforms", known(list([]))]])), pkg, call)),
  binary("setName", (name, pkg) => mergeAttrs(pkg.force(), attrs([["name", name]]))),
  binary("updateName", (update, pkg, call) => {
    const name = call.context.lazy(() => attributeValue(pkg.force(), "name"));
    return mergeAttrs(pkg.force(), attrs([["name", call.applied(update, name)]]));
  }),
  binary("appendToName", (suffix, pkg, call) => {
    const name = call.context.lazy(() =>
      withString(known(attributeValue(pkg.force(), "name")), (text) =>
        withString(suffix, (end) => {
          const { name: base, version } = parseName(text);
          return string(`${base}-${end}-${version}`);
        }),
      ),
    );
    return mergeAttrs(pkg.force(), attrs([["name", name]]));
  }),
  binary("mapDerivationAttrset", (fn, set, call) => mapPackages((pkg) => call.apply(fn, pkg), set, call)),
  binary("setPrio", withPriority),
  unary("lowPrio", (pkg, call) => withPriority(LOW, pkg, call)),
  unary("lowPrioSet", (set, call) => mapPackages((pkg) => withPriority(LOW, pkg, call), set, call)),
  unary("hiPrio", (pkg, call) => withPriority(HIGH, pkg, call)),
  unary("hiPrioSet", (set, call) => mapPackages((pkg) => withPriority(HIGH, pkg, call), set, call)),
  unary("getExe", (pkg, call) =>
    programPath(
      pkg,
      call.context.lazy(() => mainProgram(pkg.force())),
      call,
    ),
  ),
  binary("getExe'", programPath),
  unknowable("getLicenseFromSpdxId", 1, "the licenses of nixpkgs are not listed"),
  unknowable("getLicenseFromSpdxIdOr", 2, "the licenses of nixpkgs are not listed"),
];

export const inMeta: readonly BuiltinDefinition[] = [
  binary("availableOn", (platform, pkg, call) => answerValue(availableOn(platform, pkg, call))),
  binary("platformMatch", (platform, entry, call) => answerValue(platformMatch(platform.force(), entry.force(), call))),
  binary("cpeFullVersionWithVendor", (vendor, version) =>
    attrs([
      ["vendor", vendor],
      ["version", version],
      ["update", known(string("*"))],
    ]),
  ),
];
