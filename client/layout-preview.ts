/**
 * The preview of an optimized layout: the file beside what it would be, as VS Code's own diff, and the decisions behind it
 * as a rendered page at its side. One at a time. It waits until the user applies, chooses otherwise or closes it.
 */
import * as vscode from "vscode";
import type { Planned } from "./protocol.ts";

const TEXT_SCHEME = "disko-preview";
const PAGE_SCHEME = "disko-plan";
/** Holds while a preview is open: the buttons in the title of its editors ask for it. */
const CONTEXT = "disko.previewing";

/** What stands in editors that VS Code restored from an earlier session: the plan is gone with it. */
const CLOSED = "# This preview was closed. The command `Disko: Preview Optimized Layout` makes a new one.\n";

export type Verdict = "apply" | "choose" | "cancel";

export interface LayoutPreviews extends vscode.Disposable {
  /** Shows a plan for `file`, or shows another one in the preview that is open for it. */
  show(file: vscode.Uri, plan: Planned): Promise<void>;
  /** Only the page with the decisions of a plan. */
  showPage(file: vscode.Uri, plan: Planned): Promise<void>;
  /** What the user says of the plan that is shown, below `message` or by the buttons in the title of the editors. A closed editor, or a preview for another file, is `cancel`. */
  verdict(message?: string): Promise<Verdict>;
  close(): Promise<void>;
}

interface Shown {
  readonly file: vscode.Uri;
  readonly plan: Planned;
}

export function layoutPreviews(): LayoutPreviews {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  /** Kept when the preview is closed: what is to be done by hand is read afterwards too. */
  const pageTexts = new Map<string, string>();
  let shown: Shown | undefined;
  let decide: ((verdict: Verdict) => void) | undefined;
  /** Said of what is shown before anybody asked. */
  let early: Verdict | undefined;

  const texts: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) =>
      shown?.plan.files.find((file) => previewUri(vscode.Uri.parse(file.uri)).path === uri.path)?.text ?? CLOSED,
  };
  const pages: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => pageTexts.get(uri.toString()) ?? CLOSED,
  };

  function say(verdict: Verdict): void {
    if (decide) decide(verdict);
    else early = verdict;
    decide = undefined;
  }

  async function showPage(file: vscode.Uri, plan: Planned, viewColumn: vscode.ViewColumn): Promise<void> {
    const uri = pageUri(file);
    pageTexts.set(uri.toString(), plan.page);
    changed.fire(uri);
    if (tabs().some(({ input }) => input instanceof vscode.TabInputCustom && input.uri.toString() === uri.toString()))
      return;
    await vscode.commands.executeCommand("vscode.openWith", uri, "vscode.markdown.preview.editor", {
      viewColumn,
      preserveFocus: viewColumn === vscode.ViewColumn.Beside,
    });
  }

  async function close(): Promise<void> {
    say("cancel");
    shown = undefined;
    await vscode.commands.executeCommand("setContext", CONTEXT, false);
    await vscode.window.tabGroups.close(tabs().filter(isOurs));
  }

  const disposables = [
    changed,
    vscode.workspace.registerTextDocumentContentProvider(TEXT_SCHEME, texts),
    vscode.workspace.registerTextDocumentContentProvider(PAGE_SCHEME, pages),
    vscode.commands.registerCommand("disko.applyPreview", () => say("apply")),
    vscode.commands.registerCommand("disko.chooseDecisions", () => say("choose")),
    vscode.commands.registerCommand("disko.cancelPreview", () => say("cancel")),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (shown && closed.some(isDiff) && !tabs().some(isDiff)) void close();
    }),
  ];

  return {
    async show(file, plan) {
      const again = shown?.file.toString() === file.toString() && tabs().some(isDiff);
      if (!again) await close();
      shown = { file, plan };
      early = undefined;
      await vscode.commands.executeCommand("setContext", CONTEXT, true);
      for (const changedFile of plan.files) changed.fire(previewUri(vscode.Uri.parse(changedFile.uri)));
      await showDiffs(file, plan);
      await showPage(file, plan, vscode.ViewColumn.Beside);
    },
    showPage: (file, plan) => showPage(file, plan, vscode.ViewColumn.Active),
    verdict(message) {
      if (decide) say("cancel");
      return new Promise((resolve) => {
        if (early !== undefined) return resolve(early);
        decide = resolve;
        if (message === undefined) return;
        const answers = { Apply: "apply", "Choose Decisions…": "choose", Cancel: "cancel" } as const;
        vscode.window.showInformationMessage(message, ...Object.keys(answers)).then((answer) => {
          // Put away, it leaves the buttons in the editor's title.
          if (answer !== undefined && decide === resolve) say(answers[answer as keyof typeof answers]);
        });
      });
    },
    close,
    dispose: () => vscode.Disposable.from(...disposables).dispose(),
  };
}

/** A diff for each file that changes, the file that was asked for in front. */
async function showDiffs(file: vscode.Uri, { files, choices }: Planned): Promise<void> {
  const changedFiles = files.map(({ uri }) => vscode.Uri.parse(uri));
  const isAsked = (uri: vscode.Uri): boolean => uri.toString() === file.toString();
  for (const uri of [...changedFiles.filter((other) => !isAsked(other)), ...changedFiles.filter(isAsked)]) {
    const title = `${nameOf(uri)}: optimized for ${choices.priority}`;
    await vscode.commands.executeCommand("vscode.diff", uri, previewUri(uri), title, {
      preview: false,
      viewColumn: vscode.ViewColumn.One,
    });
  }
}

function previewUri(file: vscode.Uri): vscode.Uri {
  // The authority of the file, if it has one, is part of the path, so that no two files meet.
  return vscode.Uri.from({ scheme: TEXT_SCHEME, path: file.authority ? `/${file.authority}${file.path}` : file.path });
}

function pageUri(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: PAGE_SCHEME, path: `/Decisions for ${nameOf(file)}.md`, query: file.toString() });
}

function nameOf(file: vscode.Uri): string {
  return file.path.slice(file.path.lastIndexOf("/") + 1);
}

function tabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

function isOurs(tab: vscode.Tab): boolean {
  return isDiff(tab) || schemeOf(tab.input) === PAGE_SCHEME;
}

function isDiff({ input }: vscode.Tab): boolean {
  if (input instanceof vscode.TabInputTextDiff) return input.modified.scheme === TEXT_SCHEME;
  return false;
}

function schemeOf(input: unknown): string | undefined {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri.scheme;
  return undefined;
}
