/** Bindings of sets and `let`, and attribute paths. */
import type { AttrName, AttrPath, Binding } from "../ast.ts";
import { accept, current, isAt } from "../grammar/state.ts";
import { readExpr } from "./build-tree.ts";
import { loseWay, type Reader, take, takeMark } from "./reader.ts";
import { readInterpolated, readString } from "./strings.ts";

/** Bindings up to `close`, which is left standing. */
export function readBindings(reader: Reader, close: "}" | "in"): Binding[] {
  const bindings: Binding[] = [];
  let height = 0;
  while (!isAt(reader, close) && !reader.lost) {
    reader.height = 0;
    bindings.push(isAt(reader, "inherit") ? readInherit(reader) : readBinding(reader));
    height = Math.max(height, reader.height);
  }
  reader.height = height;
  return bindings;
}

function readBinding(reader: Reader): Binding {
  const { start } = current(reader);
  const path = readAttrPath(reader);
  takeMark(reader, "=");
  const value = readExpr(reader);
  // Each name is a set around the next.
  reader.height += path.length - 1;
  const { end } = takeMark(reader, ";");
  return { kind: "binding", span: { start, end }, path, value };
}

function readInherit(reader: Reader): Binding {
  const { start } = take(reader);
  const from = accept(reader, "(") ? readExpr(reader) : undefined;
  if (from) takeMark(reader, ")");
  const names: AttrName[] = [];
  while (!isAt(reader, ";") && !reader.lost) names.push(readAttrName(reader));
  const { end } = takeMark(reader, ";");
  return { kind: "inherit", span: { start, end }, from, names };
}

export function readAttrPath(reader: Reader): AttrPath {
  const path = [readAttrName(reader)];
  while (accept(reader, ".")) path.push(readAttrName(reader));
  return path;
}

function readAttrName(reader: Reader): AttrName {
  const { kind, text, start, end } = current(reader);
  if (kind === "identifier" || isAt(reader, "or")) {
    take(reader);
    return { kind: "identifier", span: { start, end }, name: text };
  }
  if (kind === "string-open") {
    const string = readString(reader);
    return { kind: "string", span: string.span, string };
  }
  if (isAt(reader, "${")) {
    const { expr, span } = readInterpolated(reader);
    return { kind: "dynamic", span, expr };
  }
  return { kind: "dynamic", span: { start, end }, expr: loseWay(reader, current(reader)) };
}
