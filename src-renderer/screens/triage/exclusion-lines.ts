import type { CallOutput } from '#shared/contract/calls.ts';
import { EXCLUSION_FIELDS, type Exclusion } from '#shared/domain/triage/exclusions.ts';

export type ExclusionsAnswer = CallOutput<'triage.exclusions'>;

/** An edited line; `id` is stable while its text changes. */
export interface ExclusionLine extends Exclusion {
  readonly id: number;
}

/** Edits that were not saved yet. */
export interface ExclusionsDraft {
  readonly lines: readonly ExclusionLine[];
  /** The saved list on which the edits are based. */
  readonly before: readonly Exclusion[];
}

/** Edits still to be saved after `sent` was saved as `entries`. */
export const getEditsSince = (
  sent: ExclusionsDraft | null,
  now: ExclusionsDraft | null,
  entries: readonly Exclusion[],
): ExclusionsDraft | null => (now === null || now === sent ? null : { lines: now.lines, before: entries });

/** The list with the lines that exclude most people first. */
export function sortByExcluded(answer: ExclusionsAnswer): ExclusionsAnswer {
  const order = answer.entries.map((_, at) => at).sort((a, b) => (answer.entries[b]?.people ?? 0) - (answer.entries[a]?.people ?? 0));
  const placeOf = new Map(order.map((at, place) => [at, place]));
  return {
    ...answer,
    entries: order.flatMap((at) => answer.entries[at] ?? []),
    sample: answer.sample.map((person) => ({ ...person, entry: placeOf.get(person.entry) ?? person.entry })),
  };
}

/** The saved list as editable lines. */
export const toExclusionLines = (entries: ExclusionsAnswer['entries']): ExclusionLine[] =>
  entries.map(({ field, value, note, on }, id) => ({ id, field, value, note, on }));

/** Adds a new line at the top, because the first matching line applies and the user sees it there. */
export const addLine = (lines: readonly ExclusionLine[]): ExclusionLine[] => [
  {
    id: 1 + Math.max(-1, ...lines.map((line) => line.id)),
    field: EXCLUSION_FIELDS[0] as Exclusion['field'],
    value: '',
    note: '',
    on: true,
  },
  ...lines,
];

/** Lines to save; lines without a value are left out. */
export const toExclusions = (lines: readonly ExclusionLine[]): Exclusion[] =>
  lines
    .filter((line) => line.value.trim() !== '')
    .map(({ field, value, note, on }) => ({ field, value: value.trim(), note: note.trim(), on }));

/** Returns whether saving would change anything. */
export const hasChanges = (lines: readonly ExclusionLine[], kept: ExclusionsAnswer['entries']): boolean =>
  JSON.stringify(toExclusions(lines)) !== JSON.stringify(toExclusions(toExclusionLines(kept)));

/** People excluded by each line, from the response to `entriesOf(lines)`; a line without a value excludes no one. */
export function countPeoplePerLine(lines: readonly ExclusionLine[], answer: Pick<ExclusionsAnswer, 'entries'>): readonly number[] {
  let at = 0;
  return lines.map((line) => (line.value.trim() === '' ? 0 : (answer.entries[at++]?.people ?? 0)));
}

/** Lines equal to an earlier one, which never exclude anyone. */
export function findRepeatedLines(lines: readonly ExclusionLine[]): ReadonlySet<number> {
  const seen = new Set<string>();
  const repeated = new Set<number>();
  for (const { id, field, value, on } of lines) {
    const text = value.normalize('NFKC').toLowerCase().trim();
    if (text === '' || !on) continue;
    const key = `${field} ${text}`;
    if (seen.has(key)) repeated.add(id);
    seen.add(key);
  }
  return repeated;
}
