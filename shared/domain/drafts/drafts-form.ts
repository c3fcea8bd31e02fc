import type { DraftCommand, DraftEdit } from './commands.ts';
import { type Draft, type Drafts, findDraft, keyOf } from './draft.ts';
import { type Bodies, type Body, isSingle, nameOfBody, SECTIONS, type Section } from './sections.ts';
import { sameJson, stableJson } from './stable-json.ts';

/** The file's own mark; a later form gets another version. */
export const FORM = { format: 'tsunagi-drafts', version: 1 } as const;

/** One object as in the file. `body: null` = to be deleted on the server. */
export type FormObject = {
  [S in Section]: { readonly section: S; readonly id: string; readonly body: Bodies[S] | null; readonly note: string };
}[Section];

/**
 * The drafts as text: sorted keys, one object a block in an order that renaming does not change, so that a difference between two
 * exports is a difference between two states. Holds no secret: no draft does. What the server has is not in it.
 */
export function printDrafts(drafts: Iterable<Draft>): string {
  const order = (section: Section): number => SECTIONS.indexOf(section as (typeof SECTIONS)[number]);
  const sorted = [...drafts].sort((a, b) => order(a.section) - order(b.section) || (a.id < b.id ? -1 : 1));
  const blocks = sorted.map(({ section, id, draft, note }) => `\n    ${stableJson({ section, id, body: draft, note }, 2, 2)}`);
  return `{\n  "format": "${FORM.format}",\n  "objects": [${blocks.join(',')}${blocks.length > 0 ? '\n  ' : ''}],\n  "version": ${FORM.version}\n}\n`;
}

export type ImportMode = 'merge' | 'replace';
export type ImportChange = 'add' | 'change' | 'same' | 'remove';

export interface ImportRow {
  readonly section: Section;
  readonly id: string;
  readonly name: string;
  readonly change: ImportChange;
}

export interface ImportPlan {
  /** In the order of the file, then what would be removed. */
  readonly rows: readonly ImportRow[];
  readonly command: DraftCommand;
}

/** What taking a file in would change. `merge` leaves what the file does not have; `replace` takes it away, but for a single object that the server has. */
export function planImport(drafts: Drafts, objects: readonly FormObject[], mode: ImportMode): ImportPlan {
  const rows: ImportRow[] = [];
  const commands: DraftEdit[] = [];
  const inFile = new Set<string>();
  const row = (section: Section, id: string, body: Body | null, change: ImportChange): void => {
    rows.push({ section, id, name: body === null ? '' : nameOfBody(section, body), change });
  };
  for (const object of objects) {
    const { section, id, body, note } = object;
    inFile.add(keyOf(object));
    const stored = drafts.get(keyOf(object));
    const found = findDraft(drafts, object);
    const [draft, base] = [stored?.draft ?? null, stored?.base ?? null];
    if (body === null) {
      const gone = found === null || draft === null || (isSingle(section) && base !== null);
      row(section, id, draft ?? base, gone ? 'same' : 'remove');
      if (!gone) commands.push({ section, id, kind: 'delete' });
      continue;
    }
    const same = stored !== undefined && stored.note === note && sameJson(draft, body);
    row(section, id, body, same ? 'same' : stored === undefined || draft === null ? 'add' : 'change');
    if (!same) commands.push({ ...object, kind: 'put' } as DraftEdit);
  }
  if (mode === 'replace') {
    for (const { section, id, base, draft } of drafts.values()) {
      if (draft === null || (isSingle(section) && base !== null) || inFile.has(keyOf({ section, id }))) continue;
      row(section, id, draft, 'remove');
      commands.push({ section, id, kind: 'delete' });
    }
  }
  return { rows, command: { kind: 'sequence', commands } };
}
