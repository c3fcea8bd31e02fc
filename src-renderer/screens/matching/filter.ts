import { EMPTY_FILTER, type FindingFilter } from '#shared/contract/matching.ts';
import type { Readiness } from '#shared/contract/readiness.ts';
import { FINDING_CODES, FINDING_KINDS, type FindingCode, type Severity } from '#shared/domain/readiness/finding.ts';

const SEVERITY_ORDER: readonly Severity[] = ['block', 'risk', 'note'];
const CODE_ORDER: readonly FindingCode[] = SEVERITY_ORDER.flatMap((severity) =>
  FINDING_CODES.filter((code) => FINDING_KINDS[code].severity === severity),
);

export interface Chip {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly findings: number;
  readonly selected: boolean;
}

/** One chip per code that has rows or is selected, in an order that no number changes: nothing jumps while typing. */
export function chipsOf(counts: readonly { code: FindingCode; findings: number }[], selected: readonly FindingCode[]): Chip[] {
  const findings = new Map(counts.map((count) => [count.code, count.findings]));
  const chosen = new Set(selected);
  return CODE_ORDER.filter((code) => (findings.get(code) ?? 0) > 0 || chosen.has(code)).map((code) => ({
    code,
    severity: FINDING_KINDS[code].severity,
    findings: findings.get(code) ?? 0,
    selected: chosen.has(code),
  }));
}

/** The filter after one chip was pressed; its codes keep the order of the chips. */
export function toggleCode(filter: FindingFilter, code: FindingCode): FindingFilter {
  const chosen = new Set(filter.codes);
  if (!chosen.delete(code)) chosen.add(code);
  return { ...filter, codes: CODE_ORDER.filter((known) => chosen.has(known)) };
}

export const isFiltered = (filter: FindingFilter): boolean =>
  filter.codes.length > 0 ||
  filter.severities.length > 0 ||
  filter.organizationId !== null ||
  filter.firstGateOnly ||
  filter.search.trim() !== '';

/** A filter made whole from the part that another screen asked for. */
export const filterFrom = (part: Partial<FindingFilter>): FindingFilter => ({ ...EMPTY_FILTER, ...part });

/** The organisations as options of a list, children after their parents and indented below them. */
export const organizationOptions = (organizations: Readiness['organizations']): { readonly value: string; readonly label: string }[] =>
  organizations.map(({ id, depth, name }) => ({ value: id, label: `${'\u3000'.repeat(Math.max(0, depth))}${name}` }));
