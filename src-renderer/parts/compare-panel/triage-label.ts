import type { FindingRow } from '#shared/contract/readiness/matching.ts';

type Triage = FindingRow['triage'];

/** Short text for a decision in the table. `until` omits the current year. */
export type TriageLabel =
  | { readonly kind: 'none' }
  | { readonly kind: 'accepted' | 'changed' | 'expired'; readonly until: string | null }
  | { readonly kind: 'assigned'; readonly side: 'neo' | 'amazon' | null; readonly person: string };

/** Label by priority: a valid acceptance, the assignment, an expired acceptance. `today` is `YYYY-MM-DD`. */
export function createTriageLabel({ state, acceptance, assignment }: Triage, today: string): TriageLabel {
  if (state === 'accepted' && acceptance !== null) {
    return { kind: acceptance.state === 'changed' ? 'changed' : 'accepted', until: formatShortDay(acceptance.until, today) };
  }
  if (assignment !== null) return { kind: 'assigned', side: assignment.side, person: assignment.person };
  return acceptance === null ? { kind: 'none' } : { kind: 'expired', until: formatShortDay(acceptance.until, today) };
}

/** `12/31` within the year of `today`, else `2027/03/31`. */
export const formatShortDay = (day: string | null, today: string): string | null =>
  day === null ? null : (day.startsWith(today.slice(0, 5)) ? day.slice(5) : day).replaceAll('-', '/');
