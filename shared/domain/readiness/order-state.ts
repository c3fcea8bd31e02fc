import { gateOf, isOfAll, type UnseenGate } from './configuration.ts';
import { concernsCompany, FINDING_KINDS, type Finding, type Gate, severityOf } from './finding.ts';

/**
 * What is known of a person's next order: it passes every gate; a gate is closed; a gate that could close was not looked at; or nobody
 * asks about this person (not active, not allowed, or on the exclusion list). See docs/glossary.md.
 */
export const ORDER_STATES = ['ready', 'blocked', 'not-checked', 'outside'] as const;
/** As lists show them: who cannot order, and of whom it is not known, before everybody else. */
export const STATES_BY_URGENCY = ['blocked', 'not-checked', 'ready', 'outside'] as const satisfies readonly OrderState[];
export type OrderState = (typeof ORDER_STATES)[number];

/** The gates an order passes, in order. Source: docs/glossary.md#the-eight-gates. */
export const GATES = [1, 2, 3, 4, 5, 6, 7, 8] as const satisfies readonly Gate[];

/** The place of a gate in a mask of gates. */
export const gateBit = (gate: Gate): number => 1 << (gate - 1);

/** Gate 8 tells that an order may come too late. It closes for nobody, so that not knowing it keeps nobody from 'can order'. */
const CLOSING = 0xff & ~gateBit(8);
const [THIRD, FOURTH] = [gateBit(3), gateBit(4)];

/** Whether somebody for whom no gate is closed can order although the gates of a mask were not checked. */
export const isReadyWith = (notChecked: number): boolean => (notChecked & CLOSING) === 0;

/** The gates that parts not looked at for anybody belong to, as a mask. */
export const unseenMask = (unseen: readonly UnseenGate[]): number =>
  unseen.reduce((mask, part) => (isOfAll(part) ? mask | gateBit(gateOf(part)) : mask), 0);

/** People by what is known of their next order; the four add up to everybody on NEO's list. */
export interface OrderStates {
  readonly inScope: Uint8Array;
  /** For each NEO user the finding under which the person counts, or `-1`. */
  readonly firstClosed: Int32Array;
  /** For each NEO user in scope a mask (`gateBit`) of the gates that are neither known to be open nor known to be closed. */
  readonly notChecked: Uint8Array;
}

/** The one answer to 'can this person order?'. */
export function orderStateOf({ inScope, firstClosed, notChecked }: OrderStates, neoIndex: number): OrderState {
  if (inScope[neoIndex] !== 1) return 'outside';
  if ((firstClosed[neoIndex] as number) >= 0) return 'blocked';
  return isReadyWith(notChecked[neoIndex] as number) ? 'ready' : 'not-checked';
}

/** How the people in scope stand at one gate: `passed`, `blocked` and `notChecked` add up to them. */
export interface GateCount {
  readonly gate: Gate;
  readonly passed: number;
  /** Of those who pass: something is to be looked at. */
  readonly atRisk: number;
  /** The gate is closed for them, whatever other gates are. Without an address that can be looked for, gate 4 is closed as well. */
  readonly blocked: number;
  readonly notChecked: number;
  /** Of the blocked: their order stops here first. Over all gates these are the people who cannot order, each once. */
  readonly stopsHere: number;
}

export interface PeopleCounts {
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
  readonly notChecked: number;
  /** People in scope at whom matching both lists found nothing that blocks (gates 3 and 4). */
  readonly matched: number;
  readonly gates: readonly GateCount[];
}

/** The masks of one audit: what is closed, risky and not known for each person in scope. */
export interface GateMasks {
  readonly closed: Uint8Array;
  readonly risky: Uint8Array;
  readonly notChecked: Uint8Array;
}

/**
 * Lays findings and what was not looked at over the people in scope. `unknown` = the masks of what the lists leave open for each person,
 * `forAll` = of what nobody knows for anybody. A gate that is known to be closed is no longer open to doubt.
 */
export function gateMasks(findings: readonly Finding[], inScope: Uint8Array, unknown: readonly Uint8Array[], forAll: number): GateMasks {
  const closed = new Uint8Array(inScope.length);
  const risky = new Uint8Array(inScope.length);
  let [closedForAll, riskyForAll] = [0, 0];
  for (const finding of findings) {
    const { gate } = FINDING_KINDS[finding.code];
    const severity = severityOf(finding);
    if (gate === null || severity === 'note') continue;
    const bit = gateBit(gate);
    if (concernsCompany(finding)) {
      if (severity === 'block') closedForAll |= bit;
      else riskyForAll |= bit;
    } else if (finding.neoIndex >= 0) {
      const marks = severity === 'block' ? closed : risky;
      marks[finding.neoIndex] = (marks[finding.neoIndex] as number) | bit;
    }
  }
  const notChecked = new Uint8Array(inScope.length);
  for (let i = 0; i < inScope.length; i++) {
    if (inScope[i] === 0) {
      closed[i] = 0;
      risky[i] = 0;
      continue;
    }
    let shut = (closed[i] as number) | closedForAll;
    // Nobody can be looked for on Amazon by an address that is none.
    if ((shut & THIRD) !== 0) shut |= FOURTH;
    closed[i] = shut;
    notChecked[i] = unknown.reduce((mask, of) => mask | (of[i] as number), forAll) & ~shut;
    risky[i] = ((risky[i] as number) | riskyForAll) & ~shut & ~(notChecked[i] as number);
  }
  return { closed, risky, notChecked };
}

/** Counts everybody once in each number. */
export function countPeople(findings: readonly Finding[], states: OrderStates, { closed, risky, notChecked }: GateMasks): PeopleCounts {
  const counts = { ready: 0, blocked: 0, 'not-checked': 0, outside: 0 };
  const gates = GATES.map((gate) => ({ gate, passed: 0, atRisk: 0, blocked: 0, notChecked: 0, stopsHere: 0 }));
  // People of one kind are counted together: there are few kinds, and many people.
  const kinds = new Map<number, number>();
  let matched = 0;
  for (let i = 0; i < states.inScope.length; i++) {
    const state = orderStateOf(states, i);
    counts[state]++;
    if (state === 'outside') continue;
    if (((closed[i] as number) & (THIRD | FOURTH)) === 0) matched++;
    if (state === 'blocked') {
      const { gate } = FINDING_KINDS[(findings[states.firstClosed[i] as number] as Finding).code];
      const count = gates[(gate ?? 1) - 1];
      if (count !== undefined) count.stopsHere++;
    }
    const kind = ((closed[i] as number) << 16) | ((risky[i] as number) << 8) | (notChecked[i] as number);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  for (const [kind, people] of kinds)
    for (const count of gates) {
      const bit = gateBit(count.gate);
      if (((kind >> 16) & bit) !== 0) count.blocked += people;
      else if ((kind & bit) !== 0) count.notChecked += people;
      else {
        count.passed += people;
        if (((kind >> 8) & bit) !== 0) count.atRisk += people;
      }
    }
  const { ready, blocked, 'not-checked': open } = counts;
  return { inScope: ready + blocked + open, ready, blocked, notChecked: open, matched, gates };
}
