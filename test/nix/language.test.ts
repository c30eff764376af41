/** The expectations of the language cases, asked of real Nix. */
import { describe, expect, test } from "vitest";
import { languageCases, refused } from "../core/nix/values/language-cases.ts";
import { askNix, nixVersion } from "./real-nix.ts";
import { compareWithNix } from "./three-numbers.ts";

const version = nixVersion();
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, the evaluator is not compared with real Nix");

describe.runIf(version)(`the language, as ${version} has it`, () => {
  test.each(Object.entries(languageCases))("%s", async (part, cases) => {
    const expressions = cases.map(([expression]) => expression);
    const answers = await askNix(expressions);
    const expected = cases.map(([, json]) => (typeof json === "bigint" ? Number(json) : json));
    expect(answers.map((answer) => (answer.kind === "value" ? answer.json : answer.why))).toEqual(expected);
    const numbers = await compareWithNix(`language, ${part}`, expressions);
    expect([...numbers.wrong, ...numbers.unknown]).toEqual([]);
  });

  test("what Nix refuses is not known", async () => {
    const answers = await askNix(refused);
    expect(refused.filter((_, index) => answers[index]?.kind !== "error")).toEqual([]);
    const numbers = await compareWithNix("language, refused", refused);
    expect(numbers.wrong).toEqual([]);
  });
});
