// Our own pages as plain text: headings, lists, tables, code and links, which is all they use. Code stays as it is, only
// indented, so it can be copied.
import type { Paint } from "./paint.ts";

export function renderMarkdown(markdown: string, paint: Paint): string {
  const lines: string[] = [];
  let inCode = false;
  for (const line of markdown.trim().split(/\r?\n/)) {
    if (line.startsWith("```")) {
      inCode = !inCode;
      continue;
    }
    lines.push(inCode ? `    ${paint(line, "cyan")}` : renderLine(line, paint));
  }
  return `${lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")}\n`;
}

function renderLine(line: string, paint: Paint): string {
  const heading = /^#{1,6}\s+(.*)$/.exec(line);
  if (heading)
    return paint(
      renderInline(heading[1] ?? "", (text) => text),
      "bold",
    );
  if (/^\|?\s*:?-{3,}/.test(line)) return "";
  if (line.startsWith("|")) {
    const cells = line.replace(/^\||\|$/g, "").split("|");
    return cells.map((cell) => renderInline(cell.trim(), paint)).join("  ");
  }
  return renderInline(line, paint);
}

function renderInline(text: string, paint: Paint): string {
  return text
    .replace(/<(https?:[^>\s]+)>/g, "$1")
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, target: string) =>
      label === target || !/^https?:/.test(target) ? label : `${label} (${target})`,
    )
    .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => paint(strong, "bold"))
    .replace(/`([^`]+)`/g, (_, code: string) => paint(code, "cyan"));
}
