import { describe, expect, it } from 'vitest';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import type { Finding, FindingCode } from '#shared/domain/readiness/finding.ts';
import type { UncheckedGate } from '#shared/domain/readiness/gates/configuration.ts';
import { evaluateOrderGates, findFirstClosedGate, type PersonScopeFacts } from '#shared/domain/readiness/gates/order-gates.ts';
import { computeGateMasks, countPeople, getUncheckedGateMask } from '#shared/domain/readiness/gates/order-state.ts';
import { findDecisiveFindings, isDisplayedBefore } from '#shared/domain/readiness/gates/reasons.ts';

const ACTIVE: PersonScopeFacts = { state: 'active', allowed: true, excluded: false };
const found = (code: FindingCode, neoIndex: number, severity?: Finding['severity']): Finding => ({
  code,
  neoIndex,
  amazonIndex: -1,
  reason: { key: code, params: {} },
  suggestion: null,
  ...(severity === undefined ? {} : { severity }),
});
function audited(findings: readonly Finding[], inScope: readonly number[], unseen: readonly UncheckedGate[] = []): Audit {
  const marks = Uint8Array.from(inScope);
  const masks = computeGateMasks(findings, marks, [new Uint8Array(marks.length)], getUncheckedGateMask(unseen));
  const states = { inScope: marks, firstClosed: findDecisiveFindings(findings, marks), notChecked: masks.notChecked };
  return {
    findings,
    ...states,
    excluded: new Uint8Array(marks.length),
    withheld: new Map(),
    ways: new Map(),
    doubts: new Map(),
    unseen,
    summary: { users: marks.length, ...countPeople(findings, states, masks), byCode: {} },
  };
}
const states = (audit: Audit, neoIndex: number, standing = ACTIVE): string[] =>
  evaluateOrderGates(audit, neoIndex, standing).map(({ state }) => state);

describe('the gates of one order', () => {
  it('are all open without findings', () => {
    expect(states(audited([], [1]), 0)).toEqual(Array(8).fill('open'));
  });

  it('stop at the first one closed for the person or for everyone, and name the responsible party', () => {
    const audit = audited([found('serial-missing', -1), found('work-email-missing', 0), found('amazon-user-missing', 1)], [1, 1, 1]);
    const gates = evaluateOrderGates(audit, 0, ACTIVE);
    expect(findFirstClosedGate(gates)).toMatchObject({ gate: 3, move: 'neo', findings: [1] });
    expect(gates.filter(({ state }) => state === 'closed').map(({ gate }) => gate)).toEqual([3, 7]);
    expect(findFirstClosedGate(evaluateOrderGates(audit, 1, ACTIVE))).toMatchObject({ gate: 4, move: 'amazon' });
    expect(findFirstClosedGate(evaluateOrderGates(audit, 2, ACTIVE))).toMatchObject({ gate: 7, move: 'neo' });
  });

  it('stay open for a risk, and show it; the most severe comes first', () => {
    const audit = audited(
      [found('route-approver-inactive', 0, 'risk'), found('po-url-suspicious', -1), found('route-step-vacant', 0)],
      [1],
    );
    const [first, , , , , sixth] = evaluateOrderGates(audit, 0, ACTIVE);
    expect(first).toMatchObject({ state: 'risk', move: null });
    expect(sixth).toMatchObject({ state: 'closed', findings: [2, 0] });
    // A finding that affects no order belongs to no gate.
    expect(states(audited([found('private-domain', 0)], [1]), 0)).toEqual(Array(8).fill('open'));
  });

  it('do not report a gate as open that depends on an earlier closed one', () => {
    const noAddress = audited([found('work-email-missing', 0)], [1]);
    expect(states(noAddress, 0)).toEqual(['open', 'open', 'closed', 'unasked', 'open', 'open', 'open', 'open']);
    const noRoute = audited([found('route-missing', -1)], [1]);
    expect(states(noRoute, 0)).toEqual(['open', 'open', 'open', 'open', 'open', 'closed', 'open', 'unasked']);
    // A finding at such a gate is still reported.
    const inactive = audited([found('work-email-duplicate', 0), found('amazon-user-inactive', 0)], [1]);
    expect(states(inactive, 0)[3]).toBe('closed');
  });

  it('report unknown facts, unless a problem is known', () => {
    const audit = audited([found('checkout-not-active', -1)], [1], ['gate-1', 'gate-5-codes', 'gate-6']);
    expect(states(audit, 0)).toEqual(['closed', 'open', 'open', 'open', 'unseen', 'unseen', 'open', 'open']);
    expect(evaluateOrderGates(audit, 0, ACTIVE)[4]?.unseen).toEqual(['gate-5-codes']);
  });

  it('stop at the second for a person who may not order; what was not checked is not reported', () => {
    const audit = audited([], [0]);
    for (const standing of [
      { ...ACTIVE, state: 'suspended' },
      { ...ACTIVE, allowed: false },
    ] as const) {
      expect(findFirstClosedGate(evaluateOrderGates(audit, 0, standing))).toMatchObject({ gate: 2, move: 'neo' });
      expect(states(audit, 0, standing)).toEqual(['open', 'closed', 'unasked', 'unasked', 'unasked', 'unasked', 'open', 'unasked']);
    }
    expect(states(audit, 0, { ...ACTIVE, excluded: true })[1]).toBe('unseen');
  });
});

it('sorts a finding without a gate after those with a gate, which are in the order of the gates', () => {
  const codes: FindingCode[] = ['user-suspended', 'route-missing', 'work-email-missing', 'checkout-not-active', 'integration-incomplete'];
  const sorted = codes.map((code) => found(code, 0)).sort((a, b) => (isDisplayedBefore(a, b) ? -1 : 1));
  expect(sorted.map(({ code }) => code)).toEqual([
    'integration-incomplete',
    'checkout-not-active',
    'work-email-missing',
    'route-missing',
    'user-suspended',
  ]);
});
