import { FINDING_KINDS, type Finding, type Gate, getFindingSeverity, isAboutCompany } from '../finding.ts';
import { getGateOfPart, isUncheckedForEveryone, type UncheckedGate } from './configuration.ts';

/**
 * State of a person's next order. `ready`: it passes all gates; `blocked`: a gate is closed; `not-checked`: a gate that could close was not
 * checked; `outside`: the person is out of scope (inactive, not allowed or excluded). See docs/glossary.md.
 */
export const PERSON_ORDER_STATES = ['ready', 'blocked', 'not-checked', 'outside'] as const;
/** Display order: blocked and not checked first. */
export const STATES_BY_URGENCY = ['blocked', 'not-checked', 'ready', 'outside'] as const satisfies readonly PersonOrderState[];
export type PersonOrderState = (typeof PERSON_ORDER_STATES)[number];

/** The gates an order passes, in order. Source: docs/glossary.md#the-eight-gates. */
export const GATES = [1, 2, 3, 4, 5, 6, 7, 8] as const satisfies readonly Gate[];

/** The bit of a gate in bit masks. */
export const getGateBit = (gate: Gate): number => 1 << (gate - 1);

/** Gate 8 warns that an order may be late. It never closes, so an unchecked gate 8 does not affect 'can order'. */
const CLOSING = 0xff & ~getGateBit(8);
const [THIRD, FOURTH] = [getGateBit(3), getGateBit(4)];

/** True if a person without closed gates can order although the gates in the mask were not checked. */
export const isReadyWithUnchecked = (notChecked: number): boolean => (notChecked & CLOSING) === 0;

/** Bit mask of the gates with parts unknown for everyone. */
export const getUncheckedGateMask = (unseen: readonly UncheckedGate[]): number =>
  unseen.reduce((mask, part) => (isUncheckedForEveryone(part) ? mask | getGateBit(getGateOfPart(part)) : mask), 0);

/** Inputs of order states. The counts of the four states add up to NEO's list. */
export interface PersonOrderStateFacts {
  readonly inScope: Uint8Array;
  /** For each NEO user, the index of the finding under which the person counts, or `-1`. */
  readonly firstClosed: Int32Array;
  /** For each NEO user in scope, a bit mask (`getGateBit`) of the gates not known to be open or closed. */
  readonly notChecked: Uint8Array;
}

/** The state of a person's next order. */
export function getPersonOrderState({ inScope, firstClosed, notChecked }: PersonOrderStateFacts, neoIndex: number): PersonOrderState {
  if (inScope[neoIndex] !== 1) return 'outside';
  if ((firstClosed[neoIndex] as number) >= 0) return 'blocked';
  return isReadyWithUnchecked(notChecked[neoIndex] as number) ? 'ready' : 'not-checked';
}

/** Number of people in scope at one gate: `passed`, `blocked` and `notChecked` add up to all of them. */
export interface GateCount {
  readonly gate: Gate;
  readonly passed: number;
  /** Number of people in `passed` with a warning. */
  readonly atRisk: number;
  /** People for whom the gate is closed, independent of other gates. Without a searchable address, gate 4 is closed as well. */
  readonly blocked: number;
  readonly notChecked: number;
  /**
   * Number of people in `blocked` for whom this is the first closed gate. The sum over all gates is the number of people who cannot order.
   */
  readonly stopsHere: number;
}

export interface PeopleCounts {
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
  readonly notChecked: number;
  /** Number of people in scope without blocking findings of gates 3 and 4. */
  readonly matched: number;
  readonly gates: readonly GateCount[];
}

/** Bit masks of closed, risky and unchecked gates for each person in scope. */
export interface GateMasks {
  readonly closed: Uint8Array;
  readonly risky: Uint8Array;
  readonly notChecked: Uint8Array;
}

/**
 * Combines findings and unchecked gates. `unknown`: masks per person; `forAll`: mask for everyone. A closed gate does not count as
 * unchecked.
 */
export function computeGateMasks(
  findings: readonly Finding[],
  inScope: Uint8Array,
  unknown: readonly Uint8Array[],
  forAll: number,
): GateMasks {
  const closed = new Uint8Array(inScope.length);
  const risky = new Uint8Array(inScope.length);
  let [closedForAll, riskyForAll] = [0, 0];
  for (const finding of findings) {
    const { gate } = FINDING_KINDS[finding.code];
    const severity = getFindingSeverity(finding);
    if (gate === null || severity === 'note') continue;
    const bit = getGateBit(gate);
    if (isAboutCompany(finding)) {
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
    // Without an address no account can be found.
    if ((shut & THIRD) !== 0) shut |= FOURTH;
    closed[i] = shut;
    notChecked[i] = unknown.reduce((mask, of) => mask | (of[i] as number), forAll) & ~shut;
    risky[i] = ((risky[i] as number) | riskyForAll) & ~shut & ~(notChecked[i] as number);
  }
  return { closed, risky, notChecked };
}

/** Counts each person once per number. */
export function countPeople(
  findings: readonly Finding[],
  states: PersonOrderStateFacts,
  { closed, risky, notChecked }: GateMasks,
): PeopleCounts {
  const counts = { ready: 0, blocked: 0, 'not-checked': 0, outside: 0 };
  const gates = GATES.map((gate) => ({ gate, passed: 0, atRisk: 0, blocked: 0, notChecked: 0, stopsHere: 0 }));
  // Counts people with equal masks together, because there are few combinations.
  const kinds = new Map<number, number>();
  let matched = 0;
  for (let i = 0; i < states.inScope.length; i++) {
    const state = getPersonOrderState(states, i);
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
      const bit = getGateBit(count.gate);
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
