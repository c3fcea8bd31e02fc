import type { Readiness } from '#shared/contract/readiness.ts';
import { FINDING_CODES, FINDING_KINDS, type FindingCode, type Gate } from '#shared/domain/readiness/finding.ts';

type GateCount = Readiness['gates'][number];

/** How the company stands at one gate, in a few words. */
export interface GateLine {
  readonly gate: Gate;
  readonly look: 'block' | 'unknown' | 'risk' | 'ready';
  /** People in scope whose order comes as far as this gate, none of the earlier ones being known to be closed. */
  readonly arrive: number;
  /** People whose order stops here first; they and those of the other gates are everybody who cannot order. */
  readonly stops: number;
  /** Of those who come so far, how many at most are not checked here: nobody of them is drawn as passed. */
  readonly unchecked: number;
  /** People who would stop here as well, and already stop at an earlier gate. */
  readonly also: number;
  /** `all`: the gate is not known for anybody. */
  readonly notChecked: number | 'all';
  readonly atRisk: number | 'all';
  /** The second gate alone: people whom nobody asks about, because they are not active or not allowed. */
  readonly outside: number;
  readonly unseen: GateCount['unseen'];
  /** The findings that close it, for the way to exactly these people. */
  readonly codes: readonly FindingCode[];
}

/** The eight gates in order. */
export const gateLines = ({ gates, inScope, users, excluded }: Pick<Readiness, 'gates' | 'inScope' | 'users' | 'excluded'>): GateLine[] =>
  gates.map(({ gate, blocked, notChecked, atRisk, stopsHere, unseen }, index) => {
    const arrive = inScope - gates.slice(0, index).reduce((sum, earlier) => sum + earlier.stopsHere, 0);
    return {
      gate,
      look: stopsHere > 0 ? 'block' : notChecked > 0 ? 'unknown' : blocked > 0 ? 'block' : atRisk > 0 ? 'risk' : 'ready',
      arrive,
      stops: stopsHere,
      unchecked: Math.min(notChecked, arrive - stopsHere),
      also: blocked - stopsHere,
      notChecked: notChecked > 0 && notChecked === inScope ? 'all' : notChecked,
      atRisk: atRisk > 0 && atRisk === inScope ? 'all' : atRisk,
      outside: gate === 2 ? users - inScope - excluded : 0,
      unseen,
      codes: FINDING_CODES.filter((code) => FINDING_KINDS[code].gate === gate),
    };
  });
