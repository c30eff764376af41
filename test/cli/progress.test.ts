/** The line that tells how far a check is: only for a person who waits at a terminal. */
import { expect, test } from "vitest";
import { openProgress } from "../../server/cli/progress.ts";

/** A terminal of 20 columns whose clock moves by what `wait` says. */
function terminal({ isTTY = true, environment = {} }: { isTTY?: boolean; environment?: Record<string, string> } = {}) {
  let time = 0;
  let written = "";
  const stderr = {
    isTTY,
    columns: 20,
    write: (text: string) => {
      written += text;
    },
  };
  const progress = openProgress({ stderr, environment, now: () => time });
  return {
    ...progress,
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
    written: () => written,
    line: () => lineAfter(written),
  };
}

/** What stands on the line of a terminal after everything that was written. */
function lineAfter(written: string): string {
  const cells: string[] = [];
  let column = 0;
  for (const character of written) {
    if (character === "\r") column = 0;
    else {
      // A wide character takes two cells.
      const width = character > "\u2e80" && character !== "\ufffd" ? 2 : 1;
      cells.splice(column, width, character, ...Array(width - 1).fill(""));
      column += width;
    }
  }
  return cells.join("").trimEnd();
}

test("what is done soon needs no words", () => {
  const { show, clear, wait, written } = terminal();
  show("Checking 1 of 2");
  wait(200);
  show("Checking 2 of 2");
  clear();
  expect(written()).toBe("");
});

test("one line, written over, fitted to the terminal, and taken away", () => {
  const { show, clear, wait, line } = terminal();
  wait(301);
  show("Checking 3 of 9: a");
  expect(line()).toBe("Checking 3 of 9: a");
  wait(1);
  show("Checking 4 of 9: too soon after");
  expect(line()).toBe("Checking 3 of 9: a");
  wait(100);
  show("Checking 12: 漢字漢字漢字");
  expect(line()).toBe("Checking 12: 漢字漢");
  wait(100);
  show("Checking 13");
  expect(line()).toBe("Checking 13");
  clear();
  expect(line()).toBe("");
});

test("a path cannot steer the terminal", () => {
  const { show, wait, line } = terminal();
  wait(400);
  show("a\u001b[2Jb\nc");
  expect(line()).toBe("a\ufffd[2Jb\ufffdc");
});

test.each([
  ["a pipe", { isTTY: false }],
  ["CI", { environment: { CI: "true" } }],
  ["a terminal that cannot erase", { environment: { TERM: "dumb" } }],
])("never in %s", (_, where) => {
  const { show, clear, wait, written } = terminal(where);
  wait(10_000);
  show("Checking");
  clear();
  expect(written()).toBe("");
});
