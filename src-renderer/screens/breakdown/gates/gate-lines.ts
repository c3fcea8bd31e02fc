import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { FINDING_CODES, FINDING_KINDS, type FindingCode, type Gate } from '#shared/domain/readiness/finding.ts';

type GateCount = Readiness['gates'][number];

/** Summary of one gate. */
export interface GateLine {
  readonly gate: Gate;
  readonly look: 'block' | 'unknown' | 'risk' | 'ready';
  /** People in scope whose earlier gates are not known to be closed. */
  readonly arrive: number;
  /** People whose order stops here first; all gates add up to those who cannot order. */
  readonly stops: number;
  /** Maximum number of arriving people who were not checked here; none of them is drawn as passed. */
  readonly unchecked: number;
  /** People who would stop here too, but stop earlier. */
  readonly also: number;
  /** `all`: the gate is not checked for anyone. */
  readonly notChecked: number | 'all';
  readonly atRisk: number | 'all';
  /** Gate 2 only: people out of scope, because inactive or not allowed. */
  readonly outside: number;
  readonly unseen: GateCount['unseen'];
  /** Findings that close it, for the link to these people. */
  readonly codes: readonly FindingCode[];
}

/** The eight gates in order. */
export const createGateLines = ({
  gates,
  inScope,
  users,
  excluded,
}: Pick<Readiness, 'gates' | 'inScope' | 'users' | 'excluded'>): GateLine[] =>
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
