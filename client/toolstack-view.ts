/**
 * The view "Disko Toolstack": hosts of the workspace, what they run, and the lines that show it. Asked anew when a file that may
 * matter was saved or changed on the disk. Its commands add a tool to the project file, or exclude it there.
 */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { changeSelectionRequest, type Profile, profileRequest, type Wanted } from "./protocol.ts";
import { askOne } from "./quick-questions.ts";
import { type TreeNode, toolstackTree } from "./toolstack-tree.ts";

const VIEW = "disko.toolstack";

/** A node where it stands: ids are unique in the whole tree. */
interface Item {
  readonly node: TreeNode;
  readonly id: string;
  readonly folder: vscode.Uri;
  readonly parent?: Item;
}

/** `changes`: fires when the toolstack may be another. */
export function createToolstackView(
  client: BaseLanguageClient,
  changes: readonly vscode.Event<unknown>[],
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const profiles = new Map<string, Promise<Profile | undefined>>();
  let asked = new vscode.CancellationTokenSource();

  function outdated(): void {
    asked.cancel();
    asked = new vscode.CancellationTokenSource();
    profiles.clear();
    changed.fire(undefined);
  }

  async function profileOf(folder: vscode.Uri): Promise<Profile | undefined> {
    await client.start();
    const params = { uri: folder.toString() };
    return (await client.sendRequest(profileRequest, params, asked.token).catch(() => undefined)) ?? undefined;
  }

  function profile(folder: vscode.Uri): Promise<Profile | undefined> {
    const key = folder.toString();
    const present = profiles.get(key) ?? profileOf(folder);
    profiles.set(key, present);
    return present;
  }

  async function roots(): Promise<Item[]> {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    const all = await Promise.all(
      folders.map(async (folder) => {
        const found = await profile(folder);
        return found ? toolstackTree(found).map((node) => ({ node, folder, id: `${folder}/${node.id}` })) : [];
      }),
    );
    const items = all.flat();
    view.message = items.length > 0 ? undefined : "No NixOS host found in this workspace.";
    return items;
  }

  const provider: vscode.TreeDataProvider<Item> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: treeItem,
    getParent: ({ parent }) => parent,
    getChildren(item) {
      if (!item) return roots();
      const { folder, id } = item;
      return item.node.children.map((node) => ({ node, folder, id: `${id}/${node.id}`, parent: item }));
    },
  };
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: provider, showCollapseAll: true });

  async function change(folder: vscode.Uri, tool: string, to: Wanted, host: string | undefined): Promise<void> {
    await client.start();
    const params = { uri: folder.toString(), tool, to, ...(host !== undefined && { host }) };
    const answer = await client.sendRequest(changeSelectionRequest, params);
    if (!answer) return;
    const uri = client.protocol2CodeConverter.asUri(answer.uri);
    if (answer.kind === "refused") {
      const open = "Open File";
      const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
      const message = `Disko: \`${name}\` was not changed. ${answer.why}`;
      if ((await vscode.window.showWarningMessage(message, open)) === open) await vscode.window.showTextDocument(uri);
      return;
    }
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit);
    const document = async () => vscode.workspace.openTextDocument(uri);
    // What somebody else has typed there is not ours to save.
    const wasDirty = vscode.workspace.textDocuments.some((one) => one.uri.toString() === uri.toString() && one.isDirty);
    if (edit && (await vscode.workspace.applyEdit(edit)) && !wasDirty) await (await document()).save();
    outdated();
  }

  /** Host and folder of an item, or asked for; of a command from the palette nothing is given. */
  async function target(item: unknown): Promise<{ folder: vscode.Uri; host: string | undefined } | undefined> {
    if (isItem(item)) return { folder: item.folder, host: item.node.host };
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const hosts = (folder && (await profile(folder))?.hosts) ?? [];
    if (!folder || hosts.length === 0) {
      vscode.window.showInformationMessage("Disko: no NixOS host found in this workspace.");
      return undefined;
    }
    const [only, ...others] = hosts;
    if (only && others.length === 0) return { folder, host: only.name };
    const host = await askOne({
      title: "Disko: Add Tool",
      ask: "To which host?",
      items: [
        ...hosts.map(({ name }) => ({ value: name, label: name })),
        { value: "", label: "All hosts", detail: "Of this project, also those that come later." },
      ],
    });
    return host === undefined ? undefined : { folder, host: host === "" ? undefined : host };
  }

  async function add(item: unknown): Promise<void> {
    const to = await target(item);
    const known = to && (await profile(to.folder));
    if (!to || !known) return;
    const own = new Set(known.hosts.find(({ name }) => name === to.host)?.tools.map(({ id }) => id));
    const wanted = isItem(item) && item.node.kind === "category" ? categoryOf(item) : undefined;
    const tools = known.known.filter(
      ({ id, category }) => !own.has(id) && (wanted === undefined || category === wanted),
    );
    const tool = await askOne({
      title: to.host === undefined ? "Disko: Add Tool" : `Disko: Add Tool to ${to.host}`,
      ask: "Which tool does it run that the configuration does not show?",
      items: tools.map(({ id, name, category }) => ({
        value: id,
        label: name,
        description: known.categories[category] ?? category,
      })),
    });
    if (tool !== undefined) await change(to.folder, tool, "added", to.host);
  }

  const onTool = (to: Wanted) => (item: unknown) =>
    isItem(item) && item.node.tool !== undefined ? change(item.folder, item.node.tool, to, item.node.host) : undefined;

  void vscode.commands.executeCommand("setContext", "disko.active", true);
  const disposables = [
    changed,
    view,
    ...changes.map((event) => event(outdated)),
    client.onDidChangeState(outdated),
    vscode.commands.registerCommand("disko.refreshToolstack", outdated),
    vscode.commands.registerCommand("disko.addTool", add),
    vscode.commands.registerCommand("disko.excludeTool", onTool("excluded")),
    vscode.commands.registerCommand("disko.includeTool", onTool("detected")),
  ];
  return vscode.Disposable.from(...disposables, { dispose: () => asked.cancel() });
}

function isItem(given: unknown): given is Item {
  return typeof given === "object" && given !== null && "node" in given && "folder" in given;
}

function categoryOf({ node }: Item): string {
  return node.id.slice("category ".length);
}

function treeItem({ node, id }: Item): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.label, node.children.length === 0 ? None : node.open ? Expanded : Collapsed);
  item.id = id;
  item.contextValue = node.kind;
  if (node.description !== undefined) item.description = node.description;
  if (node.tooltip !== undefined) item.tooltip = node.tooltip;
  if (node.icon !== undefined) item.iconPath = new vscode.ThemeIcon(node.icon);
  if (node.location && node.kind !== "host") item.command = openCommand(node.location);
  return item;
}

function openCommand({ uri, range }: NonNullable<TreeNode["location"]>): vscode.Command {
  const start = range?.range.start;
  const end = range?.range.end;
  const selection = start && end ? new vscode.Range(start.line, start.character, end.line, end.character) : undefined;
  return {
    command: "vscode.open",
    title: "Open",
    arguments: [vscode.Uri.parse(uri, true), { ...(selection && { selection }), preview: true }],
  };
}
