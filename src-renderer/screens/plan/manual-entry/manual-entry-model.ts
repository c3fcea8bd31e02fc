import type { ManualEntryTaskView } from '#shared/contract/plan/manual-entry.ts';
import { getScreenPath, MANUAL_ENTRY_SCREENS, type ManualEntryScreen } from '#shared/domain/sync/manual-entry/manual-entry.ts';

export const TASKS_PER_PAGE = 200;

/** Tasks of one vendor screen, or its deletions. */
export interface ScreenGroup {
  readonly screen: ManualEntryScreen;
  readonly deletes: boolean;
  /** Path as printed in the manual. */
  readonly path: string;
  readonly tasks: readonly ManualEntryTaskView[];
}

/** Tasks of a page by screen, in order; a screen appears again for deletions at the end. */
export function groupTasksByScreen(tasks: readonly ManualEntryTaskView[]): readonly ScreenGroup[] {
  const groups: { screen: ManualEntryScreen; deletes: boolean; tasks: ManualEntryTaskView[] }[] = [];
  for (const task of tasks) {
    const last = groups.at(-1);
    const screen = MANUAL_ENTRY_SCREENS.find(({ section }) => section === task.section);
    const deletes = task.kind === 'delete';
    if (screen !== undefined && last?.screen === screen && last.deletes === deletes) last.tasks.push(task);
    else if (screen !== undefined) groups.push({ screen, deletes, tasks: [task] });
  }
  return groups.map((group) => ({
    ...group,
    path: getScreenPath(
      group.screen,
      group.tasks.some(({ kind }) => kind === 'create'),
    ),
  }));
}

/** Lines of a task that have not been entered. */
export const listOpenLines = ({ lines }: ManualEntryTaskView): readonly string[] =>
  lines.filter(({ tick }) => tick === null).map(({ id }) => id);

/** Longer texts to copy are shown by their size. */
const SHOWN_LENGTH = 160;
const SHOWN_LINES = 6;

/** A copy text for display: complete, or its start and the number of lines. */
export function shortenCopyText(copy: string): { readonly text: string; readonly lines: number; readonly cut: boolean } {
  const lines = copy.split('\n');
  const some = lines.slice(0, SHOWN_LINES).join('\n');
  const letters = [...some];
  const cut = lines.length > SHOWN_LINES || letters.length > SHOWN_LENGTH;
  return { text: letters.slice(0, SHOWN_LENGTH).join(''), lines: lines.length, cut };
}
