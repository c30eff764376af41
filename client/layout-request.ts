/**
 * What "Disko: Generate Optimized Layout" is asked for: the object that keybindings, code actions and tests may give it.
 * What makes no sense in it is an error, told with its name: a layout for something else than was meant would be worse.
 */
import * as vscode from "vscode";
import { ENVIRONMENTS, type Fresh, type GenerateParams, PRIORITIES, TARGETS } from "./protocol.ts";

export interface LayoutRequest extends Omit<GenerateParams, "uri"> {
  readonly uri?: vscode.Uri;
  /** Apply without a preview. */
  readonly apply?: boolean;
  /** Ask nothing and tell nothing: the command's result says how it went. */
  readonly quiet?: boolean;
}

/** Throws an error that names the first thing that makes no sense. */
export function readLayoutRequest(given: unknown): LayoutRequest {
  // From a menu VS Code passes the address of the file itself.
  if (given instanceof vscode.Uri) return { uri: given };
  if (given === undefined || given === null) return {};
  if (typeof given !== "object") throw wrong("the argument", "an object", given);
  const fields = new Map<string, unknown>(Object.entries(given));
  const take = <T>(name: string, what: string, read: (value: unknown) => T | undefined): T | undefined => {
    const value = fields.get(name);
    fields.delete(name);
    if (value === undefined || value === null) return undefined;
    const taken = read(value);
    if (taken === undefined) throw wrong(`\`${name}\``, what, value);
    return taken;
  };
  const word = <const T extends readonly string[]>(words: T) => [words.join(", "), oneOf(words)] as const;
  const request = {
    uri: take("uri", "an address", uriOf),
    host: take("host", "a name", text),
    priority: take("priority", ...word(PRIORITIES)),
    environment: take("environment", ...word(ENVIRONMENTS)),
    target: take("target", ...word(TARGETS)),
    tools: take("tools", "a list of ids", texts),
    exclude: take("exclude", "a list of ids", texts),
    accept: take("accept", "a list of ids", texts),
    skip: take("skip", "a list of ids", texts),
    fresh: take("fresh", "an object with device, luks and swap", freshOf),
    apply: take("apply", "true or false", flag),
    quiet: take("quiet", "true or false", flag),
  };
  const [unknown] = fields.keys();
  if (unknown !== undefined) throw new Error(`Disko: \`${unknown}\` is nothing that this command takes.`);
  return withoutUndefined(request);
}

function wrong(name: string, what: string, value: unknown): Error {
  return new Error(`Disko: ${name} takes ${what}, not ${JSON.stringify(value)}.`);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item): item is string => typeof item === "string") ? value : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function oneOf<const T extends readonly string[]>(words: T): (value: unknown) => T[number] | undefined {
  return (value) => words.find((word) => word === value);
}

function uriOf(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  return typeof value === "string" && /^[a-z][a-z0-9+.-]*:/i.test(value) ? vscode.Uri.parse(value, true) : undefined;
}

function freshOf(value: unknown): Fresh | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { device, luks, swap, ...others }: Record<string, unknown> = { ...value };
  const fits =
    (device === undefined || text(device) !== undefined) &&
    (luks === undefined || flag(luks) !== undefined) &&
    (swap === undefined || text(swap) !== undefined) &&
    Object.keys(others).length === 0;
  return fits ? withoutUndefined({ device: text(device), luks: flag(luks), swap: text(swap) }) : undefined;
}

/** The same without what is undefined, so that it replaces nothing when it is spread. */
export function withoutUndefined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
