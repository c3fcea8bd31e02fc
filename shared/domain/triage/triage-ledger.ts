import { compareText } from '../text-order/compare-text.ts';
import { type Decision, isAcceptanceValid, type Triage } from './triage.ts';

/**
 * Present effect of a decision. `active`: as decided; `changed`: the finding has another cause; `expired`: its last day has passed; `gone`:
 * the finding no longer exists.
 */
export type LedgerState = 'active' | 'changed' | 'expired' | 'gone';
export const LEDGER_STATES: readonly LedgerState[] = ['active', 'changed', 'expired', 'gone'];

/** One line of the register: an acceptance or assignment of one finding. */
export interface LedgerEntry {
  readonly key: string;
  readonly decision: Decision<'accept'> | Decision<'assign'>;
  readonly state: LedgerState;
  readonly note: string;
}

/** The state of a decision. `evidence` is that of the present finding; `null` if the finding does not exist. */
export function getLedgerState(decision: LedgerEntry['decision'], evidence: string | null, today: string): LedgerState {
  if (evidence === null) return 'gone';
  if (decision.change.kind === 'accept' && !isAcceptanceValid(decision as Decision<'accept'>, today)) return 'expired';
  return evidence === decision.item.evidence ? 'active' : 'changed';
}

/** All acceptances and assignments that were not revoked, latest first. */
export function buildLedger(
  triages: ReadonlyMap<string, Triage>,
  evidenceOf: (key: string) => string | null,
  today: string,
): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const [key, { acceptance, assignment, note }] of triages) {
    for (const decision of [acceptance, assignment]) {
      if (decision === null) continue;
      entries.push({ key, decision, state: getLedgerState(decision, evidenceOf(key), today), note: note?.change.text ?? '' });
    }
  }
  return entries.sort((a, b) => compareText(b.decision.at, a.decision.at) || compareText(a.key, b.key));
}
