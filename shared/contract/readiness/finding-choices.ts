import type { FindingCode } from '../../domain/readiness/finding.ts';

/** Values for filtering and sorting findings. Separate from the schemas, because windows parse URLs before they load any. */

export const SEVERITIES = ['block', 'risk', 'note'] as const;
export const TRIAGE_FILTERS = [
  'open-and-assigned',
  'open',
  'assigned',
  'assigned-neo',
  'assigned-amazon',
  'accepted',
  'accepted-changed',
  'adopted',
  'all',
] as const;
/** Findings that are new, or returned, in the present run. */
export const SINCE_FILTERS = ['new', 'back'] as const;
export const FINDING_SORT_FIELDS = ['severity', 'code', 'owner', 'name', 'organization', 'workEmail', 'amazonEmail'] as const;
export const SORT_DIRECTIONS = ['ascending', 'descending'] as const;

/** Filter that hides only accepted findings, which `triageCounts` counts. Links from readiness use `triage: 'all'`. */
export const EMPTY_FINDING_FILTER = {
  codes: [] as FindingCode[],
  severities: [] as (typeof SEVERITIES)[number][],
  organizationId: null as string | null,
  firstGateOnly: false,
  search: '',
  triage: 'open-and-assigned' as (typeof TRIAGE_FILTERS)[number],
  since: [] as (typeof SINCE_FILTERS)[number][],
  perPerson: false,
};
