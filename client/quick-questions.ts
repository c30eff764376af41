/** Questions as quick picks. Each resolves to undefined when the user leaves it: then nothing is done. */
import * as vscode from "vscode";

export interface Question<T> {
  /** In the title bar: what is being done. */
  readonly title: string;
  /** In the input: what is asked. */
  readonly ask: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly items: readonly Answer<T>[];
}

export interface Answer<T> {
  readonly value: T;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Of one choice: where the cursor stands at first. Of many: checked. */
  readonly picked?: boolean;
  /** Heads the answers from here on. */
  readonly group?: string;
}

interface Item<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

export function askOne<T>(question: Question<T>): Promise<T | undefined> {
  return ask(question, false, (chosen) => chosen[0]);
}

/** The chosen ones, perhaps none. */
export function askMany<T>(question: Question<T>): Promise<readonly T[] | undefined> {
  return ask(question, true, (chosen) => chosen);
}

function ask<T, R>(question: Question<T>, many: boolean, read: (chosen: readonly T[]) => R): Promise<R | undefined> {
  const pick = vscode.window.createQuickPick<Item<T>>();
  pick.title = question.title;
  pick.placeholder = question.ask;
  pick.step = question.step;
  pick.totalSteps = question.totalSteps;
  pick.canSelectMany = many;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  // Looking at the file, or copying something out of it, is no answer.
  pick.ignoreFocusOut = true;
  const items = question.items.flatMap(itemsOf);
  pick.items = items;
  const picked = items.filter((item) => item.picked);
  if (many) pick.selectedItems = picked;
  else pick.activeItems = picked.slice(0, 1);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const chosen = (many ? pick.selectedItems : pick.activeItems).flatMap(({ value }) =>
        value === undefined ? [] : [value],
      );
      resolve(many || chosen.length > 0 ? read(chosen) : undefined);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function itemsOf<T>({ group, value, label, description, detail, picked }: Answer<T>): Item<T>[] {
  const separator = group === undefined ? [] : [{ label: group, kind: vscode.QuickPickItemKind.Separator }];
  return [
    ...separator,
    {
      value,
      label,
      ...(description !== undefined && { description }),
      ...(detail !== undefined && { detail }),
      ...(picked !== undefined && { picked }),
    },
  ];
}
