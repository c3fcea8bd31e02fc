// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { undoOrRedo } from '#renderer/app/undo/undo.ts';
import type { Transport } from '#renderer/client/index.ts';
import { applyDecisions, waitForDecisions } from '#renderer/parts/decisions/decisions.ts';
import { adoptAccountChanges, adoptManyFixes, adoptRecommendedFix, adoptRowFix, dropFixes } from '#renderer/parts/fixes/adopt.ts';
import type { FixOption } from '#renderer/parts/fixes/view-model.ts';
import { hideNotice, useUndoNotice } from '#renderer/parts/undo/undo-notice.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import { createFakeTransport, type FakeTransport } from '../../support/window/fake-transport.ts';
import { settle } from '../../support/window/render.tsx';
import { showCompany } from '../../support/window/show-company.ts';

const notice = () => useUndoNotice.getState().notice;

let number = 0;
/** Returns a shown company that no other test uses, and another company. */
async function openCompany() {
  number += 1;
  const company = `adopting-${number}`;
  const transport = createFakeTransport();
  return { transport, company, other: `${company}-other`, client: await showCompany(company, transport) };
}

beforeEach(async () => {
  await waitForDecisions();
  hideNotice();
});

const ROW = { revision: 3, row: 5 };
const MANY: CallInput<'fixes.adoptMany'> = { selection: { revision: 3, rows: [1, 2] }, ticked: [], invite: false };
const ACCOUNTS: CallInput<'fixes.adoptAccounts'> = {
  revision: 3,
  changes: [{ email: 'a@example.co.jp', kind: 'remove-account', from: '', group: '' }],
};
const DROPPED: CallInput<'fixes.drop'> = { people: ['u1'] };
const adopted = (stepId: number | null) => ({ stepId, adopted: 2, leftOut: [] });
const OPTION: FixOption = {
  action: 'change-neo-email',
  side: 'neo',
  address: 'a@example.co.jp',
  account: null,
  recommended: true,
  adoptable: true,
  effects: [],
  doubts: [],
};
const ADOPTED: FixRow = {
  person: 'u1',
  side: 'neo',
  neoUserId: 'u1',
  loginId: 'u1',
  name: '山田',
  code: null,
  from: '',
  to: 'a@example.co.jp',
  account: null,
  choice: 'alternative',
  confidence: null,
  reasons: [],
  oldAccount: '',
  adoptedAt: '2026-11-24T00:00:00.000Z',
  written: null,
  state: 'adopted',
};
const optionsOf = (...options: FixOption[]) => ({ options, withheld: null, adopted: null });

/** Every action on fixes, with its last call and the response to that call. */
const ACTIONS = [
  ['adopting one fix', 'fixes.adopt', (client) => adoptRowFix(client, ROW, { kind: 'suggestion' }), adopted],
  ['adopting many fixes', 'fixes.adoptMany', (client) => adoptManyFixes(client, MANY), adopted],
  ['adopting changes of accounts', 'fixes.adoptAccounts', (client) => adoptAccountChanges(client, ACCOUNTS), adopted],
  ['dropping fixes', 'fixes.drop', (client) => dropFixes(client, DROPPED), (stepId) => ({ stepId, dropped: 2 })],
] as const satisfies readonly (readonly [
  string,
  'fixes.adopt' | 'fixes.adoptMany' | 'fixes.adoptAccounts' | 'fixes.drop',
  (client: Transport) => Promise<unknown>,
  (stepId: number | null) => object,
])[];

const answer = (transport: FakeTransport, call: (typeof ACTIONS)[number][1], value: object): Promise<void> =>
  settle(() => transport.waiting(call).answer(value as never));

test.each(ACTIONS)('undoes %s by its own step and in its company, and does it again', async (_, call, act, answerOf) => {
  const { transport, client, company } = await openCompany();
  void act(client);
  await answer(transport, call, answerOf(7));
  transport.always('fixes.undo', () => ({ restored: 2, kept: 0 }));
  transport.always('fixes.redo', () => ({ restored: 2, kept: 0 }));
  for (const direction of ['undo', 'redo'] as const) await settle(() => undoOrRedo(client, 'decisions', direction));
  const moves = [...transport.sentOf('fixes.undo'), ...transport.sentOf('fixes.redo')];
  expect(moves.map((sent) => [sent.name, sent.company, sent.input])).toEqual([
    ['fixes.undo', company, { stepId: 7 }],
    ['fixes.redo', company, { stepId: 7 }],
  ]);
});

test.each(ACTIONS)('offers no undo in another company after %s was answered there', async (_, call, act, answerOf) => {
  const { transport, client, other } = await openCompany();
  void act(client);
  await settle();
  const clientOfOther = await showCompany(other, transport);
  await answer(transport, call, answerOf(7));
  expect(notice()).toBeNull();
  await settle(() => undoOrRedo(clientOfOther, 'decisions', 'undo'));
  expect(transport.sentOf('fixes.undo')).toEqual([]);
});

test.each(ACTIONS)('offers no undo after %s that changed nothing', async (_, call, act, answerOf) => {
  const { transport, client } = await openCompany();
  void act(client);
  await answer(transport, call, answerOf(null));
  expect(notice()).toMatchObject({ kind: 'decided', undoable: false });
  await settle(() => undoOrRedo(client, 'decisions', 'undo'));
  expect(transport.sentOf('fixes.undo')).toEqual([]);
});

test.each(ACTIONS)('returns or shows why %s was refused, and stores no undo step', async (_, call, act) => {
  const { transport, client } = await openCompany();
  const acting = act(client);
  await settle(() => transport.waiting(call).refuse('company-read-only'));
  const refusal = await acting;
  if (call === 'fixes.adoptMany') expect(refusal).toMatchObject({ code: 'company-read-only' });
  else expect(notice()).toMatchObject({ kind: 'failed', failure: { code: 'company-read-only' } });
  await settle(() => undoOrRedo(client, 'decisions', 'undo'));
  expect(transport.sentOf('fixes.undo')).toEqual([]);
});

test('offers no redo of an undone step of fixes of which everything was exported already', async () => {
  const { transport, client } = await openCompany();
  transport.always('fixes.adopt', () => adopted(7));
  transport.always('fixes.undo', () => ({ restored: 0, kept: 2 }));
  await adoptRowFix(client, ROW, { kind: 'suggestion' });
  await settle(() => undoOrRedo(client, 'decisions', 'undo'));
  expect(notice()).toMatchObject({ kind: 'decision', count: 0, back: false });
  await settle(() => undoOrRedo(client, 'decisions', 'redo'));
  expect(transport.sentOf('fixes.redo')).toEqual([]);
});

test('adopts the recommended fix of a row, and nothing for a row without one', async () => {
  const { transport, client } = await openCompany();
  transport.always('fixes.adopt', () => adopted(7));
  const results: boolean[] = [];
  for (const option of [OPTION, { ...OPTION, recommended: false }, { ...OPTION, adoptable: false }]) {
    transport.always('fixes.options', () => optionsOf(option));
    results.push(await adoptRecommendedFix(client, ROW, null));
  }
  expect(results).toEqual([true, false, false]);
  expect(transport.sentOf('fixes.adopt').map(({ input }) => input)).toEqual([
    { ...ROW, choice: { kind: 'alternative', address: 'a@example.co.jp' } },
  ]);
});

test('adopts nothing again for a row whose fix is adopted already', async () => {
  const { transport, client } = await openCompany();
  transport.always('fixes.options', () => ({ ...optionsOf(OPTION), adopted: ADOPTED }));
  await adoptRecommendedFix(client, ROW, null);
  expect(transport.sentOf('fixes.adopt')).toEqual([]);
});

test('shows why the options of a row are unknown, and adopts nothing', async () => {
  const { transport, client } = await openCompany();
  transport.always('fixes.options', () => ({ code: 'run-not-found', params: {} }));
  expect(await adoptRecommendedFix(client, ROW, null)).toBe(true);
  expect(notice()).toMatchObject({ kind: 'failed', failure: { code: 'run-not-found' } });
  expect(transport.sentOf('fixes.adopt')).toEqual([]);
});

test('adopts in the company of the row although another company is shown before the options arrive', async () => {
  const { transport, client, company, other } = await openCompany();
  void adoptRecommendedFix(client, ROW, null);
  await showCompany(other, transport);
  await settle(() => transport.waiting('fixes.options').answer(optionsOf(OPTION)));
  expect(transport.waiting('fixes.adopt').company).toBe(company);
  await answer(transport, 'fixes.adopt', adopted(7));
  expect(notice()).toBeNull();
});

test('waits with the undo for a fix whose options are still on their way', async () => {
  const { transport, client } = await openCompany();
  transport.always('triage.change', () => ({ commandId: 41, findings: 1, blocking: 0 }));
  await applyDecisions(client, [{ revision: 3, rows: [1] }, { kind: 'reopen' }]);
  void adoptRecommendedFix(client, ROW, null);
  void undoOrRedo(client, 'decisions', 'undo');
  await settle();
  expect(transport.sentOf('triage.undo')).toEqual([]);
  await settle(() => transport.waiting('fixes.options').answer(optionsOf(OPTION)));
  await answer(transport, 'fixes.adopt', adopted(7));
  expect(transport.waiting('fixes.undo').input).toEqual({ stepId: 7 });
});
