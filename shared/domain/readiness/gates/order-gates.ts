import { mayBeActive, type NeoUserState } from '../../directory/directory.ts';
import type { Audit } from '../audit.ts';
import { FINDING_KINDS, type Finding, type Gate, getFindingSeverity, isAboutCompany, type Side } from '../finding.ts';
import { getGateOfPart, isUncheckedForEveryone, type UncheckedGate } from './configuration.ts';
import { GATES, getGateBit } from './order-state.ts';
import { getResponsibleSide } from './owners.ts';
import { isDisplayedBefore } from './reasons.ts';

/**
 * `closed`: no order passes. `unseen`: not checked, or partly unknown. `unasked`: not evaluated, because an earlier gate it depends on is
 * not open. `risk`: passes with a warning. `open`: passes.
 */
export type GateState = 'open' | 'risk' | 'closed' | 'unseen' | 'unasked';
export const GATE_STATES = ['open', 'risk', 'closed', 'unseen', 'unasked'] as const satisfies readonly GateState[];

/** Facts about a person that gate 2 depends on. */
export interface PersonScopeFacts {
  readonly state: NeoUserState;
  /** Result of `isAllowed`; `null` = unknown, so that the person is in scope. */
  readonly allowed: boolean | null;
  /** True if the person is on the exclusion list. */
  readonly excluded: boolean;
}

export interface GateResult {
  readonly gate: Gate;
  readonly state: GateState;
  /** Positions of findings in the audit, most important first. */
  readonly findings: readonly number[];
  /** Unknown parts of the gate. */
  readonly unseen: readonly UncheckedGate[];
  /** The side that can open a closed gate; `null` for other gates. */
  readonly move: Side | null;
}

/** Gates with a separate result per person in scope. */
const OF_THE_PERSON: ReadonlySet<Gate> = new Set([3, 4, 5, 6]);

/**
 * Gates that are evaluated only if another gate is open: without a usable address no account can be found, and without a route no duration.
 */
const BUILDS_ON: ReadonlyMap<Gate, Gate> = new Map([
  [4, 3],
  [8, 6],
]);

/** All gates of one person according to the audit. For people in scope, the first closed gate is that of the decisive finding. */
export function evaluateOrderGates(audit: Audit, neoIndex: number, standing: PersonScopeFacts): readonly GateResult[] {
  const asked = audit.inScope[neoIndex] === 1;
  const byGate = new Map<Gate, number[]>();
  audit.findings.forEach((finding, at) => {
    const { gate } = FINDING_KINDS[finding.code];
    if (gate === null || !(isAboutCompany(finding) || finding.neoIndex === neoIndex)) return;
    const found = byGate.get(gate);
    if (found === undefined) byGate.set(gate, [at]);
    else found.push(at);
  });
  const findingAt = (at: number): Finding => audit.findings[at] as Finding;
  const notChecked = audit.notChecked[neoIndex] as number;
  const answers = GATES.map((gate): GateResult => {
    const unseen = audit.unseen.filter(
      (part) => getGateOfPart(part) === gate && (isUncheckedForEveryone(part) || (notChecked & getGateBit(gate)) !== 0),
    );
    const isUnseen = (notChecked & getGateBit(gate)) !== 0 || (!asked && unseen.includes(`gate-${gate}` as UncheckedGate));
    if (gate === 2) return second(standing, asked, isUnseen, unseen);
    const findings = (byGate.get(gate) ?? []).sort(
      (a, b) => weigh(findingAt(a)) - weigh(findingAt(b)) || order(findingAt(a), findingAt(b)),
    );
    const [worst] = findings;
    if (worst !== undefined && getFindingSeverity(findingAt(worst)) === 'block')
      return { gate, state: 'closed', findings, unseen, move: getResponsibleSide(findingAt(worst)) };
    const state = stateOf({ gate, asked, risky: findings.some((at) => getFindingSeverity(findingAt(at)) === 'risk'), isUnseen });
    return { gate, state, findings, unseen, move: null };
  });
  const notPassed = new Set(answers.filter(({ state }) => state === 'closed' || state === 'unasked').map(({ gate }) => gate));
  return answers.map((answer) => {
    const below = BUILDS_ON.get(answer.gate);
    return answer.state === 'open' && below !== undefined && notPassed.has(below) ? { ...answer, state: 'unasked' } : answer;
  });
}

function stateOf(facts: { readonly gate: Gate; readonly asked: boolean; readonly risky: boolean; readonly isUnseen: boolean }): GateState {
  if (facts.isUnseen) return 'unseen';
  if (!facts.asked && OF_THE_PERSON.has(facts.gate)) return 'unasked';
  return facts.risky ? 'risk' : 'open';
}

function second(
  { state, allowed, excluded }: PersonScopeFacts,
  asked: boolean,
  isUnseen: boolean,
  unseen: readonly UncheckedGate[],
): GateResult {
  const common = { gate: 2, findings: [], unseen } as const;
  if (asked) return { ...common, state: isUnseen ? 'unseen' : 'open', move: null };
  const out = !mayBeActive(state) || allowed === false;
  return out ? { ...common, state: 'closed', move: 'neo' } : { ...common, state: excluded ? 'unseen' : 'unasked', move: null };
}

const HEAVIEST_FIRST = { block: 0, risk: 1, note: 2 } as const;
const weigh = (finding: Finding): number => HEAVIEST_FIRST[getFindingSeverity(finding)];
const order = (a: Finding, b: Finding): number => (isDisplayedBefore(a, b) ? -1 : isDisplayedBefore(b, a) ? 1 : 0);

/** The gate at which an order stops; `null` if none is closed. */
export const findFirstClosedGate = (gates: readonly GateResult[]): GateResult | null =>
  gates.find(({ state }) => state === 'closed') ?? null;
