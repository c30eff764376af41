/**
 * Findings on their way to the client, which either pulls them per open document or gets them pushed. A check finds
 * things in imported files too, so telling one document's findings can make those of others stale: after each answer and
 * each change outside, `reconcile` compares what the client was told with what is true and mends the difference.
 *
 *                     open document                closed file that an open document imports
 *   client pulls      pulls; asked to refresh      related document if the client takes these, else pushed
 *   client does not   pushed                       pushed
 */
import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type DiagnosticServerCancellationData,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type ResponseError,
} from "vscode-languageserver";
import type { Checks } from "./checks.ts";
import type { Configuration } from "./configuration.ts";
import { type Abilities, toDiagnostic, toPath } from "./convert.ts";
import { type Guard, requestCancelled } from "./guard.ts";
import type { HostProgress } from "./host-progress.ts";
import { nextTurn } from "./next-turn.ts";
import type { Workspace } from "./workspace.ts";

export interface DiagnosticsContext {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly checks: Checks;
  readonly configuration: Configuration;
  readonly guard: Guard;
  readonly progress: () => HostProgress;
  readonly abilities: Abilities;
  readonly client: {
    readonly pulls: boolean;
    readonly takesRelatedDocuments: boolean;
    readonly refreshes: boolean;
  };
}

/** What the server tells of documents and files; diagnostics follow. */
export interface Diagnostics {
  opened(path: string): void;
  changed(path: string): void;
  closed(path: string): void;
  /** Files or settings changed outside. */
  outdated(): void;
}

type PullAnswer = DocumentDiagnosticReport | ResponseError<DiagnosticServerCancellationData>;

/** Longest wait, in milliseconds, for more keystrokes before a push; the wait grows with what a check costs. */
const LONGEST_PACE = 250;

export function registerDiagnostics(context: DiagnosticsContext): Diagnostics {
  const { connection, workspace, checks, configuration, guard, abilities, client } = context;

  /** What the client knows of a path, as JSON; its name is the result id. */
  const told = new Map<string, { readonly json: string; readonly id: string }>();
  /** What a refresh was asked for already, so that a client that ignores it is not asked for ever. */
  const asked = new Map<string, string>();
  /** Open documents that a push client waits for. */
  const due = new Set<string>();
  let nextId = 0;
  let completing = false;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function diagnosticsOf(path: string): Diagnostic[] {
    if (!configuration.validate()) return [];
    return checks.findingsIn(path).map((finding) => toDiagnostic(workspace, finding, abilities));
  }

  /** Notes that the client is told `items`; gives their result id, the same one for the same items. */
  function note(path: string, items: readonly Diagnostic[]): string {
    const json = JSON.stringify(items);
    const known = told.get(path);
    asked.delete(path);
    if (known?.json === json) return known.id;
    const id = String(++nextId);
    told.set(path, { json, id });
    return id;
  }

  function fullReport(path: string): FullDocumentDiagnosticReport & { resultId: string } {
    const items = diagnosticsOf(path);
    return { kind: DocumentDiagnosticReportKind.Full, resultId: note(path, items), items };
  }

  function publish(path: string): void {
    const diagnostics = diagnosticsOf(path);
    note(path, diagnostics);
    push(path, diagnostics);
    if (diagnostics.length === 0 && !workspace.isOpen(path)) told.delete(path);
  }

  function push(path: string, diagnostics: Diagnostic[]): void {
    const version = workspace.version(path);
    const params = { uri: workspace.uri(path), ...(version !== null && { version }), diagnostics };
    connection
      .sendDiagnostics(params)
      .catch((error) => connection.console.warn(`Findings of ${params.uri} were not sent: ${error}`));
  }

  function answer(path: string, previousResultId: string | undefined): DocumentDiagnosticReport {
    // Closed while we waited: the client keeps no list for it any more.
    if (!workspace.isOpen(path)) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const report = fullReport(path);
    const related = client.takesRelatedDocuments ? relatedReports(path) : {};
    return report.resultId === previousResultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: report.resultId, ...related }
      : { ...report, ...related };
  }

  /** Reports of closed files with findings, and of all that was told before and is not true any more. */
  function relatedReports(path: string): Pick<DocumentDiagnosticReport, "relatedDocuments"> {
    const closed = checks.pathsWithFindings().filter((other) => !workspace.isOpen(other));
    const outdated = [...told.keys()].filter((other) => JSON.stringify(diagnosticsOf(other)) !== told.get(other)?.json);
    const others = new Set([...closed, ...outdated]);
    others.delete(path);
    if (others.size === 0) return {};
    const reports = [...others].map((other) => [workspace.uri(other), fullReport(other)]);
    return { relatedDocuments: Object.fromEntries(reports) };
  }

  async function pulled(params: DocumentDiagnosticParams, token: CancellationToken): Promise<PullAnswer> {
    const path = toPath(params.textDocument.uri);
    const cancelled = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
    // One turn: changes and cancellations that arrived together with the request come first.
    await Promise.race([cancelled, configuration.ready.then(nextTurn)]);
    if (token.isCancellationRequested) return requestCancelled();
    await Promise.race([cancelled, checks.settle(path)]);
    if (token.isCancellationRequested) return requestCancelled();
    const report = answer(path, params.previousResultId);
    reconcileSoon();
    return report;
  }

  function reconcile(): void {
    const stale: string[] = [];
    for (const path of new Set([...checks.pathsWithFindings(), ...told.keys()])) {
      const isOpen = workspace.isOpen(path);
      // An open document that was never told of will be pulled, or is due.
      if (isOpen && !told.has(path)) continue;
      const json = JSON.stringify(diagnosticsOf(path));
      if (json === (told.get(path)?.json ?? "[]")) {
        if (!isOpen && json === "[]") told.delete(path);
        continue;
      }
      if (!client.pulls || (!isOpen && !client.takesRelatedDocuments)) publish(path);
      else if (asked.get(path) !== json) {
        asked.set(path, json);
        stale.push(path);
      }
    }
    if (stale.length === 0 || !client.refreshes) return;
    connection.languages.diagnostics
      .refresh()
      .catch((error) => connection.console.warn(`The client did not refresh its findings: ${error}`));
  }

  async function work(): Promise<void> {
    await configuration.ready;
    const waiting = [...due];
    due.clear();
    for (const path of waiting) {
      await checks.settle(path);
      if (workspace.isOpen(path)) publish(path);
    }
    await Promise.all(workspace.open().filter(checks.isKnown).map(checks.settle));
    reconcile();
    if (completing) again = true;
    else await completeAll();
  }

  /** What takes longer goes on behind what was told already. */
  async function completeAll(): Promise<void> {
    completing = true;
    const progress = context.progress();
    try {
      for (const path of workspace.open().filter(checks.isKnown)) await checks.complete(path, progress.tell);
    } finally {
      completing = false;
      progress.end();
    }
    reconcile();
    if (again) reconcileSoon();
    again = false;
  }

  function reconcileSoon(): void {
    if (timer !== undefined) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        void guard.runAsync("Telling findings", undefined, work);
      },
      Math.min(checks.lastDuration(), LONGEST_PACE),
    );
  }

  if (client.pulls) {
    connection.languages.diagnostics.on((params, token) =>
      guard.runAsync<PullAnswer>(
        `Checking ${params.textDocument.uri}`,
        { kind: DocumentDiagnosticReportKind.Full, items: [] },
        () => pulled(params, token),
      ),
    );
  }

  const touched = (path: string): void => {
    if (client.pulls) return;
    due.add(path);
    reconcileSoon();
  };

  return {
    opened(path) {
      // What was pushed for the closed file makes room for what the client pulls.
      if (client.pulls && told.delete(path) && !client.takesRelatedDocuments) push(path, []);
      touched(path);
    },
    changed: touched,
    closed(path) {
      due.delete(path);
      asked.delete(path);
      checks.forget(path);
      // A client that pulls forgets a closed document's findings by itself.
      if (client.pulls) told.delete(path);
      reconcileSoon();
    },
    outdated: reconcileSoon,
  };
}
