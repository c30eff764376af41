/** Expressions that stand for themselves: words, strings, paths, and whatever has brackets of its own. */
import type { Expr } from "../ast.ts";
import { accept, current, isAt } from "../grammar/state.ts";
import type { Token } from "../grammar/tokens.ts";
import { readBindings } from "./bindings.ts";
import { readExpr } from "./build-tree.ts";
import { readSelect } from "./operators.ts";
import { beginNode, endNode, loseWay, type Reader, take, takeMark } from "./reader.ts";
import { readPath, readString } from "./strings.ts";

const LARGEST_INT = 2n ** 63n - 1n;

export function readSimple(reader: Reader): Expr {
  const token = current(reader);
  switch (token.kind) {
    case "identifier":
    case "number":
    case "search-path":
    case "uri":
      take(reader);
      reader.height = Math.max(reader.height, 1);
      return wordOf(token);
    case "path":
      return readPath(reader);
    case "string-open":
      return readString(reader);
    default:
      return readBracketed(reader);
  }
}

function wordOf({ kind, text, start, end }: Token): Expr {
  const span = { start, end };
  switch (kind) {
    case "number": {
      if (!/^\d+$/.test(text)) return { kind: "float", span, value: Number(text) };
      const value = BigInt(text);
      return value > LARGEST_INT
        ? { kind: "unsupported", span, why: "the integer does not fit in 64 bits" }
        : { kind: "int", span, value };
    }
    case "search-path":
      return { kind: "search-path", span, name: text.slice(1, -1) };
    case "uri":
      return { kind: "string", span, style: "uri", parts: [{ kind: "text", text, span }] };
    default:
      return { kind: "identifier", span, name: text };
  }
}

function readBracketed(reader: Reader): Expr {
  const before = beginNode(reader);
  const expr = bracketed(reader);
  endNode(reader, before);
  return expr;
}

function bracketed(reader: Reader): Expr {
  const { start } = current(reader);
  if (accept(reader, "(")) {
    const inner = readExpr(reader);
    const { end } = takeMark(reader, ")");
    return { kind: "parenthesized", span: { start, end }, inner };
  }
  if (accept(reader, "[")) {
    const elements: Expr[] = [];
    while (!isAt(reader, "]") && !reader.lost) elements.push(readSelect(reader));
    const { end } = takeMark(reader, "]");
    return { kind: "list", span: { start, end }, elements };
  }
  const recursive = accept(reader, "rec");
  if (!accept(reader, "{")) return loseWay(reader, current(reader));
  const bindings = readBindings(reader, "}");
  const { end } = takeMark(reader, "}");
  return { kind: "attrset", span: { start, end }, recursive, bindings };
}
