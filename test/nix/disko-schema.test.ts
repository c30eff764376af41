/**
 * Our schema beside the options that real disko declares, attribute by attribute and in both directions: names, what is
 * required, which values a type takes, which content goes where, hooks, internals. Runs where DISKO_SRC is a checkout of
 * disko and NIXPKGS_LIB says where nixpkgs lies.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { judge } from "../../server/core/disko/check-value.ts";
import { attributeNames, HOOKS, isSchemaObject, schemaAttribute } from "../../server/core/disko/schema.ts";
import { readOnlyInternals, settableInternals } from "../../server/core/disko/schema-internals.ts";
import type { SchemaType } from "../../server/core/disko/schema-type.ts";
import { evaluatorOf, TEST_PATH } from "../support/evaluate.ts";
import { nixpkgsFolder, nixVersion } from "./real-nix.ts";

/** The release that `schema.ts` says it was taken from. */
const VERSION = "1.13.0";

/** Where we differ from that release on purpose. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  "luks.enrollFido2: only ours": "a newer disko has it",
  "luks.enrollRecovery: only ours": "a newer disko has it",
  "luks.extraFido2EnrollArgs: only ours": "a newer disko has it",
  "topology.type: required only by ours": "disko looks the type up before it would take its default",
};

/** What every type is asked about: Nix expressions. None that our evaluator and Nix could see differently. */
const PROBES: readonly string[] = [
  ...["null", "true", "0", "7", "-1", "1.5", "[ ]", "{ }", "x: x", '[ "a" ]', '{ a = "b"; }'],
  ...[
    "",
    " ",
    "/",
    "//",
    "/a",
    "//a",
    "/a/",
    "a/b",
    "relative",
    "100%",
    "50%",
    "0",
    "1",
    "10G",
    "10g",
    "10GB",
    "10GiB",
    "G",
    "1.5G",
    "+1G",
    " 1G",
    "1P",
    "1E",
    "-0",
    "EF00",
    "ef02",
    "8300",
    "830",
    "83000",
    "EFG0",
    "0x83",
  ],
  ...[
    "809b3a2b-828a-4730-95e1-75b6343e415a",
    "809B3A2B-828A-4730-95E1-75B6343E415A",
    "809b3a2b828a473095e175b6343e415a",
    "809b3a2b-828a-4730-95e1-75b6343e415g",
  ],
  ...["mirror", "raidz4", "once", "gpt", "msdos", "disk", "primary", "1.2", "ext4", "zfs_fs"],
].map((probe) =>
  /^(null|true|-?[0-9]+(\.[0-9])?|\[.*\]|\{.*\}|x: x)$/.test(probe) && !/^(0|1)$/.test(probe)
    ? probe
    : JSON.stringify(probe),
);

const VALUES = PROBES.map((probe) => evaluatorOf(probe).evaluateFile(TEST_PATH));

interface RealType {
  readonly kind: string;
  readonly checks: readonly boolean[];
  readonly of?: readonly RealType[] | undefined;
  readonly values?: readonly string[] | undefined;
  readonly object?: RealObject | undefined;
  readonly types?:
    | Readonly<Record<string, { readonly file?: string | undefined; readonly object?: RealObject | undefined }>>
    | undefined;
}
interface RealOption {
  readonly required: boolean;
  readonly internal: boolean;
  readonly readOnly: boolean;
  readonly type?: RealType | undefined;
}
type RealObject = Readonly<Record<string, RealOption>>;

const realType: z.ZodType<RealType> = z.lazy(() =>
  z.object({
    kind: z.string(),
    checks: z.array(z.boolean()),
    of: z.array(realType).optional(),
    values: z.array(z.string()).optional(),
    object: realObject.optional(),
    types: z.record(z.string(), z.object({ file: z.string().optional(), object: realObject.optional() })).optional(),
  }),
);
const realObject: z.ZodType<RealObject> = z.lazy(() =>
  z.record(
    z.string(),
    z.object({ required: z.boolean(), internal: z.boolean(), readOnly: z.boolean(), type: realType.optional() }),
  ),
);
const DECLARED = z.object({ version: z.string(), devices: realObject, types: z.record(z.string(), realObject) });

const source = process.env.DISKO_SRC;
const why = whyNot();
if (why) console.warn(`SKIPPED: ${why}, disko's options are not compared with our schema`);

function whyNot(): string | undefined {
  if (!source) return "DISKO_SRC is not set";
  if (!nixVersion()) return "nix-instantiate is not installed";
  return nixpkgsFolder() ? undefined : "NIXPKGS_LIB is not set";
}

function declaredOptions(): z.infer<typeof DECLARED> {
  const args = ["--eval", "--strict", "--json", join(import.meta.dirname, "disko-schema.nix")];
  const paths = ["-I", `nixpkgs=${nixpkgsFolder()}`, "-I", `disko=${source}`];
  const probes = ["--arg", "probes", `[ ${PROBES.map((probe) => `(${probe})`).join(" ")} ]`];
  const env = { ...process.env, NIX_PATH: "" };
  const options = { encoding: "utf8", env, maxBuffer: 1 << 28, stdio: "pipe" } as const;
  return DECLARED.parse(JSON.parse(execFileSync("nix-instantiate", [...args, ...paths, ...probes], options)));
}

test.skipIf(why !== undefined)("our schema is what disko declares", () => {
  const declared = declaredOptions();
  expect(declared.version).toBe(VERSION);
  const comparison = compare(declared);
  console.log(
    `disko ${declared.version}: ${comparison.attributes} attributes of ${comparison.objects.size} objects, ${PROBES.length} values each`,
  );
  expect(comparison.differences).toEqual(Object.keys(DIFFERENCES).sort());
  // Nothing of disko's was passed over.
  expect(Object.keys(declared.types).filter((name) => !comparison.objects.has(name))).toEqual([]);
});

interface Comparison {
  readonly differences: readonly string[];
  readonly objects: ReadonlySet<string>;
  readonly attributes: number;
}

/** Walks both from `disko.devices` down; an object that is met again is not entered again. */
function compare({ devices, types }: z.infer<typeof DECLARED>): Comparison {
  const differences: string[] = [];
  const objects = new Set<string>();
  let attributes = 0;

  const object = (ours: string, real: RealObject): void => {
    if (objects.has(ours)) return;
    objects.add(ours);
    if (!isSchemaObject(ours)) {
      differences.push(`${ours}: not in our schema`);
      return;
    }
    const internals = [...readOnlyInternals(ours), ...settableInternals(ours)];
    for (const name of new Set([...attributeNames(ours), ...internals, ...Object.keys(real)])) {
      attributes += 1;
      const option = real[name];
      const own = schemaAttribute(ours, name);
      if (option === undefined) differences.push(`${ours}.${name}: only ours`);
      else if (name.startsWith("_")) internal(ours, name, option);
      else if (own === undefined) differences.push(`${ours}.${name}: only disko's`);
      else {
        if (own.required !== option.required) {
          differences.push(`${ours}.${name}: required only by ${own.required ? "ours" : "disko"}`);
        }
        if (option.readOnly) differences.push(`${ours}.${name}: read only`);
        if (option.type !== undefined) type(`${ours}.${name}`, own.type, option.type);
      }
    }
    const hooks = HOOKS.filter((hook) => Object.hasOwn(real, hook)).length;
    if (hooks !== 0 && hooks !== HOOKS.length) differences.push(`${ours}: ${hooks} hooks`);
  };

  const internal = (ours: string, name: string, option: RealOption): void => {
    const ownList = option.readOnly ? readOnlyInternals(ours) : settableInternals(ours);
    if (!ownList.includes(name) || !option.internal) {
      differences.push(`${ours}.${name}: internal, ${option.readOnly ? "read only" : "settable"}`);
    }
  };

  const type = (path: string, ours: SchemaType, real: RealType): void => {
    for (const [index, probe] of PROBES.entries()) {
      const value = VALUES[index];
      const fits = value !== undefined && judge(ours, value) === "fits";
      if (fits !== real.checks[index])
        differences.push(`${path}: ${probe} is taken only by ${fits ? "ours" : "disko"}`);
    }
    inside(path, ours, real);
  };

  const inside = (path: string, ours: SchemaType, real: RealType): void => {
    const below = typesBelow(ours);
    const theirs = real.of ?? [];
    if (real.kind !== (KINDS[ours.kind] ?? real.kind) || below.length !== theirs.length) {
      differences.push(`${path}: ours is ${ours.kind}, disko's ${real.kind}`);
      return;
    }
    for (const [index, one] of below.entries()) {
      const their = theirs[index];
      if (their !== undefined) type(path, one, their);
    }
    if (ours.kind === "enum") sameNames(path, ours.values, real.values ?? []);
    if (ours.kind === "ref" && real.object !== undefined) object(ours.type, real.object);
    if (ours.kind === "content") {
      const accepted = Object.entries(real.types ?? {});
      sameNames(
        path,
        ours.types,
        accepted.map(([name]) => name),
      );
      for (const [name, { file, object: inner }] of accepted) {
        const declared = file === undefined ? inner : types[file];
        if (declared !== undefined) object(name, declared);
      }
    }
  };

  const sameNames = (path: string, ours: readonly string[], theirs: readonly string[]): void => {
    const [own, their] = [ours, theirs].map((names) => [...names].sort().join(" "));
    if (own !== their) differences.push(`${path}: ours takes ${own}, disko ${their}`);
  };

  object("devices", devices);
  return { differences: differences.sort(), objects, attributes };
}

/** The name that nixpkgs gives a kind of type; the others have several. */
const KINDS: Readonly<Partial<Record<SchemaType["kind"], string>>> = {
  bool: "bool",
  int: "int",
  enum: "enum",
  absolutePath: "absolute pathname",
  any: "anything",
  nullOr: "nullOr",
  listOf: "listOf",
  attrsOf: "attrsOf",
  oneOf: "either",
  ref: "submodule",
  content: "subType",
};

function typesBelow(type: SchemaType): readonly SchemaType[] {
  switch (type.kind) {
    case "nullOr":
    case "listOf":
    case "attrsOf":
      return [type.of];
    case "oneOf":
      return type.of;
    default:
      return [];
  }
}
