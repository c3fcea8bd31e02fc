import type { Audit } from '../readiness/audit.ts';
import type { FindingCode } from '../readiness/finding.ts';

/** Why people cannot order: the finding under which they count, or that they are no longer allowed. */
export type LossReason = FindingCode | 'not-allowed';

export interface ReasonCount {
  readonly reason: LossReason;
  readonly people: number;
}

/** What applying would mean for the people who order. Places point into the audited NEO list, ascending. */
export interface PeopleEffect {
  /** People who can order: before and after. */
  readonly readyBefore: number;
  readonly readyAfter: number;
  /** People who are asked about (allowed and active): before and after. */
  readonly inScopeBefore: number;
  readonly inScopeAfter: number;
  /** Could not order and then can. */
  readonly gains: readonly number[];
  /** Could order and then cannot. */
  readonly loses: readonly number[];
  /** Of `loses`, why; most people first. */
  readonly lossReasons: readonly ReasonCount[];
  /** Of `gains`, what had kept them; most people first. */
  readonly gainReasons: readonly ReasonCount[];
  /** Taken from, or added to, those who are allowed, whether or not they can order otherwise. */
  readonly disallowed: readonly number[];
  readonly allowed: readonly number[];
}

/**
 * Who gains and who loses by a change, from the audit before and the audit after over one and the same list of people. Linear in the
 * people.
 */
export function peopleEffect(before: Audit, after: Audit): PeopleEffect {
  const gains: number[] = [];
  const loses: number[] = [];
  const allowed: number[] = [];
  const disallowed: number[] = [];
  const [lossReasons, gainReasons] = [new Map<LossReason, number>(), new Map<LossReason, number>()];
  const count = (reasons: Map<LossReason, number>, reason: LossReason): void => {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  };
  for (let i = 0; i < before.inScope.length; i++) {
    const was = standing(before, i);
    const is = standing(after, i);
    if (before.inScope[i] !== after.inScope[i]) (before.inScope[i] === 1 ? disallowed : allowed).push(i);
    if (was === is) continue;
    if (was === null) {
      loses.push(i);
      if (is !== null) count(lossReasons, is);
    } else if (is === null) {
      gains.push(i);
      count(gainReasons, was);
    }
  }
  return {
    readyBefore: before.summary.ready,
    readyAfter: after.summary.ready,
    inScopeBefore: before.summary.inScope,
    inScopeAfter: after.summary.inScope,
    gains,
    loses,
    lossReasons: ranked(lossReasons),
    gainReasons: ranked(gainReasons),
    disallowed,
    allowed,
  };
}

/** Why a person cannot order; `null` = can. */
function standing({ inScope, firstClosed, findings }: Audit, person: number): LossReason | null {
  if (inScope[person] !== 1) return 'not-allowed';
  const closed = firstClosed[person] as number;
  return closed < 0 ? null : (findings[closed]?.code ?? null);
}

const ranked = (reasons: ReadonlyMap<LossReason, number>): readonly ReasonCount[] =>
  Array.from(reasons, ([reason, people]) => ({ reason, people })).sort(
    (a, b) => b.people - a.people || (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0),
  );
