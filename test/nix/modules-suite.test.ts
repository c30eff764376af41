/**
 * nixpkgs' own tests of the module system (lib/tests/modules.sh), read where NIXPKGS_LIB says and never copied: each line that
 * checks a configuration is evaluated with our `lib.evalModules`, and compared with what the line expects.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../server/core/nix/values/evaluate.ts";
import { jsonText } from "../../server/core/nix/values/json.ts";
import { nixosNatives } from "../../server/core/nixos/lib.ts";
import { parse } from "../support/evaluate.ts";
import { diskFiles } from "./checkout.ts";
import { type ModuleCheck, readModuleChecks } from "./modules-sh.ts";
import { nixpkgsFolder } from "./real-nix.ts";
import { agreeing, answerOf, report, type Verdict } from "./three-numbers.ts";

const nixpkgs = nixpkgsFolder();
const script = join(nixpkgs ?? "/", "lib/tests/modules.sh");
const present = nixpkgs !== undefined && existsSync(script);
if (!present) console.warn("SKIPPED: NIXPKGS_LIB names no checkout with lib/tests, its module tests are not run");

const FOLDER = join(nixpkgs ?? "/", "lib/tests/modules");
const OURS = join(FOLDER, "ours.nix");

/** What the script evaluates for a check, with our `lib`. As `nix-instantiate -A` has it, a number is a place in a list. */
function expressionOf({ attribute, modules }: ModuleCheck): string {
  const parts = attribute.match(/"(\\.|[^"])*"|[^.]+/g) ?? [];
  const value = parts.reduce(
    (inner, part) => (/^\d+$/.test(part) ? `(builtins.elemAt ${inner} ${part})` : `${inner}.${part}`),
    "{ inherit (evaluated) config options; }",
  );
  return `let evaluated = lib.evalModules { modules = [ ${modules.join(" ")} ]; specialArgs.modulesPath = ./.; };
  lib = import <nixpkgs/lib>;
in ${value}`;
}

function verdictOn(check: ModuleCheck): Verdict {
  const files = diskFiles({ [OURS]: expressionOf(check) });
  const evaluator = createEvaluator({ parse, files, natives: nixosNatives });
  const text = jsonText(answerOf(evaluator, OURS));
  const failed = text.includes('"$failed":');
  const notKnown = text.includes('"$unknown":') || text.includes('"$function":');
  const why = `expected ${check.expects} ${check.pattern}, we say ${text.slice(0, 400)}`;
  if (check.expects === "error") {
    if (failed) return { kind: "agree" };
    return { kind: notKnown ? "unknown" : "wrong", why };
  }
  if (failed) return { kind: "wrong", why };
  if (notKnown) return { kind: "unknown", why };
  return matches(check.pattern, text) ? { kind: "agree" } : { kind: "wrong", why };
}

/** As `grep -E` reads it: there a brace that counts nothing is a brace. */
function matches(pattern: string, text: string): boolean {
  return new RegExp(pattern.replaceAll(/(?<!\\)[{}]/g, "\\$&")).test(text);
}

/** Nix copies a path into the store in order to print it; we print the path. */
function isOfTheStore({ pattern, attribute }: ModuleCheck): boolean {
  return pattern.includes("/store") && attribute === "config.nullableValue.path";
}

describe.runIf(present)("nixpkgs' tests of the module system", () => {
  test("modules.sh", () => {
    const { checks, notTried } = readModuleChecks(readFileSync(script, "utf8"), isOfTheStore);
    expect(checks.length).toBeGreaterThan(300);
    const judged = checks.map((check) => ({
      expression: `line ${check.line}: ${check.attribute} ${check.modules.join(" ")}`,
      verdict: verdictOn(check),
    }));
    const numbers = report(`lib/tests/modules.sh (${notTried.length} lines not tried)`, judged);
    expect(numbers.wrong).toEqual([]);
    expect(agreeing(numbers)).toBeGreaterThan(0.9);
  });
});
