import { compareText } from '../text-order/compare-text.ts';
import { type Decision, holdsOn, type Triage } from './triage.ts';

/**
 * What a decision of the ledger does today: `active` what it was made for; `changed` the finding is there for another cause,
 * so that something new stands behind it; `expired` its last day has passed; `gone` the finding is not there any more.
 */
export type LedgerState = 'active' | 'changed' | 'expired' | 'gone';
export const LEDGER_STATES: readonly LedgerState[] = ['active', 'changed', 'expired', 'gone'];

/** One line of the ledger: an acceptance or an assignment of one finding. */
export interface LedgerEntry {
  readonly key: string;
  readonly decision: Decision<'accept'> | Decision<'assign'>;
  readonly state: LedgerState;
  readonly note: string;
}

/** The state of a decision. `evidence` is what is seen today, `null` when the finding is not there. */
export function ledgerState(decision: LedgerEntry['decision'], evidence: string | null, today: string): LedgerState {
  if (evidence === null) return 'gone';
  if (decision.change.kind === 'accept' && !holdsOn(decision as Decision<'accept'>, today)) return 'expired';
  return evidence === decision.item.evidence ? 'active' : 'changed';
}

/** Every acceptance and assignment that was not taken back, latest decision first. */
export function ledgerOf(
  triages: ReadonlyMap<string, Triage>,
  evidenceOf: (key: string) => string | null,
  today: string,
): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const [key, { acceptance, assignment, note }] of triages) {
    for (const decision of [acceptance, assignment]) {
      if (decision === null) continue;
      entries.push({ key, decision, state: ledgerState(decision, evidenceOf(key), today), note: note?.change.text ?? '' });
    }
  }
  return entries.sort((a, b) => compareText(b.decision.at, a.decision.at) || compareText(a.key, b.key));
}
