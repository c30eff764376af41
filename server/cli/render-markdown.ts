/**
 * Our own pages as plain text: headings, lists, tables, code and links, which is all they use. Code stays as it is,
 * only indented, so it can be copied; the rest is wrapped.
 */
import type { Paint } from "./paint.ts";
import { cellsOfRow, renderTable } from "./render-table.ts";
import { wrapWords } from "./wrap.ts";

/** `width` in columns. */
export function renderMarkdown(markdown: string, paint: Paint, width: number): string {
  const lines: string[] = [];
  let inCode = false;
  let rows: string[][] = [];
  const endTable = (): void => {
    if (rows.length > 0) lines.push(...renderTable(rows, width, measure, (cell) => paintMarks(cell, paint)));
    rows = [];
  };
  for (const line of markdown.trim().split(/\r?\n/)) {
    const isRow = !inCode && line.startsWith("|");
    if (!isRow) endTable();
    if (line.startsWith("```")) inCode = !inCode;
    else if (inCode) lines.push(`    ${paint(line, "cyan")}`.trimEnd());
    else if (!isRow) lines.push(...renderLine(line, paint, width));
    else if (!RULE_OF_TABLE.test(line)) rows.push(cellsOfRow(writeLinks(line)));
  }
  endTable();
  return `${lines.join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
}

/** `| --- | --- |` below the header. */
const RULE_OF_TABLE = /^\|?\s*:?-{3,}/;

function renderLine(line: string, paint: Paint, width: number): string[] {
  const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
  if (heading !== undefined) return [paint(withoutMarks(heading), "bold")];
  return wrap(writeLinks(line), width).map((piece) => paintMarks(piece, paint));
}

function writeLinks(text: string): string {
  return text
    .replace(/<(https?:[^>\s]+)>/g, "$1")
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, target: string) =>
      label === target || !/^https?:/.test(target) ? label : `${label} (${target})`,
    );
}

function paintMarks(text: string, paint: Paint): string {
  return text
    .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => paint(strong, "bold"))
    .replace(/`([^`]+)`/g, (_, code: string) => paint(code, "cyan"));
}

function measure(text: string): number {
  return withoutMarks(text).length;
}

function withoutMarks(text: string): string {
  return paintMarks(text, (inner) => inner);
}

/** What belongs to a list item is indented like it. */
function wrap(text: string, width: number): string[] {
  const lead = /^\s*(?:(?:[-*>]|\d+\.)\s+)?/.exec(text)?.[0] ?? "";
  const lines = wrapWords(text.slice(lead.length), width - lead.length, measure);
  if (lines.length === 0) return [lead.trimEnd()];
  return lines.map((line, index) => (index === 0 ? lead : " ".repeat(lead.length)) + line);
}
