// Adds up what the test runners printed. usage: count.mjs LOG FAILED_STEPS; exit 1 when anything failed or nothing ran.
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

const log = stripVTControlCharacters(readFileSync(process.argv[2] ?? "", "utf8"));
const failedSteps = Number(process.argv[3] ?? 0);

const sum = (pattern) => [...log.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
// vitest: "      Tests  3 failed | 120 passed (123)"; the suites in VS Code: "finished: 27 passed, 0 failed".
const passed = sum(/^\s*Tests\s.*?(\d+) passed/gm) + sum(/^finished: (\d+) passed/gm);
const failedTests = sum(/^\s*Tests\s.*?(\d+) failed/gm) + sum(/^finished: \d+ passed, (\d+) failed/gm);
// A step that failed without a failing test (types, lint, a crash) counts as one.
const failed = Math.max(failedTests, failedSteps);

console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
