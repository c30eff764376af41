/**
 * The manifest against the server: it names every rule for the setting `disko.rules` (VS Code completes them, and "Disko:
 * Open Rule" lists them; `UPDATE=1` writes what is expected), every choice, and files that are there.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../server/core/rules/index.ts";
import { ENVIRONMENTS, INTENSITIES, PRIORITIES, TARGETS } from "../../server/core/settings.ts";
import { PROJECT_FILES } from "../../server/core/stack/project-file.ts";

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
  const paths: string[] = [
    icon,
    ...contributes.grammars.map((grammar: { path: string }) => grammar.path),
    ...[...contributes.jsonValidation, ...contributes.yamlValidation].map(({ url }: { url: string }) => url),
  ];
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("Nix keeps the grammar and the configuration that other extensions give it", () => {
  const { contributes } = JSON.parse(readFileSync(file, "utf8"));
  expect(contributes.languages).toEqual([{ id: "nix", extensions: [".nix"] }]);
});

test("project files get their schema, under every name that they may have", () => {
  const { contributes, files } = JSON.parse(readFileSync(file, "utf8"));
  const matches = [...contributes.jsonValidation, ...contributes.yamlValidation].flatMap(({ fileMatch }) => fileMatch);
  expect(matches.sort()).toEqual([...PROJECT_FILES].sort());
  expect(files).toContain("patterns/*.schema.json");
});

test("what a user may choose of a layout is what the server takes", () => {
  const { properties } = JSON.parse(readFileSync(file, "utf8")).contributes.configuration;
  const choices = (name: string): string[] => properties[`disko.${name}`].enum;
  expect(choices("priority")).toEqual(["", ...PRIORITIES]);
  expect(choices("environment")).toEqual(["", ...ENVIRONMENTS]);
  expect(choices("target")).toEqual(["", ...TARGETS]);
  const intensity = properties["disko.workload"].properties.intensity.additionalProperties;
  expect(intensity.enum).toEqual([...INTENSITIES]);
  for (const { enum: words, enumDescriptions } of Object.values<{ enum?: string[]; enumDescriptions?: string[] }>(
    properties,
  ))
    if (enumDescriptions) expect(enumDescriptions).toHaveLength(words?.length ?? 0);
});

test("every button and menu entry is a command that is declared", () => {
  const { contributes } = JSON.parse(readFileSync(file, "utf8"));
  const commands = contributes.commands.map(({ command }: { command: string }) => command);
  const used = Object.values<{ command: string }[]>(contributes.menus).flatMap((entries) =>
    entries.map((e) => e.command),
  );
  expect(used.filter((command) => !commands.includes(command))).toEqual([]);
});
