/** `runTests` and its kin: test suites in Nix, as lists of what failed. */
import type { BuiltinDefinition } from "../context.ts";
import { equalValues } from "../equality.ts";
import { attrs, bool, gap, item, list, listOf, nullValue, string } from "../make.ts";
import { attributeValue } from "../select.ts";
import { known, type ListItem, stops, type Thunk, type Value } from "../value.ts";
import { attributeOr, opposite, withAttrs, withItems, withList } from "./arguments.ts";
import { sortedAttributes } from "./attrs-access.ts";
import { type Call, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { mapItems } from "./list-making.ts";
import { isElement } from "./list-search.ts";

/** The tests whose `expr` is not what is `expected`: those named in `tests`, else all that start with "test". */
function failures(tests: Thunk, call: Call): Value {
  return withAttrs(tests, (set) => {
    if (set.open) return set.open;
    const chosen = attributeOr(set, "tests", () => list([]));
    return withItems(known(chosen), (names) => {
      const found: ListItem[] = [];
      for (const { name, thunk, certain } of sortedAttributes(set)) {
        const isChosen = names.length === 0 ? name.startsWith("test") : isElement(nameThunk(name), items(names), call);
        if (isChosen === false) continue;
        const test = thunk.force();
        const expected = call.context.lazy(() => attributeValue(test, "expected"));
        const result = call.context.lazy(() => attributeValue(test, "expr"));
        const failed =
          isChosen === true ? opposite(equalValues(result.force(), expected.force(), call.context)) : isChosen;
        if (failed === false) continue;
        if (failed !== true && stops(failed)) return failed;
        const report = attrs([
          ["name", nameThunk(name)],
          ["expected", expected],
          ["result", result],
        ]);
        found.push(failed === true ? item(known(report), certain) : gap(failed));
      }
      return listOf(found);
    });
  });
}

function nameThunk(name: string): Thunk {
  return known(string(name));
}

function items(thunks: readonly Thunk[]): readonly ListItem[] {
  return list(thunks).items;
}

export const lib: readonly BuiltinDefinition[] = [
  unary("runTests", failures),
  unary("testAllTrue", (tests, call) =>
    attrs([
      ["expr", tests],
      ["expected", call.context.lazy(() => withList(tests, (value) => mapItems(value.items, () => known(bool(true)))))],
    ]),
  ),
];

export const inDebug: readonly BuiltinDefinition[] = [
  unary("throwTestFailures", (args, call) =>
    withAttrs(args, (given) =>
      withItems(known(attributeValue(given, "failures")), (found) =>
        found.length === 0 ? nullValue() : throws(`${found.length} tests failed`, call),
      ),
    ),
  ),
];
