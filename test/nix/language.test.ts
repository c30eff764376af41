/** The expectations of the language cases, asked of real Nix. */
import { describe, expect, test } from "vitest";
import { languageCases, refused } from "../core/nix/values/language-cases.ts";
import { evaluateToJson } from "../support/evaluate.ts";
import { disagreement } from "./agreement.ts";
import { askNix, nixVersion } from "./real-nix.ts";

const version = nixVersion();
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, the evaluator is not compared with real Nix");

describe.runIf(version)(`the language, as ${version} has it`, () => {
  test.each(Object.entries(languageCases))("%s", async (_part, cases) => {
    const answers = await askNix(cases.map(([expression]) => expression));
    const wrong = cases.flatMap(([expression], index) => {
      const answer = answers[index];
      const why = answer && disagreement(evaluateToJson(expression), answer, true);
      return why ? [`${expression}\n  ${why}`] : [];
    });
    expect(wrong).toEqual([]);
    const expected = cases.map(([, json]) => (typeof json === "bigint" ? Number(json) : json));
    expect(answers.map((answer) => (answer.kind === "value" ? answer.json : answer.why))).toEqual(expected);
  });

  test("what Nix refuses is not known", async () => {
    const answers = await askNix(refused);
    const wrong = refused.flatMap((expression, index) => {
      const answer = answers[index];
      if (answer?.kind !== "error") return [`${expression}\n  Nix accepts it: ${JSON.stringify(answer?.json)}`];
      const why = disagreement(evaluateToJson(expression), answer, false);
      return why ? [`${expression}\n  ${why}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});
