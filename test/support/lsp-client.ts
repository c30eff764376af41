/**
 * An editor without a screen: starts a language server as a process, speaks the protocol with it over real stdio and
 * remembers what it was told. Everything is awaited as an event; nothing sleeps.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  ExitNotification,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type Range,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentEdit,
  type TextEdit,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

/** What VS Code says it can do, as far as we look at it. */
export const VSCODE_LIKE: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, versionSupport: true },
    hover: { contentFormat: ["markdown", "plaintext"] },
  },
};

/** An editor from before diagnostics could be pulled. */
export const PUSH_ONLY: ClientCapabilities = { textDocument: { publishDiagnostics: {} } };

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** Section `disko` of the settings; `set` changes it later. */
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
}

/** One word of a progress that the server began. */
export interface ProgressWord {
  readonly token: string | number;
  readonly kind: "begin" | "report" | "end";
  readonly message?: string;
  readonly cancellable?: boolean;
}

export interface Push {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

export type LspClient = ReturnType<typeof createClient>;

/** Starts `command` (the program and its arguments) and shakes hands with it. */
export async function startClient(command: readonly string[], options: ClientOptions = {}): Promise<LspClient> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const client = createClient(connection, options, child);
  try {
    await client.initialize();
  } catch (error) {
    child.kill();
    throw error;
  }
  return client;
}

/** A client on a connection that stands; `child` is the server's process if it is one. */
export function createClient(connection: ProtocolConnection, options: ClientOptions, child?: ChildProcess) {
  const documents = new Map<string, TextDocument>();
  const events = createEvents();
  const registrations: string[] = [];
  let settings: unknown = options.settings ?? null;
  let result: InitializeResult | undefined;

  connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => settings));
  connection.onRequest(
    "client/registerCapability",
    (params: { registrations: { method: string; registerOptions: unknown }[] }) => {
      for (const { method, registerOptions } of params.registrations) {
        registrations.push(method);
        events.tell(`register ${method}`, registerOptions);
      }
      return null;
    },
  );
  connection.onRequest("workspace/diagnostic/refresh", () => {
    events.tell("refresh", undefined);
    return null;
  });
  connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
    connection.onProgress(WorkDoneProgress.type, token, (value) => events.tell("progress", { token, ...value }));
  });
  connection.onNotification("textDocument/publishDiagnostics", (push: Push) => events.tell(`push ${push.uri}`, push));
  connection.onNotification("window/showMessage", (message: { message: string }) =>
    events.tell("message", message.message),
  );
  connection.onNotification("window/logMessage", (message: { message: string }) => events.tell("log", message.message));
  connection.listen();

  const exited = child && new Promise<number | null>((resolve) => child.once("exit", resolve));

  return {
    connection,
    documents,
    registrations,
    exited,

    async initialize(): Promise<void> {
      result = await connection.sendRequest(InitializeRequest.type, {
        processId: null,
        rootUri: null,
        capabilities: options.capabilities ?? VSCODE_LIKE,
        initializationOptions: options.initializationOptions,
      });
      await connection.sendNotification(InitializedNotification.type, {});
    },
    initialized: (): InitializeResult => {
      if (!result) throw new Error("not initialized");
      return result;
    },

    async open(uri: string, text: string, version = 1): Promise<void> {
      documents.set(uri, TextDocument.create(uri, "nix", version, text));
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: "nix", version, text },
      });
    },
    /** Sends changes as an editor does: each with a range, or the whole text. */
    async change(uri: string, changes: readonly ({ range: Range; text: string } | { text: string })[]): Promise<void> {
      const document = documentOf(documents, uri);
      const version = document.version + 1;
      documents.set(uri, TextDocument.update(document, [...changes], version));
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [...changes],
      });
    },
    async close(uri: string): Promise<void> {
      documents.delete(uri);
      await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    },

    pull: (uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
      connection.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri },
        ...(previousResultId !== undefined && { previousResultId }),
      }),
    hover: (uri: string, position: Position): Promise<Hover | null> =>
      connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position }),
    async codeActions(uri: string, range: Range, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> {
      const answer = await connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri },
        range,
        context: { diagnostics: [], ...context },
      });
      return (answer ?? []).filter((action): action is CodeAction => "edit" in action);
    },
    async changeSettings(value: unknown): Promise<void> {
      settings = value;
      await connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    },
    async filesChanged(...uris: string[]): Promise<void> {
      const changes = uris.map((uri) => ({ uri, type: 2 }));
      await connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
    },

    /** The next time (or the first not yet taken) that findings of `uri` were pushed. */
    pushed: (uri: string): Promise<Push> => events.next<Push>(`push ${uri}`),
    /** Pushes of `uri` that nobody has taken. */
    untaken: (uri: string): number => events.waiting(`push ${uri}`),
    /** The next word of a progress that the server began. */
    progress: (): Promise<ProgressWord> => events.next<ProgressWord>("progress"),
    cancelProgress: (token: string | number): Promise<void> =>
      connection.sendNotification(WorkDoneProgressCancelNotification.type, { token }),
    refreshAsked: (): Promise<void> => events.next<void>("refresh"),
    refreshesUntaken: (): number => events.waiting("refresh"),
    messageShown: (): Promise<string> => events.next<string>("message"),
    logged: (): Promise<string> => events.next<string>("log"),
    logsUntaken: (): number => events.waiting("log"),
    registered: (method: string): Promise<unknown> => events.next(`register ${method}`),

    /** Ends the session as the protocol asks for; gives the exit code. */
    async stop(): Promise<number | null | undefined> {
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const code = await exited;
      connection.dispose();
      return code;
    },
  };
}

/** Named events that wait until somebody takes them, in order. */
function createEvents() {
  const told = new Map<string, unknown[]>();
  const takers = new Map<string, ((value: unknown) => void)[]>();
  return {
    tell(name: string, value: unknown): void {
      const taker = takers.get(name)?.shift();
      if (taker) taker(value);
      else told.set(name, [...(told.get(name) ?? []), value]);
    },
    next<T>(name: string): Promise<T> {
      const waiting = told.get(name);
      return new Promise<T>((resolve) => {
        const take = (value: unknown): void => resolve(value as T);
        if (waiting && waiting.length > 0) take(waiting.shift());
        else takers.set(name, [...(takers.get(name) ?? []), take]);
      });
    },
    waiting: (name: string): number => told.get(name)?.length ?? 0,
  };
}

function documentOf(documents: ReadonlyMap<string, TextDocument>, uri: string): TextDocument {
  const document = documents.get(uri);
  if (!document) throw new Error(`${uri} is not open`);
  return document;
}

/** Findings of a full report. */
export function itemsOf(report: DocumentDiagnosticReport): readonly Diagnostic[] {
  if (report.kind !== "full") throw new Error(`the report is "${report.kind}"`);
  return report.items;
}

/** Each finding as `DSK204 line:character «text under it»`, lines and characters counted from 0. */
export function drawn(text: string, diagnostics: readonly Diagnostic[]): string[] {
  const document = TextDocument.create("", "nix", 0, text);
  return diagnostics.map(
    ({ code, range }) => `${code} ${range.start.line}:${range.start.character} «${document.getText(range)}»`,
  );
}

/** Where `needle` stands in `text` for the first time. */
export function rangeOf(text: string, needle: string): Range {
  const start = text.indexOf(needle);
  if (start < 0) throw new Error(`"${needle}" is not in the text`);
  const document = TextDocument.create("", "nix", 0, text);
  return { start: document.positionAt(start), end: document.positionAt(start + needle.length) };
}

/** What an editor makes of an edit: the changed texts by address; `texts` holds them before. */
export function applyWorkspaceEdit(
  edit: WorkspaceEdit | undefined,
  texts: Readonly<Record<string, string>>,
): Record<string, string> {
  const groups: [string, TextEdit[]][] = [
    ...Object.entries(edit?.changes ?? {}),
    ...(edit?.documentChanges ?? []).flatMap((change): [string, TextEdit[]][] =>
      TextDocumentEdit.is(change)
        ? [[change.textDocument.uri, change.edits.filter((e): e is TextEdit => "newText" in e)]]
        : [],
    ),
  ];
  return Object.fromEntries(
    groups.map(([uri, edits]) => [
      uri,
      TextDocument.applyEdits(TextDocument.create(uri, "nix", 0, texts[uri] ?? ""), edits),
    ]),
  );
}
