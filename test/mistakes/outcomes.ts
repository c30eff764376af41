// What real disko and a real mount did with each file of cases/: measured once, kept in outcomes.psv, one line a case.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const CASES = join(import.meta.dirname, "cases");
export const BASELINE = "00-baseline";

export interface Outcome {
  readonly name: string;
  /** One line for a reader: rejected, fails while formatting, fails while mounting, or installs, and how it differs from the baseline then. */
  readonly text: string;
  /** Neither rejected nor failing. */
  readonly installs: boolean;
}

interface Row {
  readonly name: string;
  readonly evaluation: string;
  readonly install: string;
  readonly message: string;
  readonly warning: string;
  readonly effective: string;
}

export function readOutcomes(): Outcome[] {
  const [, ...lines] = readFileSync(join(CASES, "outcomes.psv"), "utf8").trim().split("\n");
  const rows = lines.map(readRow);
  const baseline = rows.find(({ name }) => name === BASELINE);
  return rows.map((row) => ({
    name: row.name,
    text: describe(row, baseline?.effective ?? ""),
    installs: row.evaluation === "EVAL-OK" && row.install.includes("mount rc=0"),
  }));
}

/** Messages may hold a bar themselves: the first two fields stand at the start, the last ones at the end. */
function readRow(line: string): Row {
  const fields = line.split("|");
  const [name = "", evaluation = ""] = fields;
  if (evaluation === "EVAL-ERR") {
    return { name, evaluation, install: "", message: fields.slice(2, -3).join("|"), warning: "", effective: "" };
  }
  const [warning = "", effective = ""] = fields.slice(-2);
  return { name, evaluation, install: fields[2] ?? "", message: fields.slice(3, -2).join("|"), warning, effective };
}

function describe({ evaluation, install, message, warning, effective }: Row, baseline: string): string {
  if (evaluation === "EVAL-ERR") return `rejected: ${short(message)}`;
  if (!install.includes("create rc=0")) return `fails while formatting: ${short(message)}`;
  if (!install.includes("mount rc=0")) return `formats, then fails to mount: ${short(message)}`;
  const warned = warning === "" ? "" : `; warns: ${short(warning.replace(/^trace: evaluation warning: /, ""))}`;
  const changed = effective === baseline ? "" : `: ${effectiveText(effective)}`;
  return `installs${changed}${warned}`;
}

/** Every mount with the options that the kernel really used. */
function effectiveText(effective: string): string {
  return effective
    .split(";")
    .filter((mount) => mount !== "")
    .map((mount) =>
      mount
        .replace(/ vfs=/, " ")
        .replace(/ btrfs super=rw,?/, " + ")
        .replace(/ \+ $/, ""),
    )
    .join("; ");
}

const LONGEST = 160;

function short(message: string): string {
  const text = message
    .replace(/^error: /, "")
    .replace(/\s+/g, " ")
    .replace(/\|/g, "/")
    .trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
