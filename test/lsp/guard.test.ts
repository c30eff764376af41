/** Our own errors end at the guard: told once, with the file's name, and answered with nothing. */

import { expect, test } from "vitest";
import { CancellationToken, LSPErrorCodes } from "vscode-languageserver-protocol";
import { createGuard } from "../../server/lsp/guard.ts";

function guarded() {
  const logged: string[] = [];
  return { logged, guard: createGuard({ console: { error: (message) => logged.push(message) } }) };
}

function broken(): never {
  throw new Error("out of luck");
}

const SAID = "Hover in file:///disko.nix failed, which is a bug of disko-toolstack: Error: out of luck";

test("what throws or rejects is answered with nothing and logged", async () => {
  const { guard, logged } = guarded();
  expect(guard.run("Hover in file:///disko.nix", null, broken)).toBe(null);
  expect(await guard.runAsync("Hover in file:///disko.nix", "nothing", async () => broken())).toBe("nothing");
  expect(guard.answer("Hover in file:///disko.nix", CancellationToken.None, [], broken)).toEqual([]);
  expect(logged.map((message) => message.split("\n")[0])).toEqual([SAID, SAID, SAID]);
});

test("what works is passed on, and what was cancelled is not begun", () => {
  const { guard, logged } = guarded();
  expect(guard.answer("Hover", CancellationToken.None, 0, () => 42)).toBe(42);
  const answer = guard.answer("Hover", CancellationToken.Cancelled, 0, broken);
  expect(answer).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(logged).toEqual([]);
});
