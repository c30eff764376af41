// Adds up what the test runners printed. usage: count.mjs LOG FAILED_STEPS; exit 1 when anything failed or nothing ran.
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

const log = stripVTControlCharacters(readFileSync(process.argv[2] ?? "", "utf8"));
const failedSteps = Number(process.argv[3] ?? 0);

const sum = (pattern) => [...log.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
// vitest: "      Tests  3 failed | 120 passed (123)"; mocha: "  12 passing (3s)", "  1 failing".
const passed = sum(/^\s*Tests\s.*?(\d+) passed/gm) + sum(/^\s*(\d+) passing\b/gm);
const failedTests = sum(/^\s*Tests\s.*?(\d+) failed/gm) + sum(/^\s*(\d+) failing\b/gm);
// A step that failed without a failing test (types, lint, a crash) counts as one.
const failed = Math.max(failedTests, failedSteps);

console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
