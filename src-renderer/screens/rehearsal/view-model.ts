import type { z } from 'zod';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { rehearsalSchema } from '#shared/contract/routes/rehearsal.ts';

export type Rehearsal = z.output<typeof rehearsalSchema>;
export type RehearsalChange = Rehearsal['changes'][number];
export type LostReference = Rehearsal['lost'][number];

export const CHANGE_SECTIONS = ['routes', 'invoice_groups', 'allowed_users'] as const;
export type ChangeSection = (typeof CHANGE_SECTIONS)[number];

export interface SectionChanges {
  readonly section: ChangeSection;
  readonly changes: readonly RehearsalChange[];
}

/** Lines of one direction grouped by kind in the given order, without empty kinds. */
export const groupChangesBySection = (changes: readonly RehearsalChange[], change: RehearsalChange['change']): readonly SectionChanges[] =>
  CHANGE_SECTIONS.map((section) => ({
    section,
    changes: changes.filter((one) => one.section === section && one.change === change),
  })).filter((kind) => kind.changes.length > 0);

/** Kinds without drafts, which are therefore not evaluated. */
export const listNotCompared = ({ compared }: Pick<Rehearsal, 'compared'>): readonly ChangeSection[] =>
  CHANGE_SECTIONS.filter((kind) => !compared.includes(kind));

/** Mark of a result without new problems: a tick only if everything was evaluated for everyone concerned. */
export const getRehearsalMark = ({
  compared,
  unplaced,
  unsure,
}: Pick<Rehearsal, 'compared' | 'unplaced' | 'unsure'>): {
  readonly state: 'ready' | 'unknown';
  readonly label: 'noBreaks' | 'noBreaksSeen' | 'nothingCompared';
} =>
  compared.length === 0
    ? { state: 'unknown', label: 'nothingCompared' }
    : unplaced > 0 || unsure.length > 0
      ? { state: 'unknown', label: 'noBreaksSeen' }
      : { state: 'ready', label: 'noBreaks' };

/** The next April 1 after a day, when most Japanese companies reorganize. */
export function getNextApril(day: string): string {
  const year = Number(day.slice(0, 4));
  return `${day < `${year}-04-01` ? year : year + 1}-04-01`;
}

/** Missing references by object. */
export function groupLostByObject(
  lost: readonly LostReference[],
): readonly { readonly key: string; readonly first: LostReference; readonly all: readonly LostReference[] }[] {
  const objects = new Map<string, LostReference[]>();
  for (const one of lost) {
    const key = `${one.section} ${one.objectId}`;
    const known = objects.get(key);
    if (known === undefined) objects.set(key, [one]);
    else known.push(one);
  }
  return [...objects].map(([key, all]) => ({ key, first: all[0] as LostReference, all }));
}

/** Named people whom the later list lacks or has as inactive, each once. */
export const listLeavingPeople = (lost: readonly LostReference[]): readonly { readonly id: string; readonly title: string }[] => [
  ...new Map(lost.filter(({ kind }) => kind === 'user').map(({ id, title }) => [id, { id, title: title === '' ? id : title }])).values(),
];

type Planned = CallOutput<'datedChanges.list'>['changes'][number];

export const countMovedPeople = ({ joining, leaving, moving }: NonNullable<Planned['moved']>): number => joining + leaving + moving;

/** Returns whether an object was changed or deleted since the change was saved. */
export const isChangedSinceSaved = ({ standing }: Pick<Planned['objects'][number], 'standing'>): boolean =>
  standing === 'changed-since' || standing === 'gone';

/** Returns whether a dated change must be reviewed before it is applied to the drafts. */
export const needsReview = ({ missing, objects, people }: Pick<Planned, 'missing' | 'objects' | 'people'>): boolean =>
  missing.length > 0 || people.some(({ stays }) => stays > 0) || objects.some(isChangedSinceSaved);

/** Key of a choice; it changes when the object changes. */
export const getChoiceKey = ({ section, id, standing }: Planned['objects'][number]): string => `${section} ${id} ${standing}`;

/** Objects to skip: as chosen (true = skip), otherwise those changed or deleted since the change was saved. */
export const getSkippedKeys = ({ objects }: Pick<Planned, 'objects'>, chosen: ReadonlyMap<string, boolean>): ReadonlySet<string> =>
  new Set(objects.filter((one) => chosen.get(getChoiceKey(one)) ?? isChangedSinceSaved(one)).map(({ section, id }) => `${section} ${id}`));
