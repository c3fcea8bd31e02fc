import type { z } from 'zod';
import type { rehearsalSchema } from '#shared/contract/analysis.ts';

export type Rehearsal = z.output<typeof rehearsalSchema>;
export type RehearsalChange = Rehearsal['changes'][number];
export type LostReference = Rehearsal['lost'][number];

export const KINDS = ['routes', 'invoice_groups', 'allowed_users'] as const;
export type Kind = (typeof KINDS)[number];

export interface KindOfChanges {
  readonly section: Kind;
  readonly changes: readonly RehearsalChange[];
}

/** Lines of one direction by kind, kinds without any left out; within a kind in the order given. */
export const byKind = (changes: readonly RehearsalChange[], change: RehearsalChange['change']): readonly KindOfChanges[] =>
  KINDS.map((section) => ({ section, changes: changes.filter((one) => one.section === section && one.change === change) })).filter(
    (kind) => kind.changes.length > 0,
  );

/** The next first of April after a day: when most Japanese companies change their organisation. */
export function nextApril(day: string): string {
  const year = Number(day.slice(0, 4));
  return `${day < `${year}-04-01` ? year : year + 1}-04-01`;
}

/** References that would be gone, by the object that holds them. */
export function lostByObject(
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
