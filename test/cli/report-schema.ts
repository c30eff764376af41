// The contracts of `--format json`, version 1: strict, so that a field taken away or misspelt fails.
import { z } from "zod";

const Position = z.strictObject({ line: z.int().min(1), column: z.int().min(1) });
const Range = z.strictObject({ start: Position, end: Position });

export const JsonReport = z.strictObject({
  version: z.literal(1),
  findings: z.array(
    z.strictObject({
      path: z.string().min(1),
      code: z.string().regex(/^DSK\d{3}$/),
      rule: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      severity: z.enum(["error", "warning", "info", "hint"]),
      consequence: z.enum([
        "evaluation",
        "install",
        "boot",
        "loss",
        "silent",
        "risk",
        "better",
        "redundant",
        "deprecated",
      ]),
      message: z.string().min(1),
      range: Range,
      related: z.array(z.strictObject({ path: z.string().min(1), range: Range, message: z.string().min(1) })),
      fixes: z.array(z.strictObject({ title: z.string().min(1), safe: z.boolean() })),
    }),
  ),
  files: z.array(z.string().min(1)),
  summary: z.strictObject({
    errors: z.int().min(0),
    warnings: z.int().min(0),
    infos: z.int().min(0),
    hints: z.int().min(0),
    checkedFiles: z.int().min(0),
    diskoFiles: z.int().min(0),
    fixed: z.int().min(0),
    complete: z.boolean(),
  }),
});

export type JsonReport = z.infer<typeof JsonReport>;

const Path = z.string().min(1);
const Line = z.strictObject({ path: Path, line: z.int().min(1) });
const Spot = z.strictObject({ path: Path, line: z.int().min(1), column: z.int().min(1) });
const Sentence = z.string().min(1);

/** `generate`. */
export const PlanReport = z.strictObject({
  version: z.literal(1),
  file: Path,
  host: z.string().nullable(),
  target: z.enum(["install", "running"]),
  priority: z.enum(["performance", "balanced", "durability", "space"]),
  environment: z.enum(["development", "production"]),
  kernel: z
    .string()
    .regex(/^\d+\.\d+$/)
    .nullable(),
  chosen: z.strictObject({ priority: z.boolean(), environment: z.boolean(), target: z.boolean() }),
  decisions: z.array(
    z.strictObject({
      id: z.string().min(1),
      kind: z.string().min(1),
      what: Sentence,
      path: z.string().startsWith("/").nullable(),
      why: z.array(z.strictObject({ text: Sentence, source: z.strictObject({ url: z.url(), title: Sentence }) })),
      cost: Sentence,
      tools: z.array(z.strictObject({ id: z.string().min(1), evidence: z.array(Line) })),
      addsMount: z.boolean(),
      changes: z.int().min(0),
      steps: z.array(Sentence),
      at: Spot.nullable(),
      carriedOut: z.boolean(),
      optional: z.boolean(),
    }),
  ),
  notDone: z.array(
    z.strictObject({ what: Sentence, because: Sentence, sources: z.array(z.url()), snippet: z.string().nullable() }),
  ),
  refusals: z.array(z.strictObject({ at: Spot.nullable(), why: Sentence, snippet: z.string().nullable() })),
  notWritten: z.array(z.strictObject({ decision: Sentence, at: Spot.nullable(), why: Sentence, snippet: z.string() })),
  edits: z.array(z.strictObject({ path: Path, start: z.int().min(0), end: z.int().min(0), newText: z.string() })),
  text: z.string(),
  promise: z.strictObject({
    filesystems: z.array(
      z.strictObject({
        device: Sentence,
        compress: z.string().startsWith("compress"),
        datacow: z.boolean(),
        mounts: z.array(z.strictObject({ mountpoint: z.string().startsWith("/"), noatime: z.boolean() })),
      }),
    ),
    noCopyOnWrite: z.array(z.string().startsWith("/")),
  }),
  diff: z.string().optional(),
  written: z.array(Path).optional(),
});

/** `profile`. */
export const ProfileReport = z.strictObject({
  version: z.literal(1),
  hosts: z.array(
    z.strictObject({
      name: z.string().min(1),
      entry: Path,
      tools: z.array(
        z.strictObject({
          id: z.string().regex(/^[a-z][a-z0-9-]*$/),
          category: z.string().regex(/^[a-z][a-z0-9-]*$/),
          certainty: z.enum(["certain", "likely"]),
          via: z.enum(["option", "package", "user"]),
          evidence: z.array(Line),
        }),
      ),
      unknown: z.array(z.strictObject({ path: Path, line: z.int().min(1), why: Sentence })),
    }),
  ),
});

export type PlanReport = z.infer<typeof PlanReport>;
export type ProfileReport = z.infer<typeof ProfileReport>;
