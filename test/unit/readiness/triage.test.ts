import { describe, expect, it } from 'vitest';
import { recognizePeople } from '#shared/domain/directory/person-identity.ts';
import type { Finding } from '#shared/domain/readiness/finding.ts';
import { foldTriage, getTriageState, NO_TRIAGE, type Triage, type TriageChange } from '#shared/domain/triage/triage.ts';
import { computeFindingEvidence, getFindingKey, getFindingName } from '#shared/domain/triage/triage-identity.ts';
import { buildLedger, getLedgerState, type LedgerEntry } from '#shared/domain/triage/triage-ledger.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

const TODAY = '2026-11-24';
const item = { key: 'shared-mailbox id:1', evidence: 'seen', name: '受付' };
const accepted = (until: string | null, at = '2026-11-01T00:00:00.000Z') => ({
  change: { kind: 'accept' as const, reason: '窓口', until },
  at,
  by: 'sato',
  item,
});
const assigned = {
  change: { kind: 'assign' as const, side: 'neo' as const, person: '' },
  at: '2026-11-02T00:00:00.000Z',
  by: 'sato',
  item,
};

describe('a line of the ledger', () => {
  const cases: [string, LedgerEntry['decision'], string | null, ReturnType<typeof getLedgerState>][] = [
    ['accepted without end, the same is seen', accepted(null), 'seen', 'active'],
    ['accepted without end, something else is seen', accepted(null), 'other', 'changed'],
    ['accepted without end, nothing is there', accepted(null), null, 'gone'],
    ['accepted until tomorrow', accepted('2026-11-25'), 'seen', 'active'],
    ['accepted until today: the last day counts', accepted(TODAY), 'seen', 'active'],
    ['accepted until yesterday', accepted('2026-11-23'), 'seen', 'expired'],
    ['accepted until yesterday, something else is seen', accepted('2026-11-23'), 'other', 'expired'],
    ['accepted until yesterday, nothing is there', accepted('2026-11-23'), null, 'gone'],
    ['assigned, the same is seen', assigned, 'seen', 'active'],
    ['assigned, something else is seen', assigned, 'other', 'changed'],
    ['assigned, nothing is there', assigned, null, 'gone'],
  ];
  it.each(cases)('%s', (_, decision, evidence, state) => {
    expect(getLedgerState(decision, evidence, TODAY)).toBe(state);
  });

  it('is one for an acceptance and one for an assignment, latest first, with the note', () => {
    const note = { change: { kind: 'note' as const, text: '確認済み' }, at: '', by: '', item };
    const ledger = buildLedger(new Map([[item.key, { acceptance: accepted(null), assignment: assigned, note }]]), () => 'seen', TODAY);
    expect(ledger.map(({ decision, note: text }) => [decision.change.kind, text])).toEqual([
      ['assign', '確認済み'],
      ['accept', '確認済み'],
    ]);
  });
});

describe('what holds after decisions', () => {
  const holding = (...changes: readonly TriageChange[]) =>
    foldTriage(changes.map((change, at) => ({ change, at: `2026-11-0${at + 1}T00:00:00.000Z`, by: 'sato', items: [item] }))).get(item.key);
  const note = (text: string): TriageChange => ({ kind: 'note', text });
  const accept: TriageChange = { kind: 'accept', reason: '窓口', until: null };
  const assign: TriageChange = { kind: 'assign', side: 'neo', person: '' };

  it('is the last decision of each kind, independently', () => {
    expect(holding(note('確認済み'))).toMatchObject({ acceptance: null, assignment: null, note: { change: note('確認済み') } });
    expect(holding(accept, assign, note('確認済み'), note('再確認'))).toMatchObject({
      acceptance: { change: accept },
      assignment: { change: assign },
      note: { change: note('再確認'), at: '2026-11-04T00:00:00.000Z' },
    });
    expect(holding(accept, assign, { kind: 'reopen' })).toMatchObject({ acceptance: null, assignment: { change: assign } });
    expect(holding(accept, assign, { kind: 'unassign' })).toMatchObject({ acceptance: { change: accept }, assignment: null });
  });

  it.each<[string, readonly TriageChange[]]>([
    ['a note that was emptied', [note('確認済み'), note('')]],
    ['an acceptance that was ended', [accept, { kind: 'reopen' }]],
    ['an assignment that was ended', [assign, { kind: 'unassign' }]],
  ])('is nothing after %s', (_, changes) => {
    expect(holding(...changes)).toBeUndefined();
  });
});

describe('the state of a finding', () => {
  const cases: [Triage, ReturnType<typeof getTriageState>][] = [
    [NO_TRIAGE, 'open'],
    [{ ...NO_TRIAGE, acceptance: accepted(null) }, 'accepted'],
    [{ ...NO_TRIAGE, acceptance: accepted(TODAY) }, 'accepted'],
    [{ ...NO_TRIAGE, acceptance: accepted('2026-11-23') }, 'open'],
    [{ ...NO_TRIAGE, acceptance: accepted('2026-11-23'), assignment: assigned }, 'assigned'],
    [{ ...NO_TRIAGE, acceptance: accepted(null), assignment: assigned }, 'accepted'],
  ];
  it.each(cases)('%o is %s', (triage, state) => {
    expect(getTriageState(triage, TODAY)).toBe(state);
  });
});

describe('the key of a finding', () => {
  const finding = (neoIndex: number, amazonIndex: number, params: Finding['reason']['params'] = {}): Finding => ({
    code: 'person-match',
    neoIndex,
    amazonIndex,
    reason: { key: 'person-match', params },
    suggestion: null,
  });
  const everything = {
    id: '7',
    loginId: 'sato',
    employeeCode: '007',
    name: '佐藤',
    organizations: ['総務部'],
    workEmail: 'sato@example.co.jp',
  };
  const keyOf = (one: Finding, directory: ReturnType<typeof directoryOf>): string =>
    getFindingKey(one, directory, recognizePeople(directory.neoUsers, []).keys);
  it.each([
    [everything, 'person-match id:7'],
    [{ ...everything, id: '' }, 'person-match login:sato'],
    [{ ...everything, id: '', loginId: '' }, 'person-match code:007'],
    [{ ...everything, id: '', loginId: '', employeeCode: '' }, 'person-match person:["佐藤","総務部","sato@example.co.jp"]'],
  ])('identifies a person by the best available field: %o', (fields, key) => {
    expect(keyOf(finding(0, -1), directoryOf([neoUser(fields)], []))).toBe(key);
  });

  it('names findings about everyone after the single top organization', () => {
    const place = (id: string, parentId: string | null) => ({ id, code: '', name: id, parentId });
    const named = (...organizations: ReturnType<typeof place>[]): string =>
      getFindingName(finding(-1, -1), { ...directoryOf([], []), organizations });
    expect(named(place('例示商事', null), place('営業部', '例示商事'))).toBe('例示商事');
    expect(named(place('本社', null), place('支社', null))).toBe('');
  });

  it('identifies an account by its canonical address, and shows that', () => {
    const directory = directoryOf([], [amazonUser({ email: 'Sato＠EXAMPLE.co.jp' })]);
    expect(keyOf(finding(-1, 0), directory)).toBe('person-match amazon:sato@example.co.jp');
    expect(getFindingName(finding(-1, 0), directory)).toBe('Sato＠EXAMPLE.co.jp');
  });

  it('stays while the evidence becomes another with an address or a reason, not with days left or the order of arguments', () => {
    const directory = directoryOf([neoUser(everything), neoUser({ ...everything, workEmail: 'Sato@example.co.jp' })], []);
    const evidence = (neoIndex: number, params: Finding['reason']['params']): string =>
      computeFindingEvidence(finding(neoIndex, -1, params), directory);
    expect(evidence(0, { by: 'code', days: 3 })).toBe(evidence(0, { days: 2, by: 'code' }));
    expect(evidence(0, { by: 'code' })).not.toBe(evidence(1, { by: 'code' }));
    expect(evidence(0, { by: 'code' })).not.toBe(evidence(0, { by: 'name' }));
  });
});
