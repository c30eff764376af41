/**
 * The language tests of Nix itself, from a checkout named by NIX_SRC. The referee is the `nix-instantiate` that is
 * installed, not what the checkout expects: it may be of another version. Tests that need a store, the network or the
 * machine are left out.
 */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../server/core/nix/values/evaluate.ts";
import type { ExactJson } from "../../server/core/nix/values/json.ts";
import { refusalOf } from "../../server/core/nix/values/refusal.ts";
import { diskFiles } from "../../server/entry/disk-files.ts";
import { parse } from "../support/evaluate.ts";
import { type Answer, nixVersion } from "./real-nix.ts";
import { agreeing, answerOf, report, verdictOn } from "./three-numbers.ts";

const version = nixVersion();
const folder = ["tests/functional/lang", "tests/lang"]
  .map((place) => join(process.env.NIX_SRC ?? "/nowhere", place))
  .find((place) => existsSync(place));
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, Nix's own language tests are not run");
else if (!folder) console.warn("SKIPPED: NIX_SRC names no checkout of Nix, its own language tests are not run");

/** What needs a store, the network, the machine or the search path. */
const IMPURE =
  /\bderivation|\b(fetch\w+|storePath|toFile|filterSource|builtins\.path|getEnv|currentTime|currentSystem|placeholder|getFlake|outputOf|\w*[cC]ontext\w*|nixPath|storeDir|findFile|scopedImport|unsafe\w+|exec|importNative|addDrvOutputDependencies)\b|<[a-z]+[/>]/;

/** JSON has no functions and no cycles, and a path in it is copied to the store. */
const NO_JSON = /cannot convert|getting status of|opening lock file|cannot open|creating directory|Permission denied/;

function nix(args: readonly string[]): Promise<Answer> {
  const options = {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: 30_000,
    env: { ...process.env, NIX_PATH: "" },
  } as const;
  return new Promise((resolve) => {
    execFile("nix-instantiate", [...args], options, (error, stdout, stderr) => {
      if (error) resolve({ kind: "error", why: /error: *(.*)/.exec(stderr)?.[1] ?? error.message });
      else resolve({ kind: "value", json: args.includes("--json") ? JSON.parse(stdout) : stdout });
    });
  });
}

function ours(path: string): ExactJson {
  const refusal = refusalOf(parse(path, readFileSync(path, "utf8")));
  if (refusal) return { $failed: refusal.message };
  return answerOf(createEvaluator({ parse, files: diskFiles() }), path);
}

/** The tests whose names begin so, with what each is worth here and there. */
async function judged(prefix: string, ask: (path: string) => Promise<Answer>, say: (path: string) => ExactJson) {
  const place = folder ?? "";
  const names = readdirSync(place).filter((name) => name.startsWith(prefix) && name.endsWith(".nix"));
  const verdicts = [];
  for (const name of names) {
    const path = join(place, name);
    if (IMPURE.test(readFileSync(path, "utf8")) || existsSync(path.replace(/nix$/, "flags"))) continue;
    const answer = await ask(path);
    if (answer.kind === "error" && NO_JSON.test(answer.why)) continue;
    verdicts.push({ expression: name, answer, verdict: verdictOn(say(path), answer) });
  }
  return verdicts;
}

const evaluated = (path: string): Promise<Answer> => nix(["--eval", "--strict", "--json", path]);

describe.runIf(version && folder)(`the language tests of Nix, as ${version} has them`, () => {
  test("what Nix evaluates", async () => {
    const all = await judged("eval-", evaluated, ours);
    // What a newer version is to refuse is no test of values.
    const numbers = report(
      "Nix's language tests, values",
      all.filter(({ answer, expression }) => answer.kind === "value" && expression.startsWith("eval-okay-")),
    );
    expect(numbers.wrong).toEqual([]);
    expect(agreeing(numbers)).toBeGreaterThanOrEqual(0.9);
    // What this version does not have is an error to it; we may know it.
    const refused = report(
      "Nix's language tests, errors",
      all.filter(({ answer, expression }) => answer.kind === "error" && expression.startsWith("eval-fail-")),
    );
    expect(refused.wrong).toEqual([]);
  });

  test("what Nix parses", async () => {
    const say = (path: string): ExactJson => {
      const [error] = parse(path, readFileSync(path, "utf8")).errors;
      return error ? { $failed: error.message } : "parsed";
    };
    const parsed = async (path: string): Promise<Answer> => {
      const answer = await nix(["--parse", path]);
      return answer.kind === "value" ? { kind: "value", json: "parsed" } : answer;
    };
    const okay = report("Nix's parser tests, accepted", await judged("parse-okay", parsed, say));
    expect(okay.wrong).toEqual([]);
    // Nix also resolves names while it parses, and refuses what is defined twice.
    const refused = (await judged("parse-fail", parsed, ours)).filter(({ answer }) => answer.kind === "error");
    const numbers = report("Nix's parser tests, refused", refused);
    expect(numbers.wrong).toEqual([]);
  });
});
