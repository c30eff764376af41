/**
 * Pipe operators in configurations: `a |> f` is `f a`, and so is `f <| a`. The Nix that everything is compared with has none,
 * so the tree of a file holds `unsupported` there (nix/syntax); flakes that switch them on are read all the same.
 * Source: <https://nix.dev/manual/nix/latest/language/operators#pipe-operators>.
 */
import type { Expr, SyntaxTree } from "../nix/syntax/ast.ts";
import { type Token, tokenize } from "../nix/syntax/grammar/tokens.ts";
import type { Span } from "../text/span.ts";

export type Parse = (path: string, text: string) => SyntaxTree;

const OPEN: ReadonlySet<string> = new Set(["(", "[", "{", "${"]);
const CLOSE: ReadonlySet<string> = new Set([")", "]", "}"]);

/** The tree of a text with its pipes as calls. */
export function parseWithPipes(path: string, text: string, parse: Parse): SyntaxTree {
  const tree = parse(path, text);
  if (!tree.root || !/\|>|<\|/.test(text)) return tree;
  const { tokens } = tokenize(text);
  return { ...tree, root: withCalls(tree.root, { path, text, tokens, parse }) };
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly parse: Parse;
}

/** A part of the tree, every pipe in it a call. Parts without one stay the objects that they are. */
function withCalls<T>(part: T, source: Source): T {
  if (Array.isArray(part)) {
    const items: readonly unknown[] = part;
    const changed = items.map((item) => withCalls(item, source));
    return changed.every((item, index) => item === items[index]) ? part : (changed as T);
  }
  if (typeof part !== "object" || part === null) return part;
  if (isUnsupported(part)) return (calls(part.span, source) ?? part) as T;
  const entries = Object.entries(part).map(([key, value]) => [key, withCalls(value, source), value] as const);
  if (entries.every(([, now, before]) => now === before)) return part;
  return { ...part, ...Object.fromEntries(entries.map(([key, now]) => [key, now])) };
}

function isUnsupported(part: object): part is Extract<Expr, { kind: "unsupported" }> {
  return "kind" in part && part.kind === "unsupported";
}

/** The pipes of one span; undefined where there are none, or both kinds, which Nix refuses. */
function calls(span: Span, source: Source): Expr | undefined {
  const { operands, operators } = split(span, source.tokens);
  const [operator] = operators;
  if (operator === undefined || operators.some((other) => other !== operator)) return undefined;
  const parts = operands.map((operand) => expressionIn(operand, source));
  const ordered = operator === "|>" ? parts : [...parts].reverse();
  return ordered.reduce((argument, fn) => {
    if (!argument || !fn) return undefined;
    const start = Math.min(argument.span.start, fn.span.start);
    const end = Math.max(argument.span.end, fn.span.end);
    return { kind: "apply", span: { start, end }, function: fn, argument };
  });
}

function split(span: Span, tokens: readonly Token[]): { operands: readonly Span[]; operators: readonly string[] } {
  const operands: Span[] = [];
  const operators: string[] = [];
  let depth = 0;
  let from: number | undefined;
  let to = span.start;
  for (const { kind, text, start, end } of tokens) {
    if (start < span.start || end > span.end || kind === "end") continue;
    if (kind === "symbol" && OPEN.has(text)) depth += 1;
    if (kind === "symbol" && CLOSE.has(text)) depth -= 1;
    if (kind === "symbol" && depth === 0 && (text === "|>" || text === "<|")) {
      operands.push({ start: from ?? to, end: to });
      operators.push(text);
      from = undefined;
    } else from ??= start;
    to = end;
  }
  operands.push({ start: from ?? to, end: to });
  return { operands, operators };
}

/** An operand is read where it stands: the text around it is blank. */
function expressionIn({ start, end }: Span, { path, text, parse }: Source): Expr | undefined {
  const blank = text.slice(0, start).replace(/[^\n]/g, " ") + text.slice(start, end);
  const tree = parseWithPipes(`${path}#${start}`, blank, parse);
  return tree.errors.length === 0 ? tree.root : undefined;
}
