// The contract of `check --format json`, version 1: strict, so that a field taken away or misspelt fails.
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
      message: z.string().min(1),
      range: Range,
      related: z.array(z.strictObject({ path: z.string().min(1), range: Range, message: z.string().min(1) })),
      fixes: z.array(z.strictObject({ title: z.string().min(1), safe: z.boolean() })),
    }),
  ),
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
