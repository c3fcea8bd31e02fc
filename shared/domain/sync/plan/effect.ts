import type { Audit } from '../../readiness/audit.ts';
import { FINDING_KINDS, type FindingCode } from '../../readiness/finding.ts';
import { gateOf, isUncheckedForEveryone, type UncheckedGate } from '../../readiness/gates/configuration.ts';
import { gateBit, type OrderState, orderStateOf } from '../../readiness/gates/order-state.ts';

/** Why people cannot order: the decisive finding, or no longer allowed. */
export type LossReason = FindingCode | 'not-allowed';

export interface ReasonCount {
  readonly reason: LossReason;
  readonly people: number;
}

/** Effect of applying on people who order. Positions in the audited NEO list, ascending. */
export interface PeopleEffect {
  /** People who can order, before and after. */
  readonly readyBefore: number;
  readonly readyAfter: number;
  /** People without a closed gate but with an unchecked one, before and after. */
  readonly notCheckedBefore: number;
  readonly notCheckedAfter: number;
  /** People in scope (allowed and active), before and after. */
  readonly inScopeBefore: number;
  readonly inScopeAfter: number;
  /** Could not order before; afterwards nothing known prevents it. */
  readonly gains: readonly number[];
  /** Nothing known prevented it before; afterwards they cannot order. */
  readonly loses: readonly number[];
  /** Of `loses`, why; most people first. */
  readonly lossReasons: readonly ReasonCount[];
  /** Former reasons of `gains`, most people first. */
  readonly gainReasons: readonly ReasonCount[];
  /** People removed from or added to the allowed ones, whether or not they can order otherwise. */
  readonly disallowed: readonly number[];
  readonly allowed: readonly number[];
  /** Known to be allowed, or without a known block, before; afterwards it depends on facts that no list contains. */
  readonly unsure: readonly number[];
}

const SECOND = gateBit(2);

/** Number of people who lose permission, or are no longer known to have it, each once. */
export const countPossibleLosses = ({ loses, disallowed, unsure }: PeopleEffect): number =>
  new Set([...loses, ...disallowed, ...unsure]).size;

/**
 * Gates that the audit leaves unchecked until they are started. For a completely read server missing objects close their gate for
 * everyone.
 */
const CLOSED_BY_ABSENCE = [
  ['gate-1', 'integration-incomplete'],
  ['gate-5', 'no-invoice-group'],
  ['gate-6', 'route-missing'],
  ['gate-7', 'serial-missing'],
] as const satisfies readonly (readonly [UncheckedGate, FindingCode])[];

/** Why each person cannot order, as far as known. */
export class Standing {
  readonly #audit: Audit;
  readonly #absent: FindingCode | null;

  constructor(audit: Audit) {
    this.#audit = audit;
    this.#absent = CLOSED_BY_ABSENCE.find(([gate]) => audit.unseen.includes(gate))?.[1] ?? null;
  }

  /** The state as in readiness, except that missing server objects close their gate. */
  stateOf(person: number): OrderState {
    const state = orderStateOf(this.#audit, person);
    return state === 'outside' || this.#absent === null ? state : 'blocked';
  }

  /** `null` = no block: can order, or not checked. */
  of(person: number): LossReason | null {
    const { inScope, firstClosed, findings } = this.#audit;
    if (inScope[person] !== 1) return 'not-allowed';
    const own = findings[firstClosed[person] as number]?.code ?? null;
    if (own === null || this.#absent === null) return own ?? this.#absent;
    return (FINDING_KINDS[own].gate ?? 9) <= (FINDING_KINDS[this.#absent].gate ?? 9) ? own : this.#absent;
  }
}

/** People who gain or lose by a change: compares audits of the server's present and future content over the same list of people. Linear. */
export function peopleEffect(before: Audit, after: Audit): PeopleEffect {
  const gains: number[] = [];
  const loses: number[] = [];
  const allowed: number[] = [];
  const disallowed: number[] = [];
  const unsure: number[] = [];
  const perPerson = after.unseen.reduce((mask, part) => (isUncheckedForEveryone(part) ? mask : mask | gateBit(gateOf(part))), 0);
  const [lossReasons, gainReasons] = [new Map<LossReason, number>(), new Map<LossReason, number>()];
  const count = (reasons: Map<LossReason, number>, reason: LossReason): void => {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  };
  const [earlier, later] = [new Standing(before), new Standing(after)];
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
    // Permission counts independent of other closed gates, as for people who lose it.
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
