import type { ScreenParams } from '#renderer/navigation/index.ts';
import type { RowRef } from '#renderer/parts/compare-panel/compare-panel.tsx';
import type { FindingFilter, FindingSort } from '#shared/contract/readiness/matching.ts';
import { completeFilter, FIRST_FILTER } from './filter.ts';

/** State of the screen, kept while another screen is shown. */
export interface MatchingView {
  readonly filter: FindingFilter;
  readonly sort: FindingSort;
  /** Index of the active row in the filtered list, -1 = none. */
  readonly active: number;
  /** The finding in the panel, also if no longer in the list. */
  readonly panel: RowRef | null;
}

export const FIRST_SORT: FindingSort = { by: 'severity', direction: 'ascending' };
export const FIRST_VIEW: MatchingView = { filter: FIRST_FILTER, sort: FIRST_SORT, active: -1, panel: null };

/**
 * The view of a visit: a link sets exactly its filter. Without one, as from the navigation, it shows the whole list, in
 * which the status line repeats the number of the navigation, and keeps the order.
 */
export function createVisitView(left: MatchingView, params: ScreenParams['matching']): MatchingView {
  const { row, revision, by = FIRST_SORT.by, direction = FIRST_SORT.direction, ...filter } = params;
  const { codes, severities, organizationId, firstGateOnly, sides, perPerson, search, triage, since } = filter;
  if (Object.values(filter).every((part) => part === undefined))
    return isSameFilter(left.filter, FIRST_FILTER) ? left : { ...FIRST_VIEW, sort: left.sort };
  return {
    ...FIRST_VIEW,
    sort: { by, direction },
    panel: row === undefined || revision === undefined ? null : { revision, row },
    filter: completeFilter({
      // Counts elsewhere include accepted findings.
      triage: triage ?? 'all',
      ...(severities === undefined ? {} : { severities: [...severities] }),
      ...(codes === undefined ? {} : { codes: [...codes] }),
      ...(organizationId === undefined ? {} : { organizationId }),
      ...(firstGateOnly === undefined ? {} : { firstGateOnly }),
      ...(sides === undefined ? {} : { sides: [...sides] }),
      // Counts on other screens are counts of findings, so the list must have as many rows.
      perPerson: perPerson ?? false,
      ...(search === undefined ? {} : { search }),
      ...(since === undefined ? {} : { since: [...since] }),
    }),
  };
}

const isSameFilter = (a: FindingFilter, b: FindingFilter): boolean =>
  JSON.stringify(completeFilter(a)) === JSON.stringify(completeFilter(b));

/** Address parameters that restore this view. */
export const toMatchingParams = ({ filter, sort, panel }: MatchingView): ScreenParams['matching'] => ({
  ...(filter.codes.length === 0 ? {} : { codes: filter.codes }),
  ...(filter.severities.length === 0 ? {} : { severities: filter.severities }),
  ...(filter.organizationId === null ? {} : { organizationId: filter.organizationId }),
  ...(filter.firstGateOnly ? { firstGateOnly: true } : {}),
  ...(filter.sides === undefined || filter.sides.length === 0 ? {} : { sides: filter.sides }),
  ...(filter.perPerson ? { perPerson: true } : {}),
  ...(filter.search === '' ? {} : { search: filter.search }),
  // Always set, because a visit without a filter shows the whole list.
  triage: filter.triage,
  ...(filter.since.length === 0 ? {} : { since: filter.since }),
  ...(sort.by === FIRST_SORT.by && sort.direction === FIRST_SORT.direction ? {} : sort),
  ...(panel ?? {}),
});

/** A new filter starts at the top; the panel still shows the same finding. */
export const withFilter = (view: MatchingView, filter: FindingFilter): MatchingView => ({ ...view, filter, active: -1 });
export const withSort = (view: MatchingView, sort: FindingSort): MatchingView => ({ ...view, sort, active: -1 });
