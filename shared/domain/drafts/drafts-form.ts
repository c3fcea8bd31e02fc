import type { DraftCommand, DraftEdit } from './commands.ts';
import { type Draft, type Drafts, findDraft, getDraftKey } from './draft.ts';
import { type Bodies, type Body, getBodyName, isSingleSection, SECTIONS, type Section } from './sections.ts';
import { isSameJson, toStableJson } from './stable-json.ts';

/** Format marker of the file; later formats have another version. */
export const DRAFTS_FILE_FORMAT = { format: 'tsunagi-drafts', version: 1 } as const;

/** One object in the file. `body: null` = to be deleted on the server. */
export type DraftsFileObject = {
  [S in Section]: { readonly section: S; readonly id: string; readonly body: Bodies[S] | null; readonly note: string };
}[Section];

/**
 * Prints the drafts with sorted keys, one object per block, in an order that does not depend on names, so that a diff of two exports shows
 * real changes. Contains neither secrets, because drafts have none, nor the server's content.
 */
export function formatDraftsFile(drafts: Iterable<Draft>): string {
  const order = (section: Section): number => SECTIONS.indexOf(section as (typeof SECTIONS)[number]);
  const sorted = [...drafts].sort((a, b) => order(a.section) - order(b.section) || (a.id < b.id ? -1 : 1));
  const blocks = sorted.map(({ section, id, draft, note }) => `\n    ${toStableJson({ section, id, body: draft, note }, 2, 2)}`);
  return `{\n  "format": "${DRAFTS_FILE_FORMAT.format}",\n  "objects": [${blocks.join(',')}${blocks.length > 0 ? '\n  ' : ''}],\n  "version": ${DRAFTS_FILE_FORMAT.version}\n}\n`;
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
  /** Rows in the order of the file, then the objects that would be removed. */
  readonly rows: readonly ImportRow[];
  readonly command: DraftCommand;
}

/**
 * Plans the import of a file. `merge` keeps objects that are not in the file; `replace` removes them, except single objects that the server
 * has.
 */
export function planImport(drafts: Drafts, objects: readonly DraftsFileObject[], mode: ImportMode): ImportPlan {
  const rows: ImportRow[] = [];
  const commands: DraftEdit[] = [];
  const inFile = new Set<string>();
  const row = (section: Section, id: string, body: Body | null, change: ImportChange): void => {
    rows.push({ section, id, name: body === null ? '' : getBodyName(section, body), change });
  };
  for (const object of objects) {
    const { section, id, body, note } = object;
    inFile.add(getDraftKey(object));
    const stored = drafts.get(getDraftKey(object));
    const found = findDraft(drafts, object);
    const [draft, base] = [stored?.draft ?? null, stored?.base ?? null];
    if (body === null) {
      const gone = found === null || draft === null || (isSingleSection(section) && base !== null);
      row(section, id, draft ?? base, gone ? 'same' : 'remove');
      if (!gone) commands.push({ section, id, kind: 'delete' });
      continue;
    }
    const same = stored !== undefined && stored.note === note && isSameJson(draft, body);
    row(section, id, body, same ? 'same' : stored === undefined || draft === null ? 'add' : 'change');
    if (!same) commands.push({ ...object, kind: 'put' } as DraftEdit);
  }
  if (mode === 'replace') {
    for (const { section, id, base, draft } of drafts.values()) {
      if (draft === null || (isSingleSection(section) && base !== null) || inFile.has(getDraftKey({ section, id }))) continue;
      row(section, id, draft, 'remove');
      commands.push({ section, id, kind: 'delete' });
    }
  }
  return { rows, command: { kind: 'sequence', commands } };
}
