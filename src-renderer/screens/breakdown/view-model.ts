import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import type { FindingCode, Severity, Side } from '#shared/domain/readiness/finding.ts';
import { listSidesWithPeople } from '#shared/domain/readiness/gates/owners.ts';

/** New, resolved and returned findings of a run, resolved first, without zeros. */
export const createChangeRows = (
  changes: NonNullable<Readiness['changes']>,
): { readonly change: 'fixed' | 'new' | 'back'; readonly count: number }[] =>
  (['fixed', 'new', 'back'] as const).map((change) => ({ change, count: changes[change] })).filter(({ count }) => count > 0);

export interface ReasonRow {
  readonly code: FindingCode;
  /** Responsible sides, most people first. */
  readonly owners: ReturnType<typeof listSidesWithPeople>;
  readonly people: number;
  /** Length of the bar against the most frequent reason, 0 to 1. */
  readonly bar: number;
}

/** Reasons by people, most first, with bar lengths. Ties keep the order of codes. */
export function createReasonRows(reasons: Readiness['reasons']): ReasonRow[] {
  const most = Math.max(1, ...reasons.map((reason) => reason.people));
  return reasons
    .filter((reason) => reason.people > 0)
    .map((reason) => ({ code: reason.code, owners: listSidesWithPeople(reason.owners), people: reason.people, bar: reason.people / most }))
    .toSorted((a, b) => b.people - a.people);
}

export interface RiskRow {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly side: Side;
  readonly findings: number;
}

/** Findings that block no one, risks before notes, then by number. */
export function createRiskRows(byCode: Readiness['byCode']): RiskRow[] {
  return byCode
    .filter((row) => row.severity !== 'block' && row.findings > 0)
    .map(({ code, severity, side, findings }) => ({ code, severity, side, findings }))
    .toSorted((a, b) => Number(a.severity === 'note') - Number(b.severity === 'note') || b.findings - a.findings);
}

export interface ResponsibleSideRow {
  readonly side: Side;
  readonly people: number;
  /** Bar length relative to all people who cannot order, 0 to 1. */
  readonly bar: number;
}

/** Responsible sides, most people first; they add up to everyone who cannot order. */
export function createResponsibleSideRows(reasons: Readiness['reasons']): ResponsibleSideRow[] {
  const owners = { neo: 0, amazon: 0, both: 0 };
  for (const reason of reasons) for (const { side, people } of listSidesWithPeople(reason.owners)) owners[side] += people;
  const rows = listSidesWithPeople(owners);
  const total = rows.reduce((sum, { people }) => sum + people, 0);
  return rows.map(({ side, people }) => ({ side, people, bar: people / total }));
}
