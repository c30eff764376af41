/**
 * The user's settings, section `disko`. A client that lets itself be asked is asked; others send them with `initialize`
 * (`initializationOptions.settings`) or with each change. A setting that makes no sense is named once, in one line, and
 * its default holds.
 */
import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  MessageType,
  ShowMessageNotification,
} from "vscode-languageserver";
import * as z from "zod";
import { DEFAULT_SETTINGS, parseKernelVersion, RULE_LEVELS, type RuleLevel, type Settings } from "../core/settings.ts";
import { readSelection, selectionSection, shown } from "./selection-section.ts";

export interface Configuration {
  settings(): Settings;
  /** Whether findings are wanted at all. */
  validate(): boolean;
  /** Resolves when the first answer of the client is in. */
  readonly ready: Promise<void>;
}

interface Section {
  readonly settings: Settings;
  readonly validate: boolean;
}

const section = selectionSection.extend(
  z.object({ rules: z.unknown(), kernel: z.unknown(), validate: z.unknown() }).partial().shape,
);
const rules = z.record(z.string(), z.unknown());
const level = z.enum(RULE_LEVELS);

/**
 * Reads the section `disko`; `isRule` knows codes and names of rules. What is not understood is left at its default and
 * told in `complaints`.
 */
export function parseSettings(
  value: unknown,
  isRule: (topic: string) => boolean,
): Section & { readonly complaints: readonly string[] } {
  const complaints: string[] = [];
  const given = section.safeParse(value ?? {});
  if (!given.success) {
    return { settings: DEFAULT_SETTINGS, validate: true, complaints: [`"disko" is ${shown(value)}, not an object`] };
  }

  const levels: Record<string, RuleLevel> = {};
  const givenRules = rules.safeParse(given.data.rules ?? {});
  if (!givenRules.success) complaints.push(`"disko.rules" is ${shown(given.data.rules)}, not an object`);
  for (const [rule, wanted] of Object.entries(givenRules.data ?? {})) {
    const parsed = level.safeParse(wanted);
    if (!isRule(rule)) complaints.push(`"disko.rules" names "${rule}", which is no rule`);
    else if (parsed.success) levels[rule] = parsed.data;
    else
      complaints.push(`"disko.rules" has ${shown(wanted)} for "${rule}", which is none of ${RULE_LEVELS.join(", ")}`);
  }

  const wantedKernel = given.data.kernel ?? "";
  const kernel = typeof wantedKernel === "string" ? parseKernelVersion(wantedKernel) : undefined;
  if (!kernel && wantedKernel !== "")
    complaints.push(`"disko.kernel" is ${shown(wantedKernel)}, not a version like "6.18"`);

  const wantedValidate = given.data.validate ?? true;
  if (typeof wantedValidate !== "boolean") {
    complaints.push(`"disko.validate" is ${shown(wantedValidate)}, not true or false`);
  }
  const selection = readSelection(given.data, (complaint) => complaints.push(complaint));
  return { settings: { kernel, rules: levels, selection }, validate: wantedValidate !== false, complaints };
}

export interface ConfigurationContext {
  readonly connection: Connection;
  readonly capabilities: ClientCapabilities;
  readonly isRule: (topic: string) => boolean;
  /** Before, the client must not be asked. */
  readonly initialized: Promise<void>;
  /** What came with `initialize`, if anything. */
  readonly initial: unknown;
  /** Called after each change, not for the first answer. */
  readonly changed: () => void;
}

/** Starts to follow the settings. */
export function followConfiguration({
  connection,
  capabilities,
  isRule,
  initialized,
  initial,
  changed,
}: ConfigurationContext): Configuration {
  const asks = capabilities.workspace?.configuration === true;
  let current: Section = { settings: DEFAULT_SETTINGS, validate: true };
  let lastComplaint = "";
  let latest = 0;

  function take(value: unknown): void {
    const { complaints, ...parsed } = parseSettings(value, isRule);
    current = parsed;
    const complaint = complaints.join("; ");
    if (complaint !== "" && complaint !== lastComplaint) {
      // As a notification: connection.window would send a request, which waits for a click.
      connection
        .sendNotification(ShowMessageNotification.type, {
          type: MessageType.Warning,
          message: `Disko settings: ${complaint}. Using the default there.`,
        })
        .catch((error) => connection.console.warn(`${complaint} (not shown: ${error})`));
    }
    lastComplaint = complaint;
  }

  function takeSent(value: unknown): void {
    const sent = sectionOf(value);
    if (sent !== undefined) take(sent);
  }

  /** Asks the client; an answer that a newer question overtook is dropped. */
  async function ask(): Promise<void> {
    const mine = ++latest;
    try {
      const value: unknown = await connection.workspace.getConfiguration("disko");
      if (mine === latest) take(value);
    } catch (error) {
      connection.console.warn(`The client did not tell the settings of "disko": ${error}`);
    }
  }

  if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
    initialized
      .then(() => connection.client.register(DidChangeConfigurationNotification.type, { section: "disko" }))
      .catch((error) => connection.console.warn(`The client does not tell of changed settings: ${error}`));
  }

  takeSent(initial);
  const ready = asks ? initialized.then(ask) : Promise.resolve();
  connection.onDidChangeConfiguration(async ({ settings }) => {
    if (asks) await ask();
    else takeSent(settings);
    changed();
  });

  return { settings: () => current.settings, validate: () => current.validate, ready };
}

/** Clients send the section itself, an object that holds it, or, having nothing to say, neither: then undefined. */
function sectionOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value ?? undefined;
  if ("disko" in value) return value.disko;
  return Object.keys(value).some((key) => key in section.shape) ? value : undefined;
}
