/**
 * Expectations drawn under the Nix they speak of:
 *
 *     "@db" = { mountOptions = [ "nodatacow" ]; };
 *     #                          ^^^^^^^^^^^ DSK204 has no effect
 *
 * The carets stand under the finding, the text after the code must occur in its message. Every unmarked line is a
 * promise of silence. A finding over several lines is drawn to the end of its first.
 */
import type { Finding } from "../../server/core/text/finding.ts";

export interface Drawing {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly code: string;
  readonly text: string;
}

const DRAWING = /^(\s*#\s*)(\^+) (DSK\d+) ?(.*)$/;

/** The drawings of a text; lines and columns from 1. */
export function readDrawings(text: string): Drawing[] {
  const drawings: Drawing[] = [];
  let codeLine = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const match = DRAWING.exec(line);
    if (!match) {
      codeLine = index + 1;
      continue;
    }
    const [, before = "", carets = "", code = "", rest = ""] = match;
    drawings.push({ line: codeLine, column: before.length + 1, length: carets.length, code, text: rest.trim() });
  }
  return drawings;
}

/** What a finding would be drawn as, with its whole message. */
export function draw(text: string, finding: Pick<Finding, "at" | "code" | "message">): Drawing {
  const { start, end } = finding.at.span;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", start);
  const lineEnd = newline < 0 ? text.length : newline;
  return {
    line: text.slice(0, start).split("\n").length,
    column: start - lineStart + 1,
    length: Math.max(1, Math.min(end, lineEnd) - start),
    code: finding.code,
    text: finding.message,
  };
}

/** Both sides as comparable lines, in one order; a drawing's text is kept only where the message holds it. */
export function compareDrawings(text: string, findings: readonly Finding[]): { expected: string[]; actual: string[] } {
  const expected = readDrawings(text);
  const actual = findings.map((finding) => draw(text, finding));
  const show = (d: Drawing, message: string): string => `${d.line}:${d.column}+${d.length} ${d.code}${message}`;
  const same = (a: Drawing, b: Drawing): boolean =>
    a.line === b.line && a.column === b.column && a.length === b.length && a.code === b.code;
  const matched = expected.map((e) => actual.find((a) => same(a, e) && a.text.includes(e.text)) !== undefined);
  return {
    expected: expected.map((e, i) => show(e, matched[i] ? "" : ` ${e.text}`)).sort(),
    actual: actual
      .map((a) => show(a, expected.some((e) => same(a, e) && a.text.includes(e.text)) ? "" : ` ${a.text}`))
      .sort(),
  };
}
