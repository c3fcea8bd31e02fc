import { describe, expect, it } from 'vitest';
import type { PersonView } from '#renderer/screens/people/person-view.ts';
import {
  getAcceptanceMark,
  getFirstSection,
  getGateMark,
  getGateScreen,
  getGateStateMark,
  getLockOutcome,
  getOrganizationFilterName,
  getReasonNotChecked,
  getVerdict,
  isFixedOnPage,
  listGateEvidence,
  listReferencesToPerson,
  listSlotNames,
  splitGateFindings,
} from '#renderer/screens/people/view-model.ts';
import { GATE_STATES } from '#shared/domain/readiness/gates/order-gates.ts';
import { GATES } from '#shared/domain/readiness/gates/order-state.ts';
import { createTexts } from '#shared/messages/texts.ts';

type State = (typeof GATE_STATES)[number];
const view = (states: Partial<Record<number, State>> = {}, changes: Partial<PersonView> = {}): PersonView => {
  const gates = GATES.map((gate) => {
    const state = states[gate] ?? 'open';
    return { gate, state, findings: [], unseen: [], move: state === 'closed' ? ('amazon' as const) : null };
  });
  return {
    revision: 1,
    person: { id: 'u1', name: '阿部 愛', organizationId: 'o1', organization: '総務部', title: '', loginId: 'abe', employeeCode: '' },
    state: 'ready',
    gates,
    firstClosed: gates.find(({ state }) => state === 'closed')?.gate ?? null,
    evidence: {
      integration: { systemLogin: true, passwordSet: null, poRequestUrl: false, groups: 2, activeGroups: 1 },
      standing: { state: 'active', allowed: 'unlisted', excluded: false },
      workEmail: 'ai.abe@example.co.jp',
      account: { email: 'ai.abe@example.co.jp', name: '阿部 愛', state: 'active', punchout: null, groups: ['購買'] },
    },
    request: { address: '', document: '', parts: [] },
    invoices: [
      { id: 'a', name: '本社', code: 'A1', amazonGroup: '購買' },
      { id: 'b', name: '支社', code: 'B1', amazonGroup: '' },
    ],
    fixes: [],
    orders: { rows: [], untold: 0, ofSameName: 0 },
    title: '',
    route: { id: 'r', name: '標準', stages: [], ends: '2026-11-26', days: 2, least: 2, assumed: false },
    serial: { id: 's', name: '番号', number: null, isExample: true, asOf: null },
    lock: {
      requestedAt: '2026-11-24T00:00:00.000Z',
      ends: { hours: '2026-12-01T00:00:00.000Z', dates: '2026-11-30T15:00:00.000Z' },
      reading: 'hours',
      lastChance: '2026-12-01',
    },
    ...changes,
  };
};

describe('the verdict on an order', () => {
  it('names the first closed gate and whose move it is, before anything else', () => {
    expect(getVerdict(view({ 3: 'unseen', 4: 'closed', 7: 'closed', 8: 'risk' }))).toEqual({
      mark: 'block',
      key: 'verdict.stops',
      params: { name: '阿部 愛', gate: 4, move: 'amazon', who: '' },
    });
  });

  it('never reports that an order passes while something is unknown', () => {
    expect(getVerdict(view({ 6: 'unseen', 3: 'unasked', 8: 'risk' }))).toMatchObject({ mark: 'unknown', params: { count: 2 } });
    expect(getVerdict(view({ 8: 'risk' }))).toMatchObject({ mark: 'risk', params: { count: 1 } });
    expect(getVerdict(view())).toMatchObject({ mark: 'ready', key: 'verdict.passes' });
  });

  it('marks each state by more than colour alone', () => {
    expect(GATE_STATES.map(getGateStateMark)).toEqual(['ready', 'risk', 'block', 'unknown', 'unknown']);
  });
});

describe('the sections of the page of a person', () => {
  it('start with what stops the order, then with what is not certain, then with the outcome', () => {
    expect(getFirstSection(view({ 3: 'risk', 4: 'closed' }))).toBe('gate-4');
    expect(getFirstSection(view({ 8: 'risk' }))).toBe('gate-8');
    expect(getFirstSection(view())).toBe('after');
  });

  it('offer a fix for addresses of the person, not for settings of the company', () => {
    expect([3, 4].map((gate) => isFixedOnPage({ ofCompany: false }, gate))).toEqual([true, true]);
    expect(isFixedOnPage({ ofCompany: true }, 3)).toBe(false);
    expect(isFixedOnPage({ ofCompany: false }, 6)).toBe(false);
  });
});

describe('an order compared with the lock', () => {
  const standing = (days: number, changes: Partial<NonNullable<PersonView['route']>> = {}, states: Parameters<typeof view>[0] = {}) => {
    const route = { id: 'r', name: '標準', stages: [], ends: '2026-12-01', days, least: days, assumed: false, ...changes };
    const found = getLockOutcome(view(states, { route }));
    return found === null ? null : [found.mark, found.word];
  };

  it('is good only if the expected days are entered and gate 8 is open', () => {
    expect(standing(6)).toEqual(['ready', 'inTime']);
    expect(standing(8)).toEqual(['risk', 'late']);
    expect(standing(6, {}, { 8: 'unseen' })).toEqual(['unknown', 'unchecked']);
    expect(standing(6, { assumed: true }, { 8: 'unseen' })).toEqual(['unknown', 'unchecked']);
    expect(standing(6, {}, { 6: 'unseen' })).toEqual(['unknown', 'unchecked']);
  });

  it('is judged by the hour on the last day of the lock, as elsewhere', () => {
    expect(standing(7)).toEqual(['risk', 'byTheHour']);
  });

  it('depends on the branch if branches end before and after the lock', () => {
    expect(standing(8, { least: 3 })).toEqual(['unknown', 'byBranch']);
    expect(standing(5, { least: 3 })).toEqual(['ready', 'inTime']);
  });

  it('is not good if past orders were late, whatever the days are', () => {
    expect(standing(2, {}, { 8: 'risk' })).toEqual(['risk', 'mayBeLate']);
    expect(standing(8, { assumed: true }, { 8: 'risk' })).toEqual(['risk', 'mayBeLate']);
  });

  it('is not bad because of assumed days if past orders were on time', () => {
    expect(standing(9, { assumed: true })).toEqual(['unknown', 'unchecked']);
    expect(standing(4, { assumed: true })).toEqual(['ready', 'inTime']);
  });

  it('is not reported if the order stops before it, or the person is out of scope', () => {
    expect(standing(2, {}, { 4: 'closed' })).toBeNull();
    expect(getLockOutcome(view({}, { state: 'outside' }))).toBeNull();
  });
});

describe('what comes after the gate where an order stops', () => {
  it('is met on its own at most, and promises nothing', () => {
    const stopped = view({ 2: 'closed', 3: 'unasked', 6: 'risk', 8: 'unasked' });
    const shown = stopped.gates.map((gate) => Object.values(getGateMark(gate, stopped.firstClosed)));
    expect(shown).toEqual([
      ['ready', 'open'],
      ['block', 'closed'],
      ['unknown', 'unasked'],
      ['note', 'met'],
      ['note', 'met'],
      ['risk', 'risk'],
      ['note', 'metByCompany'],
      ['unknown', 'unasked'],
    ]);
    expect(listGateEvidence(8, stopped)).toEqual([]);
  });

  it('reports what an unchecked gate waits for, and nothing for a checked one', () => {
    const unasked = (one: PersonView) => one.gates.map((gate) => getReasonNotChecked(gate, one));
    const left = view({ 2: 'closed', 3: 'unasked', 5: 'unasked', 8: 'unasked' }, { state: 'outside' });
    const second = { key: 'unasked', params: { gate: 2 } };
    expect(unasked(left)).toEqual([null, null, second, null, second, null, null, second]);
    const excluded = view({ 2: 'unseen', 5: 'unasked' }, { state: 'outside' });
    expect(unasked(excluded)[4]).toEqual({ key: 'unaskedOutside', params: {} });
    const blocked = view({ 3: 'closed', 4: 'unasked', 6: 'closed', 8: 'unasked' }, { state: 'blocked' });
    expect(unasked(blocked).map((line) => line?.params['gate'])).toEqual([
      undefined,
      undefined,
      undefined,
      3,
      undefined,
      undefined,
      undefined,
      6,
    ]);
  });

  it('separates company findings at an unchecked gate, and at no other', () => {
    const finding = (row: number, ofCompany: boolean) => ({ row, ofCompany }) as PersonView['gates'][number]['findings'][number];
    const findings = [finding(1, true), finding(2, false)];
    const [gate] = view().gates;
    if (gate === undefined) throw new Error('eight gates');
    expect(splitGateFindings({ ...gate, state: 'unasked', findings })).toEqual({ here: [finding(2, false)], apart: [finding(1, true)] });
    expect(splitGateFindings({ ...gate, state: 'risk', findings })).toEqual({ here: findings, apart: [] });
  });

  it('does not report acceptance by Amazon for a person stopped in NEO or out of scope', () => {
    expect(getAcceptanceMark(view())).toEqual({ mark: 'ready', word: 'accepted' });
    expect(getAcceptanceMark(view({ 2: 'closed' }))).toEqual({ mark: 'note', word: 'acceptedAlone' });
    expect(getAcceptanceMark(view({}, { state: 'outside' }))).toEqual({ mark: 'note', word: 'acceptedAlone' });
  });

  it.each([3, 4])('concerns only the request if gate %i is closed or not checked', (gate) => {
    for (const state of ['closed', 'unseen', 'unasked'] as const)
      expect(getAcceptanceMark(view({ [gate]: state }))).toEqual({ mark: 'note', word: 'acceptedAlone' });
  });
});

it('summarizes where a person is still named, with drafts before NEO’s own screens', () => {
  const line = (objectId: string) => ({
    section: 'routes' as const,
    objectId,
    name: objectId,
    how: 'step' as const,
    step: 1,
    effect: 'removed' as const,
  });
  const role = (name: string) => ({ kind: 'role' as const, name });
  const few = { lines: [line('a')], elsewhere: [role('b')] };
  expect(listReferencesToPerson(few)).toEqual({ ...few, more: 0 });
  expect(listReferencesToPerson({ lines: ['a', 'b', 'c', 'd'].map(line), elsewhere: ['e', 'f', 'g'].map(role) })).toEqual({
    lines: ['a', 'b', 'c', 'd'].map(line),
    elsewhere: [role('e')],
    more: 2,
  });
});

describe('what a gate was judged by', () => {
  it('is described for every gate in both languages, with and without data', () => {
    const bare = view(
      {},
      {
        evidence: {
          integration: { systemLogin: false, passwordSet: false, poRequestUrl: false, groups: 0, activeGroups: 0 },
          standing: { state: 'login-denied', allowed: 'refused', excluded: true },
          workEmail: ' ',
          account: null,
        },
        invoices: [],
        route: null,
        serial: null,
      },
    );
    for (const language of ['ja', 'en'] as const) {
      const say = createTexts(language);
      for (const one of [view(), bare])
        for (const gate of GATES) {
          const lines = listGateEvidence(gate, one).map(({ key, params }) => say(`people.${key}`, params));
          expect(lines.length).toBeGreaterThan(0);
          for (const text of lines) expect(text).not.toMatch(/people\.|[{}]/);
        }
    }
  });

  it('counts the invoice groups whose code Amazon knows', () => {
    expect(listGateEvidence(5, view())).toEqual([{ key: 'evidence.invoices', params: { count: 2, usable: '1' } }]);
  });

  it('omits invoice groups that are unknown, and codes that were compared with nothing', () => {
    const unseen = (part: 'gate-5' | 'gate-5-codes' | 'gate-5-lists', invoices = view().invoices) => {
      const gates = view({ 5: 'unseen' }).gates.map((each) => (each.gate === 5 ? { ...each, unseen: [part] } : each));
      return view({}, { gates, invoices });
    };
    expect(listGateEvidence(5, unseen('gate-5', []))).toMatchObject([{ key: 'evidence.invoices-undrafted' }]);
    expect(listGateEvidence(5, unseen('gate-5-lists', []))).toMatchObject([{ key: 'evidence.invoices-untold' }]);
    expect(listGateEvidence(5, unseen('gate-5-codes'))).toEqual([{ key: 'evidence.invoices', params: { count: 2, usable: 'unseen' } }]);
    for (const language of ['ja', 'en'] as const)
      for (const part of ['gate-5', 'gate-5-lists', 'gate-5-codes'] as const)
        for (const { key, params } of listGateEvidence(5, unseen(part)))
          expect(createTexts(language)(`people.${key}`, params)).not.toMatch(/people\.|[{}]/);
  });

  it('promises no end of an approval if none can be estimated', () => {
    expect(listGateEvidence(8, view({ 6: 'closed' }))[0]?.key).toBe('evidence.noEnd');
    expect(listGateEvidence(8, view())).toEqual([{ key: 'evidence.days', params: { days: 2, least: 2, ground: 'written', sooner: 'no' } }]);
  });
});

it('a stage names the first people who act, a deputy by the deputy’s name, and counts the rest', () => {
  const slot = (name: string, state: 'decides' | 'delegated', byName = name) => ({ userId: name, name, byId: byName, byName, state });
  const slots = [slot('A', 'decides'), slot('B', 'delegated', 'Z'), slot('C', 'decides'), slot('D', 'decides'), slot('E', 'decides')];
  const stage = { slots, slotCount: 60 } as unknown as Parameters<typeof listSlotNames>[0];
  expect(listSlotNames(stage)).toEqual({ names: ['A', 'Z', 'C', 'D'], more: 56 });
});

describe('where a gate is opened', () => {
  const standing = (state: PersonView['evidence']['standing']['state']) => {
    const { evidence } = view();
    return { evidence: { ...evidence, standing: { ...evidence.standing, state } } };
  };

  it('is not in this console for people blocked in NEO itself, and at the allowed users for everyone else', () => {
    expect(
      (['active', 'unknown', 'suspended', 'login-denied', 'deleted'] as const).map((state) => getGateScreen(2, standing(state))),
    ).toEqual(['integration', 'integration', null, null, null]);
    expect(getGateScreen(5, standing('suspended'))).toBe('invoicing');
  });
});

it('names a filter by the organization, by the text of the list, or as without organization', () => {
  expect(getOrganizationFilterName('2', '営業部', '（所属なし）')).toBe('営業部');
  expect(getOrganizationFilterName('*9', null, '（所属なし）')).toBe('*9');
  expect(getOrganizationFilterName('', null, '（所属なし）')).toBe('（所属なし）');
});
