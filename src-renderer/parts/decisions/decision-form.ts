import { isValidReason } from '#shared/domain/sync/guards/reason.ts';
import type { TriageChange } from './decisions.ts';

/** The decision being entered and the number of findings. */
export interface PendingDecision {
  readonly kind: 'accept' | 'assign' | 'note';
  readonly count: number;
  /** Number of findings that block an order; `null` while it is being counted. */
  readonly blocking: number | null;
  /** Name, if the decision concerns one person. */
  readonly name?: string;
  /** Reason of the current decision that is being changed. */
  readonly reason?: string;
  readonly side?: 'neo' | 'amazon' | null;
  readonly person?: string;
  readonly note?: string;
}

/** Field values of the dialog. */
export interface DecisionForm {
  readonly reason: string;
  readonly until: string | null;
  readonly side: string;
  readonly person: string;
  readonly note: string;
}

/** The change from the form; `null` while a required value is missing. */
export function toTriageChange(kind: PendingDecision['kind'], { reason, until, side, person, note }: DecisionForm): TriageChange | null {
  if (kind === 'accept') return !isValidReason(reason) ? null : { kind, reason: reason.trim(), until };
  if (kind === 'note') return { kind, text: note.trim() };
  const known = side === 'neo' || side === 'amazon' ? side : null;
  return known === null && person.trim() === '' ? null : { kind, side: known, person: person.trim() };
}
