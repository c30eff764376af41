/** What a process and its children use, read from Linux' /proc; elsewhere everything is 0. */
import { readFileSync } from "node:fs";

/** Length of a clock tick in /proc, in milliseconds: 100 a second on every Linux that Node runs on. */
const TICK_MS = 10;

/** Resident memory in MiB. */
export function memoryOf(pid) {
  const kib = familyOf(pid).map((id) => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${id}/status`))?.[1] ?? 0));
  return Math.round(sum(kib) / 102.4) / 10;
}

/** Time on a processor in milliseconds, user and system, children that ended included. */
export function processorTimeOf(pid) {
  const ticks = familyOf(pid).map((id) => {
    // After the name in brackets: state, then 10 numbers, then utime, stime, cutime and cstime.
    const fields = read(`/proc/${id}/stat`).split(") ").at(-1)?.split(" ") ?? [];
    return sum(fields.slice(11, 15).map(Number));
  });
  return sum(ticks) * TICK_MS;
}

function familyOf(pid) {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(/\s+/).filter(Boolean);
  return [pid, ...children.flatMap((child) => familyOf(Number(child)))];
}

/** A process can end while we look. */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function sum(numbers) {
  return numbers.reduce((total, n) => total + n, 0);
}
