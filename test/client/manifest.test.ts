/**
 * The manifest names every rule for the setting `disko.rules`: VS Code completes them, and "Disko: Open Rule" lists them.
 * `UPDATE=1` writes what is expected.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../server/core/rules/index.ts";

const root = join(import.meta.dirname, "../..");
const file = join(root, "package.json");
const LEVELS = ["error", "warning", "info", "hint", "off"];

test("package.json names every rule", () => {
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  const setting = manifest.contributes.configuration.properties["disko.rules"];
  const expected = Object.fromEntries(
    RULES.map(({ code, name, docs }) => [name, { type: "string", enum: LEVELS, description: `${code}: ${docs.what}` }]),
  );
  if (process.env.UPDATE) {
    setting.properties = expected;
    setting.additionalProperties = { type: "string", enum: LEVELS };
    writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  }
  expect(setting.properties).toEqual(expected);
  expect(Object.keys(setting.properties)).toEqual(Object.keys(expected));
  expect(setting.additionalProperties).toEqual({ type: "string", enum: LEVELS });
});

test("what the manifest points at is there", () => {
  const { contributes, icon } = JSON.parse(readFileSync(file, "utf8"));
  const paths = [icon, ...contributes.grammars.map((grammar: { path: string }) => grammar.path)];
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("Nix keeps the grammar and the configuration that other extensions give it", () => {
  const { contributes } = JSON.parse(readFileSync(file, "utf8"));
  expect(contributes.languages).toEqual([{ id: "nix", extensions: [".nix"] }]);
});
