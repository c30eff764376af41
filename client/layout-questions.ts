/** What has to be asked before a layout is generated, each in a sentence of the user's world. */
import * as vscode from "vscode";
import {
  type Decision,
  type Environment,
  type Fresh,
  PRIORITIES,
  type Priority,
  type Target,
  type Tool,
} from "./protocol.ts";
import { askMany, askOne, type Question } from "./quick-questions.ts";

export const TITLE = "Disko: Generate Optimized Layout";

export interface Purpose {
  readonly priority: Priority;
  readonly environment: Environment;
}

const PRIORITY_DETAIL: Readonly<Record<Priority, string>> = {
  performance: "Databases and VM images without copy-on-write and checksums.",
  balanced: "What most machines want: fast where it costs no safety.",
  durability: "Checksums and copy-on-write everywhere, also where they cost writes.",
  space: "Stronger compression, and nothing that takes space twice.",
};

const ENVIRONMENT_DETAIL: Readonly<Record<Environment, string>> = {
  development: "The machine and its data can be made again.",
  production: "The machine serves others: its data is worth more than its speed.",
};

/** Priority and environment in one question; choosing the environment shows the priorities again, under the other one. */
export async function askPurpose(current: Purpose, steps: Steps): Promise<Purpose | undefined> {
  let { environment } = current;
  const answer = await askOne<Priority | Environment>(purposeQuestion(current, steps), (chosen) => {
    if (chosen !== "development" && chosen !== "production") return undefined;
    environment = chosen;
    return purposeQuestion({ ...current, environment }, steps);
  });
  return answer === undefined || answer === "development" || answer === "production"
    ? undefined
    : { priority: answer, environment };
}

function purposeQuestion({ priority: current, environment }: Purpose, steps: Steps): Question<Priority | Environment> {
  const other: Environment = environment === "development" ? "production" : "development";
  return {
    title: `${TITLE} (${environment})`,
    ask: "What should the layout be best at?",
    ...steps,
    items: [
      ...PRIORITIES.map((priority) => ({
        value: priority,
        label: priority,
        detail: PRIORITY_DETAIL[priority],
        picked: priority === current,
        ...(priority === PRIORITIES[0] && { group: `for ${environment}` }),
      })),
      { value: other, label: `$(arrow-swap) For ${other}`, detail: ENVIRONMENT_DETAIL[other], group: "instead" },
    ],
  };
}

export interface Steps {
  readonly step: number;
  readonly totalSteps: number;
}

export function askTarget(current: Target, steps: Steps): Promise<Target | undefined> {
  return askOne<Target>({
    title: TITLE,
    ask: "Is this machine still to be installed, or already running?",
    ...steps,
    items: [
      {
        value: "running",
        label: "already running",
        detail:
          "Data lies on the disk. Options change; a new mount is added only where you say so, with the steps to move the data.",
        picked: current === "running",
      },
      {
        value: "install",
        label: "still to be installed",
        detail: "disko will format the disk: subvolumes can be added freely.",
        picked: current === "install",
      },
    ],
  });
}

export function askHost(hosts: readonly string[], current: string | undefined, title = TITLE) {
  return askOne<string>({
    title,
    ask: "Several hosts use this file. Which one is meant?",
    items: hosts.map((host) => ({ value: host, label: host, picked: host === current })),
  });
}

export interface ConfirmedTools {
  /** Not found, but wanted. */
  readonly tools: readonly string[];
  /** Found, but not wanted. */
  readonly exclude: readonly string[];
}

/** The tools that were found, all checked but those `left` out before. */
export async function askTools(
  found: readonly Tool[],
  before: ConfirmedTools,
  steps: Steps,
): Promise<ConfirmedTools | undefined> {
  const excluded = before.exclude.filter((id) => !found.some((tool) => tool.id === id));
  const items = [
    ...found.map((tool) => ({
      value: tool.id,
      label: tool.name,
      description: tool.certainty === "likely" ? `${tool.category} · likely` : tool.category,
      detail: tool.evidence.map(evidenceText).join(" · "),
      picked: true,
    })),
    ...excluded.map((id, index) => ({
      value: id,
      label: id,
      description: "left out last time",
      picked: false,
      ...(index === 0 && { group: "left out" }),
    })),
  ];
  if (items.length === 0) return before;
  const chosen = await askMany({ title: TITLE, ask: "These tools were found. Which ones count?", ...steps, items });
  if (!chosen) return undefined;
  return {
    tools: before.tools.filter((id) => chosen.includes(id)),
    exclude: items.map(({ value }) => value).filter((id) => !chosen.includes(id)),
  };
}

/** `services.postgresql.enable in modules/postgresql.nix:3` */
function evidenceText({ name, location }: Tool["evidence"][number]): string {
  if (!location) return `${name} in the settings`;
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(location.uri));
  return `${name} in ${path}:${location.range.start.line + 1}`;
}

/** Device, encryption and swap of a layout that does not exist yet; what is given already is not asked. */
export async function askFresh(given: Fresh): Promise<Fresh | undefined> {
  const device = given.device ?? (await askDevice());
  if (device === undefined) return undefined;
  const luks = given.luks ?? (await askLuks());
  if (luks === undefined) return undefined;
  const swap = "swap" in given ? given.swap : await askSwap();
  if (swap === undefined) return undefined;
  return { device, luks, ...(swap !== "" && { swap }) };
}

const FRESH_TITLE = `${TITLE}: a new one`;

function askDevice(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: FRESH_TITLE,
    prompt:
      "Disk to install on. `ls -l /dev/disk/by-id` lists names that stay the same over reboots; /dev/sda may be another disk next time.",
    placeHolder: "/dev/disk/by-id/nvme-…",
    ignoreFocusOut: true,
    validateInput: deviceProblem,
  });
}

/** What is wrong with the name of a device; undefined where it will do. */
export function deviceProblem(text: string): string | vscode.InputBoxValidationMessage | undefined {
  const device = text.trim();
  if (!/^\/dev\/[\w.:+@%=/-]*[\w.:+@%=-]$/.test(device) || device.includes("//") || device.split("/").includes("..")) {
    return "A path below /dev, such as /dev/disk/by-id/nvme-Samsung_SSD_990_PRO_2TB_S7DNNJ0X123456.";
  }
  if (/^\/dev\/(sd[a-z]+|vd[a-z]+|hd[a-z]+|nvme\d+n\d+|mmcblk\d+)$/.test(device)) {
    return {
      message: "This name may mean another disk after a reboot. One of /dev/disk/by-id/ does not change.",
      severity: vscode.InputBoxValidationSeverity.Info,
    };
  }
  return undefined;
}

function askLuks(): Promise<boolean | undefined> {
  return askOne({
    title: FRESH_TITLE,
    ask: "Encrypt the disk?",
    items: [
      { value: false, label: "no", detail: "Who has the disk can read it." },
      { value: true, label: "yes, with LUKS", detail: "A passphrase is asked for at every boot." },
    ],
  });
}

/** Empty: none. */
async function askSwap(): Promise<string | undefined> {
  const answer = await askOne({
    title: FRESH_TITLE,
    ask: "Swap?",
    items: [
      { value: "", label: "none" },
      ...["4G", "8G", "16G", "32G"].map((size) => ({ value: size, label: size })),
      { value: "other", label: "another size…" },
    ],
  });
  if (answer !== "other") return answer;
  return vscode.window.showInputBox({
    title: FRESH_TITLE,
    prompt: "Size of the swap. To hibernate, as much as the machine has memory.",
    placeHolder: "24G",
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[1-9]\d{0,5}[MGT]$/.test(text.trim()) ? undefined : "A number with M, G or T, such as 24G.",
  });
}

/** Every decision that changes something, those that are carried out checked; gives what differs from the default. */
export async function askDecisions(
  decisions: readonly Decision[],
): Promise<{ readonly accept: readonly string[]; readonly skip: readonly string[] } | undefined> {
  const inOrder = [
    ...decisions.filter(({ byDefault }) => byDefault),
    ...decisions.filter(({ byDefault }) => !byDefault),
  ];
  const firstOptional = inOrder.find(({ byDefault }) => !byDefault);
  const chosen = await askMany({
    title: "Disko: Choose Decisions",
    ask: "What is to be done?",
    items: inOrder.map((decision) => ({
      value: decision.id,
      label: plain(decision.what),
      detail: `Cost: ${plain(decision.cost)}`,
      picked: decision.carriedOut,
      ...(decision.addsMount && { description: "adds a mount" }),
      ...(decision === firstOptional && { group: "only if you say so" }),
    })),
  });
  if (!chosen) return undefined;
  return {
    accept: decisions.filter(({ id, byDefault }) => !byDefault && chosen.includes(id)).map(({ id }) => id),
    skip: decisions.filter(({ id, byDefault }) => byDefault && !chosen.includes(id)).map(({ id }) => id),
  };
}

/** Quick picks show no markdown. */
function plain(sentence: string): string {
  return sentence.replaceAll("`", "");
}
