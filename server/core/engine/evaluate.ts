/** The value of a file as strict JSON, for `eval`: what is not known says so where it stands. */
import type { Files } from "../files.ts";
import type { Parser } from "../nix/syntax/parser.ts";
import { createEvaluator, type Evaluator } from "../nix/values/evaluate.ts";
import { fromJson, type JsonInput } from "../nix/values/from-json.ts";
import { jsonText, toJson } from "../nix/values/json.ts";
import { refusalOf } from "../nix/values/refusal.ts";
import { selectAttribute } from "../nix/values/select.ts";
import type { Value } from "../nix/values/value.ts";
import { nixosNatives } from "../nixos/lib.ts";
import { lineAndColumn } from "../text/line-and-column.ts";

export interface EvaluateOptions {
  readonly attribute?: string;
  readonly args?: { readonly [name: string]: JsonInput };
}

/** `read` and `pending` are the files that the answer rests on. */
export type EvaluateResult = { readonly read: readonly string[]; readonly pending: readonly string[] } & Outcome;

type Outcome =
  /** Strict JSON text: `{ "$unknown": "why" }` where not known, `{ "$function": true }` for functions, exact integers. */
  | { readonly ok: true; readonly json: string }
  /** The file cannot be read or parsed, or the attribute does not exist: one line that names file and place. */
  | { readonly ok: false; readonly message: string };

export function evaluateToJson(path: string, options: EvaluateOptions, files: Files, parser: Parser): EvaluateResult {
  const content = files.read(path);
  const nothing = { read: [path], pending: [] } as const;
  if (content.kind === "pending")
    return { ok: false, message: `${path} is not loaded yet`, read: [path], pending: [path] };
  if (content.kind === "absent") return { ok: false, message: `${path} does not exist`, ...nothing };
  if (content.kind === "directory") return { ok: false, message: `${path} is a folder, not a file`, ...nothing };
  if (content.kind === "unreadable")
    return { ok: false, message: `${path} cannot be read: ${content.why}`, ...nothing };
  const error = refusalOf(parser.parse(path, content.text));
  if (error) {
    const { line, column } = lineAndColumn(content.text, error.span.start);
    return { ok: false, message: `${path}:${line}:${column}: ${error.message}`, ...nothing };
  }

  const evaluator = createEvaluator({ parse: parser.parse, files, natives: nixosNatives });
  const args = Object.fromEntries(Object.entries(options.args ?? {}).map(([name, json]) => [name, fromJson(json)]));
  const result = follow(evaluator, path, args, attributePath(options.attribute ?? ""));
  return { ...result, ...evaluator.dependencies() };
}

function follow(
  evaluator: Evaluator,
  path: string,
  args: Readonly<Record<string, Value>>,
  names: readonly string[],
): Outcome {
  let value = evaluator.evaluateRoot(path, args);
  for (const [index, name] of names.entries()) {
    const selection = selectAttribute(value, name);
    if (selection.kind === "absent") {
      return { ok: false, message: `${path}: there is no attribute ${names.slice(0, index + 1).join(".")}` };
    }
    value = selection.kind === "found" ? selection.attribute.thunk.force() : selection.unknown;
    if (value.kind === "unknown") break;
  }
  return { ok: true, json: jsonText(toJson(value, evaluator.context), 2) };
}

/** `a."b.c".d` → a, b.c, d. An empty text is the value itself. */
function attributePath(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|[^."]+/g)].map(
    (match) => match[1]?.replace(/\\(.)/g, "$1") ?? match[0],
  );
}
