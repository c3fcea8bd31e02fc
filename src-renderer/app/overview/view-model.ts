import type { AuditSnapshot, OverviewCompany } from '#shared/contract/companies/companies.ts';
import type { DeadlineView } from '#shared/contract/orders/notices.ts';

/** Days that count as this week, today included. */
const WEEK = 7;
/** Number of deadlines listed by name; the rest is a count. */
const MAX_SHOWN = 2;
const DAY_MS = 86_400_000;

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** Deadlines of the coming week including today, earliest first, with the number of further ones. */
export function getDeadlinesThisWeek(
  { endings }: AuditSnapshot,
  today: string,
): { readonly shown: readonly DeadlineView[]; readonly more: number } {
  const soon = endings
    .map(({ kind, subject, count, day, lost }): DeadlineView => {
      return { kind, subject, count, day, lost, daysLeft: daysBetween(today, day), actBy: null, lock: null, monthly: null };
    })
    .filter(({ daysLeft }) => daysLeft >= 0 && daysLeft < WEEK);
  return { shown: soon.slice(0, MAX_SHOWN), more: Math.max(0, soon.length - MAX_SHOWN) };
}

/** Responsible sides with the number of people waiting for them. */
export const listWaitingSides = ({ waiting }: AuditSnapshot): readonly (readonly [side: 'neo' | 'amazon' | 'both', people: number])[] =>
  (['neo', 'amazon', 'both'] as const).flatMap((side) => (waiting[side] === 0 ? [] : [[side, waiting[side]] as const]));

/** Returns true if a list was imported after the last audit, so that the numbers are based on older lists. */
export const isAuditOutdated = ({ sources, glance }: Pick<OverviewCompany, 'sources' | 'glance'>): boolean =>
  glance !== null && sources.some(({ takenAt }) => takenAt > glance.auditedAt);

/** The lists of the two sides, NEO's first. */
export const sortSources = ({ sources }: Pick<OverviewCompany, 'sources'>): OverviewCompany['sources'] =>
  (['neo', 'amazon', 'directory'] as const).flatMap((side) => sources.filter((source) => source.side === side));
