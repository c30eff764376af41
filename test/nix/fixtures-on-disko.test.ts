/**
 * Every fixture and example of the rules before real disko: where we say that it is refused at evaluation, it is; and where
 * we do not, it is taken. Runs where DISKO_SRC is a checkout of disko and NIXPKGS_LIB says where nixpkgs lies.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RULES } from "../../server/core/rules/index.ts";
import {
  checkAlone,
  FIXTURES,
  fixtureNames,
  pathFor,
  readFixture,
  ruleNameOf,
  wholeFile,
} from "../support/rule-examples.ts";
import { type Answer, askNix, nixpkgsFolder, nixVersion } from "./real-nix.ts";

/** Files that disko and we see differently, by name, and why that is right. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "missing-attribute.shared-layout.nix": "the host gives the device, as its comment says: a risk",
  ...Object.fromEntries(
    [
      "two-resume-devices.nix",
      "two-resume-devices, bad",
      "wrong-luks-setting.nix",
      "wrong-luks-setting, bad",
      "luks-setting-of-other-initrd.nix",
      "luks-setting-of-other-initrd.scripted.nix",
    ].map((name) => [name, "NixOS refuses it: disko by itself does not look at what it hands on to `boot`"]),
  ),
};

/** Rules about what NixOS asserts of the whole host, which is not asked here. */
const OF_NIXOS: ReadonlySet<string> = new Set([
  "no-root",
  "needed-for-boot",
  "grub-device-twice",
  "luks-setting-of-other-initrd",
  "wrong-luks-setting",
]);

const source = process.env.DISKO_SRC;
const why = whyNot();
if (why) console.warn(`SKIPPED: ${why}, fixtures are not shown to real disko`);

function whyNot(): string | undefined {
  if (!source) return "DISKO_SRC is not set";
  if (!nixVersion()) return "nix-instantiate is not installed";
  return nixpkgsFolder() ? undefined : "NIXPKGS_LIB is not set";
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fixtures-on-disko-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Sample {
  readonly name: string;
  readonly text: string;
}

function samples(): Sample[] {
  const fixed = globSync("*.fixed.nix", { cwd: FIXTURES }).sort();
  const fixtures = [...fixtureNames(), ...fixed].filter((name) => isLayout(ruleNameOf(name)));
  const examples = RULES.filter((rule) => isLayout(rule.name)).flatMap((rule) => [
    { name: `${rule.name}, bad`, text: wholeFile(rule.docs.bad, rule) },
    { name: `${rule.name}, good`, text: wholeFile(rule.docs.good, rule) },
  ]);
  return [...fixtures.map((name) => ({ name, text: readFixture(name) })), ...examples];
}

function isLayout(rule: string): boolean {
  return pathFor(rule).endsWith(".nix");
}

/** As a module of NixOS, and as disko's command line reads it. */
async function askDisko(texts: readonly string[]): Promise<readonly { readonly refused?: string | undefined }[]> {
  const verdict = join(import.meta.dirname, "disko-verdict.nix");
  const expressions = texts.flatMap((text, index) => {
    const file = join(folder, `layout-${index}.nix`);
    writeFileSync(file, text);
    return ["false", "true"].map(
      (standalone) => `import ${verdict} { disko = ${source}; file = ${file}; standalone = ${standalone}; }`,
    );
  });
  const answers = await askNix(expressions);
  return texts.map((_, index) => ({ refused: refusal(answers.slice(2 * index, 2 * index + 2)) }));
}

/** What is said where neither way is taken. */
function refusal(answers: readonly Answer[]): string | undefined {
  const reasons = answers.flatMap((answer) => (answer.kind === "error" ? [answer.why] : []));
  return reasons.length === answers.length ? reasons.join("; ") : undefined;
}

/**
 * Refused only because the file is alone: it asks for an argument or a module that its host would have, or mounts nothing,
 * of which disko makes no script.
 */
function isOfHost(refused: string): boolean {
  return ["called without required argument", "'/modules/", "attribute 'fileSystems' missing"].some((reason) =>
    refused.includes(reason),
  );
}

test.skipIf(why !== undefined)(
  "what we say is refused is refused, and nothing else",
  { timeout: 600_000 },
  async () => {
    const all = samples();
    const verdicts = await askDisko(all.map(({ text }) => text));
    const wrong: string[] = [];
    let refusals = 0;
    for (const [index, { name, text }] of all.entries()) {
      const refused = verdicts[index]?.refused;
      const { findings } = await checkAlone(text);
      const said = findings.filter(({ consequence, rule }) => consequence === "evaluation" && !OF_NIXOS.has(rule));
      if (refused !== undefined) refusals += 1;
      if (Object.hasOwn(EXCEPTIONS, name) || (refused !== undefined && isOfHost(refused))) continue;
      if (said.length > 0 && refused === undefined) {
        wrong.push(`${name}: we say ${said.map(({ code }) => code).join(" ")}, disko takes it`);
      }
      if (said.length === 0 && refused !== undefined) wrong.push(`${name}: we say nothing, disko says ${refused}`);
    }
    console.log(`${all.length} files, ${refusals} of them refused by disko`);
    expect(wrong).toEqual([]);
  },
);
