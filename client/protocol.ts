/**
 * What our server and our client say to each other beyond the Language Server Protocol. The server's side of it stands in
 * server/lsp; a change here is a change there.
 */
import { type Location, NotificationType, RequestType, type WorkspaceEdit } from "vscode-languageclient";

/** A rule or a mount option as a page of markdown; null where nothing is known by that name. */
export const explainRequest = new RequestType<{ readonly topic: string }, Page | null, void>("disko/explain");

export interface Page {
  readonly title: string;
  readonly markdown: string;
}

/** Asked by the worker server, which cannot read files itself. */
export const readFileRequest = new RequestType<{ readonly uri: string }, FileContent, void>("disko/readFile");

export type FileContent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "directory"; readonly entries: readonly DirectoryEntry[]; readonly hasOthers?: boolean }
  | { readonly kind: "absent" }
  /** `why` completes "cannot be read: …". */
  | { readonly kind: "unreadable"; readonly why: string };

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory";
  readonly link?: boolean;
}

/** Given to the server as it starts. */
export interface InitializationOptions {
  /** For the worker server: the two wasm modules that the node server reads from beside itself. */
  readonly grammar?: { readonly runtime: Uint8Array; readonly language: Uint8Array };
  readonly choices: Choices;
  /** `base`: the folder that a link with `/` at its start is counted from in markdown. `folders`: links lead into these alone. */
  readonly pages?: { readonly base: string; readonly folders: readonly string[] };
  /** The command behind "Optimize this filesystem". */
  readonly layoutCommand: string;
}

/** What the user chose in dialogs, by the address of the file. It replaces all that was sent before. */
export const choicesNotification = new NotificationType<Choices>("disko/choices");

export type Choices = Readonly<Record<string, Choice>>;

/** For one file. Settings count more, but for the host. */
export interface Choice {
  readonly host?: string;
  readonly priority?: Priority;
  readonly environment?: Environment;
  readonly target?: Target;
  readonly tools?: readonly string[];
  readonly exclude?: readonly string[];
}

export const PRIORITIES = ["performance", "balanced", "durability", "space"] as const;
export type Priority = (typeof PRIORITIES)[number];
export const ENVIRONMENTS = ["development", "production"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
export const TARGETS = ["install", "running"] as const;
export type Target = (typeof TARGETS)[number];

/** The hosts of a file or a folder, each with its toolstack; null for a document without a layout, if `onlyLayouts`. */
export const profileRequest = new RequestType<ProfileParams, Profile | null, void>("disko/profile");

export interface ProfileParams {
  readonly uri: string;
  readonly host?: string;
  readonly onlyLayouts?: boolean;
}

export interface Profile {
  readonly hosts: readonly Host[];
  /** Nothing is there by the name that was asked for: the names that are. */
  readonly noSuchHost?: readonly string[];
  readonly problems: readonly Problem[];
  /** Why there may be more hosts. */
  readonly unknown: readonly Problem[];
  /** Names of categories by id. */
  readonly categories: Readonly<Record<string, string>>;
  /** Every tool that the project can name. */
  readonly known: readonly { readonly id: string; readonly name: string; readonly category: string }[];
  /** All of it as markdown. */
  readonly page: string;
}

export interface Host {
  readonly name: string;
  readonly entry: string;
  /** Why it may not be a whole host. */
  readonly likely?: Problem;
  readonly tools: readonly Tool[];
  /** Release, kernel, hardware and the like. */
  readonly facts: readonly { readonly name: string; readonly text: string; readonly location?: Location }[];
  /** Tools that the user passes over. */
  readonly excluded: readonly { readonly id: string; readonly name: string }[];
  readonly unknown: readonly Problem[];
}

export interface Tool {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly certainty: "certain" | "likely";
  readonly via: "option" | "package" | "user";
  /** `note`: what stands between the line and the tool: "through Immich". */
  readonly evidence: readonly { readonly name: string; readonly note?: string; readonly location?: Location }[];
}

export interface Problem {
  readonly message: string;
  readonly location?: Location;
}

/** An edit that adds a tool to the project file, excludes it there, or takes either back. */
export const changeSelectionRequest = new RequestType<ChangeSelectionParams, SelectionAnswer | null, void>(
  "disko/changeSelection",
);

export type Wanted = "added" | "excluded" | "detected";

export interface ChangeSelectionParams {
  /** Any file or folder of the project. */
  readonly uri: string;
  /** None: for all hosts. */
  readonly host?: string;
  readonly tool: string;
  readonly to: Wanted;
}

/** `uri`: the project file. */
export type SelectionAnswer =
  | { readonly kind: "edit"; readonly uri: string; readonly edit: WorkspaceEdit }
  | { readonly kind: "refused"; readonly uri: string; readonly why: string };

/** The optimized layout of a file. Nothing is changed by asking. */
export const generateRequest = new RequestType<GenerateParams, Generated | null, void>("disko/generate");

export interface GenerateParams extends Choice {
  readonly uri: string;
  /** Optional decisions that are wanted, and default ones that are not, by id. */
  readonly accept?: readonly string[];
  readonly skip?: readonly string[];
  readonly fresh?: Fresh;
}

/** What cannot be known of a layout that does not exist yet. */
export interface Fresh {
  /** `/dev/disk/by-id/…` */
  readonly device?: string;
  readonly luks?: boolean;
  /** `16G`; none: no swap. */
  readonly swap?: string;
}

export type Generated = { readonly problems: readonly Problem[] } & (
  | Planned
  | { readonly kind: "which-host"; readonly hosts: readonly string[] }
  | { readonly kind: "needs-device"; readonly host?: string; readonly tools: readonly Tool[] }
  | { readonly kind: "refused"; readonly why: string; readonly location?: Location }
);

export interface Planned {
  readonly kind: "plan";
  readonly host?: string;
  readonly choices: {
    readonly priority: Priority;
    readonly environment: Environment;
    readonly target: Target;
    /** Whether settings, the project file or the request say so; else it is the default. */
    readonly chosen: { readonly priority: boolean; readonly environment: boolean; readonly target: boolean };
  };
  readonly tools: readonly Tool[];
  readonly decisions: readonly Decision[];
  /** How many changes could not be written; the page tells them. */
  readonly notWritten: number;
  readonly refusals: readonly Problem[];
  readonly edit: WorkspaceEdit;
  readonly files: readonly ChangedFile[];
  /** The decisions as markdown. */
  readonly page: string;
}

/** A decision that changes something. */
export interface Decision {
  readonly id: string;
  readonly what: string;
  readonly cost: string;
  readonly byDefault: boolean;
  readonly carriedOut: boolean;
  readonly addsMount: boolean;
}

/** A file that changes, as it would be; `version` is that of the open document that the edit was made for. */
export interface ChangedFile {
  readonly uri: string;
  readonly text: string;
  readonly version: number | null;
}

/** The kind of the server's code action that applies every safe fix of a document. */
export const FIX_ALL_KIND = "source.fixAll.disko";

/** The source of our diagnostics. */
export const SOURCE = "disko";
