/** Sets that stand for derivations: their attributes and outputs, without building anything. */
import type { BuiltinDefinition } from "../context.ts";
import { equalValues } from "../equality.ts";
import { attribute, attrs, attrsOf, bool, list, nullValue, string } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { attributeValue, selectAttribute } from "../select.ts";
import { failed, known, type Thunk, type Value } from "../value.ts";
import { attributeOr, decide, hasAttribute, notA, withAttrs, withStrings } from "./arguments.ts";
import { mapAttributes } from "./attrs-access.ts";
import { firstUnknown, warned } from "./debug.ts";
import { binary, type Call, functionThunk, ternary, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { concatItems } from "./list-making.ts";
import { typeIs } from "./types.ts";

/** `out` and nothing else, where nobody says. */
const OUT = known(list([known(string("out"))]));

function outputsOf(drv: Value): Thunk {
  return known(attributeOr(drv, "outputs", () => OUT.force()));
}

/** An attribute of a derivation that is read only where the condition holds. */
function guarded(condition: Thunk, read: () => Value, call: Call): Thunk {
  return call.context.lazy(() =>
    decide(
      condition,
      read,
      () => failed("assertion", "an assertion does not hold", call.at),
      (why) => why,
    ),
  );
}

/** A derivation with more attributes, each of its outputs too. */
function extendDerivation(condition: Thunk, passthru: Thunk, drv: Thunk, call: Call): Value {
  const value = drv.force();
  return withStrings(outputsOf(value), (names) => {
    const outputs = new Map<string, Thunk>();
    const read = (of: () => Value, name: string) => guarded(condition, () => attributeValue(of(), name), call);
    const common: Thunk = call.context.lazy(() => {
      const own = attrs([...outputs, ["all", known(list([...outputs.values()]))]]);
      const paths = attrs(["drvPath", "outPath"].map((name) => [name, read(() => value, name)] as const));
      return mergeAttrs(mergeAttrs(mergeAttrs(value, own), passthru.force()), paths);
    });
    for (const name of names) {
      const inner = () => attributeValue(value, name);
      const thunk = call.context.lazy(() => {
        const added = attrs([
          ["type", call.context.lazy(() => attributeValue(inner(), "type"))],
          ["outputName", call.context.lazy(() => attributeValue(inner(), "outputName"))],
          ["outputSpecified", known(bool(true))],
          ["drvPath", read(inner, "drvPath")],
          ["outPath", read(inner, "outPath")],
        ]);
        return mergeAttrs(mergeAttrs(common.force(), added), overrideOutput(name, passthru, call));
      });
      outputs.set(name, thunk);
    }
    return common.force();
  });
}

function overrideOutput(output: string, passthru: Thunk, call: Call): Value {
  const there = hasAttribute(passthru.force(), "overrideAttrs");
  if (there === false) return attrs([]);
  const override = unary("overrideAttrs", (change, inner) =>
    attributeValue(inner.apply(known(attributeValue(passthru.force(), "overrideAttrs")), change), output),
  );
  const added = attribute("overrideAttrs", functionThunk(call, override), there === true);
  return attrsOf(new Map([["overrideAttrs", added]]), undefined);
}

/** A derivation that is computed only when something of it is needed beside its outputs' names. */
function lazyDerivation(args: Thunk, call: Call): Value {
  return withAttrs(args, (given) => {
    const derivation = call.context.lazy(() => attributeValue(given, "derivation"));
    const outputs = call.context.lazy(() => attributeOr(given, "outputs", () => OUT.force()));
    const checked = call.context.lazy(() =>
      decide(
        known(typeIs(derivation, "type", "derivation")),
        () => {
          const same = equalValues(attributeValue(derivation.force(), "outputs"), outputs.force(), call.context);
          if (typeof same !== "boolean") return same;
          return same ? derivation.force() : throws("the derivation has other outputs", call);
        },
        () => throws("lazyDerivation: input must be a derivation", call),
        (why) => why,
      ),
    );
    const read = (name: string) => call.context.lazy(() => attributeValue(checked.force(), name));
    return withStrings(outputs, (names) => {
      const fixed = ["outPath", "outputName", "drvPath", "name", "system"].map((name) => [name, read(name)] as const);
      const own = attrs([
        ["type", known(string("derivation"))],
        ...fixed,
        ["outputs", outputs],
        ["meta", call.context.lazy(() => attributeOr(given, "meta", () => attributeValue(checked.force(), "meta")))],
        ...names.map((name) => [name, read(name)] as const),
      ]);
      return mergeAttrs(
        own,
        attributeOr(given, "passthru", () => attrs([])),
      );
    });
  });
}

/** A warning when anything of the derivation is computed that building it needs. */
function warnOnInstantiate(message: Thunk, drv: Thunk, call: Call): Value {
  const value = drv.force();
  return withAttrs(known(value), (set) => {
    const quiet = new Set(["meta", "name", "type", "outputName"]);
    const wrapped = mapAttributes(set, (name, thunk) =>
      call.context.lazy(() => {
        const text = name.force();
        return text.kind === "string" && quiet.has(text.value) ? thunk.force() : warned(message, thunk);
      }),
    );
    const override = selectAttribute(set, "overrideAttrs");
    if (override.kind !== "found" || override.attribute.thunk.force().kind !== "function") return wrapped;
    const again = unary("overrideAttrs", (change, inner) =>
      warnOnInstantiate(message, inner.applied(override.attribute.thunk, change), inner),
    );
    return mergeAttrs(wrapped, attrs([["overrideAttrs", functionThunk(call, again)]]));
  });
}

/** What the build farm needs of a derivation, computed through and through. */
function hydraJob(drv: Thunk, call: Call): Value {
  const value = drv.force();
  if (value.kind === "null" || value.kind === "unknown") return value;
  return withStrings(outputsOf(value), (names) => {
    const read = (of: string) => call.context.lazy(() => attributeValue(value, of));
    const of = (output: string, name: string) =>
      call.context.lazy(() => attributeValue(attributeValue(value, output), name));
    const outputs: [string, Thunk][] = [];
    const common = call.context.lazy(() => {
      const start = attrs([
        ["name", read("name")],
        ["system", read("system")],
        ["meta", read("meta")],
        ["outputs", outputsOf(value)],
      ]);
      return mergeAttrs(mergeAttrs(start, aggregate(value, call)), attrs(outputs));
    });
    for (const name of names) {
      outputs.push([
        name,
        call.context.lazy(() =>
          mergeAttrs(
            common.force(),
            attrs([
              ["outPath", of(name, "outPath")],
              ["drvPath", of(name, "drvPath")],
              ["type", known(string("derivation"))],
              ["outputName", known(string(name))],
            ]),
          ),
        ),
      ]);
    }
    const first = outputs[0]?.[1].force() ?? failed("value", "the derivation has no outputs", call.at);
    return firstUnknown(first, call) ?? first;
  });
}

function aggregate(drv: Value, call: Call): Value {
  return decide(
    known(attributeOr(drv, "_hydraAggregate", () => bool(false))),
    () => {
      const jobs = call.context.lazy(() => {
        const constituents = attributeValue(drv, "constituents");
        if (constituents.kind !== "list") return notA("a list", constituents);
        return concatItems(constituents.items, call, (thunk) => list([call.context.lazy(() => hydraJob(thunk, call))]));
      });
      return attrs([
        ["_hydraAggregate", known(bool(true))],
        ["constituents", jobs],
      ]);
    },
    () => attrs([]),
    (why) => why,
  );
}

export const lib: readonly BuiltinDefinition[] = [
  ternary("extendDerivation", extendDerivation),
  unary("lazyDerivation", lazyDerivation),
  binary("optionalDrvAttr", (condition, value) =>
    decide(
      condition,
      () => value.force(),
      () => nullValue(),
      (why) => why,
    ),
  ),
  binary("warnOnInstantiate", warnOnInstantiate),
  unary("hydraJob", hydraJob),
];
