import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { Decision } from '../../parts/decisions/decisions.ts';

export type LedgerFilter = CallInput<'triage.ledger'>['filter'];
export type LedgerEntry = CallOutput<'triage.ledger'>['entries'][number];
export type LedgerCounts = CallOutput<'triage.ledger'>['counts'];

/** The ledger in parts, what needs somebody first. */
export interface LedgerPart {
  readonly id: 'attention' | 'gone' | 'active';
  readonly states: LedgerFilter['states'];
  readonly count: number;
}

/** Entries to look at again: they stand for something else now, or their day has passed. */
export const needsYou = ({ changed, expired }: LedgerCounts): number => changed + expired;

/** The parts that have entries. */
export function ledgerParts(counts: LedgerCounts): LedgerPart[] {
  const parts: LedgerPart[] = [
    { id: 'attention', states: ['changed', 'expired'], count: needsYou(counts) },
    { id: 'gone', states: ['gone'], count: counts.gone },
    { id: 'active', states: ['active'], count: counts.active },
  ];
  return parts.filter((part) => part.count > 0);
}

/** The decisions that take entries out of the ledger: one about the acceptances among them, one about the assignments. */
export function removalOf(entries: readonly LedgerEntry[]): Decision[] {
  const taken = [
    ['accept', 'reopen'],
    ['assign', 'unassign'],
  ] as const;
  return taken.flatMap(([of, kind]) => {
    const keys = entries.filter((entry) => entry.kind === of).map(({ key }) => key);
    return keys.length === 0 ? [] : [[{ keys }, { kind }] as const];
  });
}
