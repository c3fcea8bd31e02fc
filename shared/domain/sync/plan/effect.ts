import type { Audit } from '../../readiness/audit.ts';
import { gateOf, isOfAll, type UnseenGate } from '../../readiness/configuration.ts';
import { FINDING_KINDS, type FindingCode } from '../../readiness/finding.ts';
import { gateBit, type OrderState, orderStateOf } from '../../readiness/order-state.ts';

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
  /** People for whom nothing is closed and something was not checked: before and after. */
  readonly notCheckedBefore: number;
  readonly notCheckedAfter: number;
  /** People who are asked about (allowed and active): before and after. */
  readonly inScopeBefore: number;
  readonly inScopeAfter: number;
  /** Could not order, and then nothing that is known keeps them from it. */
  readonly gains: readonly number[];
  /** Nothing that is known kept them from it, and then they cannot order. */
  readonly loses: readonly number[];
  /** Of `loses`, why; most people first. */
  readonly lossReasons: readonly ReasonCount[];
  /** Of `gains`, what had kept them; most people first. */
  readonly gainReasons: readonly ReasonCount[];
  /** Taken from, or added to, those who are allowed, whether or not they can order otherwise. */
  readonly disallowed: readonly number[];
  readonly allowed: readonly number[];
  /** Known to be allowed, or with nothing that keeps them from ordering, before; and then it rests on what no list tells. */
  readonly unsure: readonly number[];
}

const SECOND = gateBit(2);

/** How many lose the right to order, or are no longer known to have it, each once. */
export const mayLose = ({ loses, disallowed, unsure }: PeopleEffect): number => new Set([...loses, ...disallowed, ...unsure]).size;

/**
 * Gates that the audit leaves open while nobody has begun them. Here it speaks of a server that was read wholly: what is not there is
 * missing, and closes its gate for everybody.
 */
const CLOSED_BY_ABSENCE = [
  ['gate-1', 'integration-incomplete'],
  ['gate-5', 'no-invoice-group'],
  ['gate-6', 'route-missing'],
  ['gate-7', 'serial-missing'],
] as const satisfies readonly (readonly [UnseenGate, FindingCode])[];

/** Why each person cannot order, as far as is known. */
export class Standing {
  readonly #audit: Audit;
  readonly #absent: FindingCode | null;

  constructor(audit: Audit) {
    this.#audit = audit;
    this.#absent = CLOSED_BY_ABSENCE.find(([gate]) => audit.unseen.includes(gate))?.[1] ?? null;
  }

  /** As readiness counts the person, but that what is absent from the server closes its gate. */
  stateOf(person: number): OrderState {
    const state = orderStateOf(this.#audit, person);
    return state === 'outside' || this.#absent === null ? state : 'blocked';
  }

  /** `null` = nothing keeps the person from it: can order, or not checked. */
  of(person: number): LossReason | null {
    const { inScope, firstClosed, findings } = this.#audit;
    if (inScope[person] !== 1) return 'not-allowed';
    const own = findings[firstClosed[person] as number]?.code ?? null;
    if (own === null || this.#absent === null) return own ?? this.#absent;
    return (FINDING_KINDS[own].gate ?? 9) <= (FINDING_KINDS[this.#absent].gate ?? 9) ? own : this.#absent;
  }
}

/**
 * Who gains and who loses by a change: from the audit on what the server has and the audit on what it will have, over one and the same
 * list of people. Linear in the people.
 */
export function peopleEffect(before: Audit, after: Audit): PeopleEffect {
  const gains: number[] = [];
  const loses: number[] = [];
  const allowed: number[] = [];
  const disallowed: number[] = [];
  const unsure: number[] = [];
  const untold = after.unseen.reduce((mask, part) => (isOfAll(part) ? mask : mask | gateBit(gateOf(part))), 0);
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
    const newlyUntold = (after.notChecked[i] as number) & ~(before.notChecked[i] as number) & untold;
    // Whether somebody is allowed matters whatever else is closed, as with those who are no longer.
    if (before.inScope[i] === 1 && ((newlyUntold & SECOND) !== 0 || (newlyUntold !== 0 && was === null && is === null))) unsure.push(i);
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
