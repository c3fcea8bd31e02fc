import type { FindingCode } from '../../domain/readiness/finding.ts';

/** What a list of findings can be narrowed by and ordered by, without its schemas: the window knows its addresses before it loads any. */

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
/** What came, or came back, with the present run. */
export const SINCE = ['new', 'back'] as const;
export const FINDING_ORDERS = ['severity', 'code', 'name', 'organization', 'workEmail', 'amazonEmail'] as const;
export const DIRECTIONS = ['ascending', 'descending'] as const;

/** No filter except hidden accepted findings, counted in `triageCounts`. Links from readiness use `triage: 'all'`. */
export const EMPTY_FILTER = {
  codes: [] as FindingCode[],
  severities: [] as (typeof SEVERITIES)[number][],
  organizationId: null as string | null,
  firstGateOnly: false,
  search: '',
  triage: 'open-and-assigned' as (typeof TRIAGE_FILTERS)[number],
  since: [] as (typeof SINCE)[number][],
  perPerson: false,
};
