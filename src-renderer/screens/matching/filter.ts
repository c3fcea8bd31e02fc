import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter } from '#shared/contract/readiness/matching.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { FINDING_CODES, FINDING_KINDS, type FindingCode, type Severity, type Side } from '#shared/domain/readiness/finding.ts';

export const SINCE_OPTIONS: FindingFilter['since'] = ['new', 'back'];
const SEVERITY_ORDER: readonly Severity[] = ['block', 'risk', 'note'];

type CodeCount = Readonly<{ code: FindingCode; findings: number }>;
/** A count over all findings of a code; its responsible side follows the advice of these findings. */
type OwnedCount = CodeCount & Readonly<{ side: Side }>;

export interface Chip {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly side: Side;
  readonly findings: number;
  readonly selected: boolean;
}

/**
 * One chip per code that has rows under the filter or is selected. The order comes from `overall`, the unfiltered counts: by severity,
 * then frequency, so that chips do not move while typing.
 */
export function createFindingChips(counts: readonly CodeCount[], selected: readonly FindingCode[], overall: readonly OwnedCount[]): Chip[] {
  const here = new Map(counts.map((count) => [count.code, count.findings]));
  const everywhere = new Map(overall.map((count) => [count.code, count.findings]));
  const owners = new Map(overall.map(({ code, side }) => [code, side]));
  const chosen = new Set(selected);
  return FINDING_CODES.filter((code) => (here.get(code) ?? 0) > 0 || chosen.has(code))
    .map((code) => {
      const { severity, side } = FINDING_KINDS[code];
      return { code, severity, side: owners.get(code) ?? side, findings: here.get(code) ?? 0, selected: chosen.has(code) };
    })
    .toSorted(
      (a, b) =>
        SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
        (everywhere.get(b.code) ?? 0) - (everywhere.get(a.code) ?? 0),
    );
}

const MOVES: readonly Side[] = ['neo', 'amazon', 'both'];

/** Chips by responsible side, in order, without empty sides. */
export const groupChipsByMove = (chips: readonly Chip[]): readonly { readonly move: Side; readonly chips: readonly Chip[] }[] =>
  MOVES.map((move) => ({ move, chips: chips.filter(({ side }) => side === move) })).filter((group) => group.chips.length > 0);

/** The filter after pressing a chip; codes keep their order. */
export function toggleCode(filter: FindingFilter, code: FindingCode): FindingFilter {
  const chosen = new Set(filter.codes);
  if (!chosen.delete(code)) chosen.add(code);
  return { ...filter, codes: FINDING_CODES.filter((known) => chosen.has(known)) };
}

/** The initial filter: one row per person. */
export const FIRST_FILTER: FindingFilter = { ...EMPTY_FINDING_FILTER, perPerson: true };

export const isFiltered = (filter: FindingFilter): boolean =>
  filter.codes.length > 0 ||
  filter.severities.length > 0 ||
  filter.organizationId !== null ||
  filter.firstGateOnly ||
  (filter.sides ?? []).length > 0 ||
  filter.triage !== EMPTY_FINDING_FILTER.triage ||
  filter.since.length > 0 ||
  filter.search.trim() !== '';

/** The filter after “new” or “returned” was pressed. */
export function toggleSince(filter: FindingFilter, since: FindingFilter['since'][number]): FindingFilter {
  const chosen = filter.since.includes(since) ? filter.since.filter((each) => each !== since) : [...filter.since, since];
  return { ...filter, since: SINCE_OPTIONS.filter((each) => chosen.includes(each)) };
}

/** Number of rows hidden by the filter only because they were accepted. */
export const countHiddenByTriage = ({ triage }: FindingFilter, counts: { readonly accepted: number }): number =>
  triage === 'open-and-assigned' ? counts.accepted : 0;

/** A complete filter from the part that another screen passed. */
export const completeFilter = (part: Partial<FindingFilter>): FindingFilter => ({ ...EMPTY_FINDING_FILTER, ...part });

/** Organizations as list options, children indented after their parents. */
export const createOrganizationOptions = (
  organizations: readonly Readiness['organizations'][number][],
): { readonly value: string; readonly label: string }[] =>
  organizations.map(({ id, depth, name }) => ({ value: id, label: `${'\u3000'.repeat(Math.max(0, depth))}${name}` }));
