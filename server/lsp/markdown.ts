/** Markdown as our pages write it. All that comes from files, patterns or the system is escaped: a page holds no markup but ours. */

/** Plain text that stays plain wherever it stands in a line; no address in it becomes a link. */
export function text(plain: string): string {
  return plain
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]()<>#!|~&$]/g, "\\$&")
    .replace(/^[-+=]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/(\w):\/\//g, "$1\\://")
    .replace(/\bwww\./gi, "www\\.");
}

/** Code in a line; a text with backticks gets a longer fence. */
export function code(plain: string): string {
  const flat = plain.replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const inner = longest > 0 ? ` ${flat} ` : flat;
  return flat.trim() === "" ? "" : `${fence}${inner}${fence}`;
}

/** A sentence of the engine or of a pattern: backticks in it mean code; everything else is plain. */
export function sentence(written: string): string {
  return written
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : text(part)))
    .join("");
}

/** A block of code that nothing inside can end. */
export function block(plain: string, language = ""): string {
  const longest = Math.max(2, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${plain.replace(/\n$/, "")}\n${fence}`;
}

/** A link; `label` is markdown already. Only `https:` and places in files are linked; else the label stands alone. */
export function link(label: string, address: string): string {
  const leadsToPlace = /^(\/(?!\/)|(?!javascript|vbscript|data|command|vscode:)[a-z][a-z0-9+.-]*:\/\/)[^\s]*#L\d+$/i;
  if (!address.startsWith("https://") && !leadsToPlace.test(address)) return label;
  const safe = address.replace(/[\s()<>\\"'`[\]|]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return `[${label}](${safe})`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, "\\|")).join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item.replaceAll("\n", "\n  ")}`).join("\n");
}

/** Parts that are there, a blank line between two. */
export function page(parts: readonly (string | undefined | false)[]): string {
  return `${parts.filter((part) => part !== undefined && part !== false && part !== "").join("\n\n")}\n`;
}
