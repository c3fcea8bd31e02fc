import { describe, expect, it } from 'vitest';
import { createChangeRows, createReasonRows, createResponsibleSideRows, createRiskRows } from '#renderer/screens/breakdown/view-model.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { FINDING_KINDS } from '#shared/domain/readiness/finding.ts';

const reason = (code: Readiness['reasons'][number]['code'], people: number): Readiness['reasons'][number] => ({
  code,
  people,
  owners: { neo: 0, amazon: 0, both: 0, [FINDING_KINDS[code].side]: people },
});

describe('reasonRows', () => {
  it('ranks by people and measures bars against the first', () => {
    expect(createReasonRows([reason('work-email-missing', 10), reason('amazon-user-missing', 40)])).toEqual([
      { code: 'amazon-user-missing', owners: [{ side: 'amazon', people: 40 }], people: 40, bar: 1 },
      { code: 'work-email-missing', owners: [{ side: 'neo', people: 10 }], people: 10, bar: 0.25 },
    ]);
  });
  it('omits reasons that concern no one', () => {
    expect(createReasonRows([reason('work-email-missing', 0)])).toEqual([]);
  });
});

describe('riskRows', () => {
  it('puts risks before notes and leaves what blocks to the reasons', () => {
    const row = (code: Readiness['byCode'][number]['code'], findings: number): Readiness['byCode'][number] => ({
      code,
      ...FINDING_KINDS[code],
      findings,
    });
    const rows = createRiskRows(
      [row('amazon-orphan', 50), row('private-domain', 3), row('work-email-missing', 9), row('shared-mailbox', 4)].map(
        ({ code, severity, side, findings }) => ({ code, severity, side, findings }),
      ),
    );
    expect(rows.map((each) => each.code)).toEqual(['shared-mailbox', 'private-domain', 'amazon-orphan']);
  });
});

describe('moverRows', () => {
  it('adds up to everyone who cannot order, most people first', () => {
    const rows = createResponsibleSideRows([
      reason('work-email-missing', 10),
      reason('amazon-user-missing', 25),
      reason('punchout-role-missing', 5),
    ]);
    expect(rows.map(({ side, people, bar }) => [side, people, bar])).toEqual([
      ['amazon', 30, 0.75],
      ['neo', 10, 0.25],
    ]);
  });
  it('counts each person for the side of the own advice, not for that of the code', () => {
    const mixed = { code: 'email-differs-typo', people: 9, owners: { neo: 6, amazon: 1, both: 2 } } as const;
    expect(createResponsibleSideRows([mixed, reason('work-email-missing', 1)]).map(({ side, people }) => [side, people])).toEqual([
      ['neo', 7],
      ['both', 2],
      ['amazon', 1],
    ]);
  });
});

describe('changeRows', () => {
  it('lists the changes, good news first', () => {
    expect(createChangeRows({ new: 3, fixed: 5, back: 0, byCode: [] })).toEqual([
      { change: 'fixed', count: 5 },
      { change: 'new', count: 3 },
    ]);
    expect(createChangeRows({ new: 0, fixed: 0, back: 0, byCode: [] })).toEqual([]);
  });
});
