/** Texts that generated layouts are compared with. `UPDATE=1` writes them; read what it wrote before you commit it. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Compares with `test/vscode/goldens/NAME`. */
export function equalsGolden(text: string, name: string): void {
  const folder = process.env.DISKO_GOLDENS;
  assert(folder, "run.mjs says where the goldens are");
  const path = join(folder, name);
  if (process.env.UPDATE) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  assert.equal(text, existsSync(path) ? readFileSync(path, "utf8") : undefined);
}
