import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { Decision } from '../../parts/decisions/decisions.ts';

export type LedgerFilter = CallInput<'triage.ledger'>['filter'];
export type LedgerEntry = CallOutput<'triage.ledger'>['entries'][number];
export type LedgerCounts = CallOutput<'triage.ledger'>['counts'];

/** A part of the register; parts that need action come first. */
export interface LedgerPart {
  readonly id: 'attention' | 'gone' | 'active';
  readonly states: LedgerFilter['states'];
  readonly count: number;
}

/** Entries to review: their evidence changed, or they expired. */
export const countToReview = ({ changed, expired }: LedgerCounts): number => changed + expired;

/** The parts with entries. */
export function listLedgerParts(counts: LedgerCounts): LedgerPart[] {
  const parts: LedgerPart[] = [
    { id: 'attention', states: ['changed', 'expired'], count: countToReview(counts) },
    { id: 'gone', states: ['gone'], count: counts.gone },
    { id: 'active', states: ['active'], count: counts.active },
  ];
  return parts.filter((part) => part.count > 0);
}

/** Decisions that remove entries: one for acceptances, one for assignments. */
export function createRemoval(entries: readonly LedgerEntry[]): Decision[] {
  const taken = [
    ['accept', 'reopen'],
    ['assign', 'unassign'],
  ] as const;
  return taken.flatMap(([of, kind]) => {
    const keys = entries.filter((entry) => entry.kind === of).map(({ key }) => key);
    return keys.length === 0 ? [] : [[{ keys }, { kind }] as const];
  });
}
