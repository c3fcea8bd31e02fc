import type { Audit } from '../../readiness/audit.ts';
import { FINDING_KINDS, type FindingCode } from '../../readiness/finding.ts';
import { getGateOfPart, isUncheckedForEveryone, type UncheckedGate } from '../../readiness/gates/configuration.ts';
import { getGateBit, getPersonOrderState, type PersonOrderState } from '../../readiness/gates/order-state.ts';

/** Why a person cannot order: the decisive finding, or the person is no longer allowed. */
export type LossReason = FindingCode | 'not-allowed';

export interface ReasonCount {
  readonly reason: LossReason;
  readonly people: number;
}

/** Effect of applying on people who order. People are ascending positions in the audited NEO list. */
export interface PeopleEffect {
  /** Number of people who can order, before and after. */
  readonly readyBefore: number;
  readonly readyAfter: number;
  /** Number of people without a closed gate but with an unchecked one, before and after. */
  readonly notCheckedBefore: number;
  readonly notCheckedAfter: number;
  /** Number of people in scope (allowed and active), before and after. */
  readonly inScopeBefore: number;
  readonly inScopeAfter: number;
  /** People who could not order before; afterwards no known problem prevents it. */
  readonly gains: readonly number[];
  /** People who had no known problem before; afterwards they cannot order. */
  readonly loses: readonly number[];
  /** Reasons of `loses`, most people first. */
  readonly lossReasons: readonly ReasonCount[];
  /** Former reasons of `gains`, most people first. */
  readonly gainReasons: readonly ReasonCount[];
  /** People who are no longer, or newly, allowed to order, even if another gate is closed for them. */
  readonly disallowed: readonly number[];
  readonly allowed: readonly number[];
  /** People who were known to be allowed, or had no known problem; afterwards this depends on facts missing in the lists. */
  readonly unsure: readonly number[];
}

const SECOND = getGateBit(2);

/** Number of people who lose permission, or are no longer known to have it. Each person counts once. */
export const countPossibleLosses = ({ loses, disallowed, unsure }: PeopleEffect): number =>
  new Set([...loses, ...disallowed, ...unsure]).size;

/**
 * Gates that the audit does not check until their objects exist. On a completely read server, missing objects close their gate for
 * everyone.
 */
const CLOSED_BY_ABSENCE = [
  ['gate-1', 'integration-incomplete'],
  ['gate-5', 'no-invoice-group'],
  ['gate-6', 'route-missing'],
  ['gate-7', 'serial-missing'],
] as const satisfies readonly (readonly [UncheckedGate, FindingCode])[];

/** Determines why each person cannot order, as far as known. */
export class OrderStateEvaluator {
  readonly #audit: Audit;
  readonly #absent: FindingCode | null;

  constructor(audit: Audit) {
    this.#audit = audit;
    this.#absent = CLOSED_BY_ABSENCE.find(([gate]) => audit.unseen.includes(gate))?.[1] ?? null;
  }

  /** State of a person's next order as in readiness, except that objects missing on the server close their gate. */
  stateOf(person: number): PersonOrderState {
    const state = getPersonOrderState(this.#audit, person);
    return state === 'outside' || this.#absent === null ? state : 'blocked';
  }

  /** The reason why a person cannot order; `null` if the person can order or is not checked. */
  of(person: number): LossReason | null {
    const { inScope, firstClosed, findings } = this.#audit;
    if (inScope[person] !== 1) return 'not-allowed';
    const own = findings[firstClosed[person] as number]?.code ?? null;
    if (own === null || this.#absent === null) return own ?? this.#absent;
    return (FINDING_KINDS[own].gate ?? 9) <= (FINDING_KINDS[this.#absent].gate ?? 9) ? own : this.#absent;
  }
}

/** Compares audits of the server's present and future content over one list of people: who gains and who loses. Linear. */
export function computePeopleEffect(before: Audit, after: Audit): PeopleEffect {
  const gains: number[] = [];
  const loses: number[] = [];
  const allowed: number[] = [];
  const disallowed: number[] = [];
  const unsure: number[] = [];
  const perPerson = after.unseen.reduce((mask, part) => (isUncheckedForEveryone(part) ? mask : mask | getGateBit(getGateOfPart(part))), 0);
  const [lossReasons, gainReasons] = [new Map<LossReason, number>(), new Map<LossReason, number>()];
  const count = (reasons: Map<LossReason, number>, reason: LossReason): void => {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  };
  const [earlier, later] = [new OrderStateEvaluator(before), new OrderStateEvaluator(after)];
  const counts = {
    before: { ready: 0, 'not-checked': 0, blocked: 0, outside: 0 },
    after: { ready: 0, 'not-checked': 0, blocked: 0, outside: 0 },
  };
  for (let i = 0; i < before.inScope.length; i++) {
    const [was, is] = [earlier.of(i), later.of(i)];
    if (before.inScope[i] !== after.inScope[i]) (before.inScope[i] === 1 ? disallowed : allowed).push(i);
    counts.before[earlier.stateOf(i)]++;
    counts.after[later.stateOf(i)]++;
    if (was === null && is !== null) {
      loses.push(i);
      count(lossReasons, is);
    } else if (was !== null && is === null) {
      gains.push(i);
      count(gainReasons, was);
    }
    const newlyUnchecked = (after.notChecked[i] as number) & ~(before.notChecked[i] as number) & perPerson;
    // A change of the permission counts even if other gates are closed, as for people who lose it.
    if (before.inScope[i] === 1 && ((newlyUnchecked & SECOND) !== 0 || (newlyUnchecked !== 0 && was === null && is === null)))
      unsure.push(i);
  }
  return {
    readyBefore: counts.before.ready,
    readyAfter: counts.after.ready,
    notCheckedBefore: counts.before['not-checked'],
    notCheckedAfter: counts.after['not-checked'],
    inScopeBefore: before.summary.inScope,
    inScopeAfter: after.summary.inScope,
    gains,
    loses,
    lossReasons: ranked(lossReasons),
    gainReasons: ranked(gainReasons),
    disallowed,
    allowed,
    unsure,
  };
}

const ranked = (reasons: ReadonlyMap<LossReason, number>): readonly ReasonCount[] =>
  Array.from(reasons, ([reason, people]) => ({ reason, people })).sort(
    (a, b) => b.people - a.people || (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0),
  );
