/**
 * Never wrong, quiet when unsure: what native functions say of arguments that are not known must hold for every value
 * that these may have. Random calls within calls; each is evaluated with unknown arguments and with some of their values.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ExactJson, toJson } from "../../../../server/core/nix/values/json.ts";
import { evaluatorOf, TEST_PATH } from "../../../support/evaluate.ts";
import { allows, isNotKnown, isSet, STOPS, UNKNOWN } from "./allowed-answers.ts";
import { EXPRESSIONS, VALUES } from "./soundness-expressions.ts";

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
