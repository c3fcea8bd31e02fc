// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { undoOrRedo } from '#renderer/app/undo/undo.ts';
import { UndoNotice } from '#renderer/app/undo/undo-notice.tsx';
import type { Transport } from '#renderer/client/index.ts';
import { applyDecisions, type TriageChange, type TriageSelection, waitForDecisions } from '#renderer/parts/decisions/decisions.ts';
import { adoptRowFix } from '#renderer/parts/fixes/adopt.ts';
import { hideNotice, useUndoNotice } from '#renderer/parts/undo/undo-notice.ts';
import { createFakeTransport } from '../../support/window/fake-transport.ts';
import { renderContent, settle } from '../../support/window/render.tsx';
import { draftsSummary, groupChanged } from '../../support/window/samples.ts';
import { showCompany } from '../../support/window/show-company.ts';

const SELECTION: TriageSelection = { revision: 1, rows: [0] };
const ACCEPT: TriageChange = { kind: 'accept', reason: '確認済み', until: null };
const done = (commandId: number | null) => ({ commandId, findings: 1, blocking: 0 });
const notice = () => useUndoNotice.getState().notice;

let number = 0;
/** Returns companies that no other test uses, so that no undo step remains from another test. */
const newCompanies = () => {
  number += 1;
  return { a: `a-${number}`, b: `b-${number}` } as const;
};

beforeEach(async () => {
  await waitForDecisions();
  hideNotice();
});

test('sends no command of the former company when Ctrl+Z is pressed in another company', async () => {
  const { a, b } = newCompanies();
  const transport = createFakeTransport();
  transport.always('triage.change', () => done(41));
  transport.always('drafts.summary', () => draftsSummary(1, null));
  await applyDecisions(await showCompany(a, transport), [SELECTION, ACCEPT]);
  const clientOfB = await showCompany(b, transport);
  await settle(() => undoOrRedo(clientOfB, 'decisions', 'undo'));
  expect(transport.sentOf('triage.undo')).toEqual([]);
  expect(notice()).toEqual({ kind: 'nothing', direction: 'undo' });
});

test('keeps a decision that was answered after the switch of company out of the steps of the shown company', async () => {
  const { a, b } = newCompanies();
  const transport = createFakeTransport();
  const decided = applyDecisions(await showCompany(a, transport), [SELECTION, ACCEPT]);
  const clientOfB = await showCompany(b, transport);
  await settle(() => transport.waiting('triage.change').answer(done(41)));
  await decided;
  expect(notice()).toBeNull();
  await settle(() => undoOrRedo(clientOfB, 'decisions', 'undo'));
  expect(transport.sentOf('triage.undo')).toEqual([]);
});

test('undoes no decision of the shown company by a key that was pressed in the former company', async () => {
  const { a, b } = newCompanies();
  const transport = createFakeTransport();
  const clientOfA = await showCompany(a, transport);
  const decided = applyDecisions(clientOfA, [SELECTION, ACCEPT]);
  void undoOrRedo(clientOfA, 'decisions', 'undo');
  const clientOfB = await showCompany(b, transport);
  const decidedInB = applyDecisions(clientOfB, [SELECTION, ACCEPT]);
  await settle(() => transport.sentOf('triage.change')[1]?.answer(done(52)));
  await decidedInB;
  await settle(() => transport.waiting('triage.change').answer(done(41)));
  await decided;
  await settle();
  expect(transport.sentOf('triage.undo')).toEqual([]);
  // The undo step of the shown company still exists.
  transport.always('triage.undo', () => ({ findings: 1 }));
  await settle(() => undoOrRedo(clientOfB, 'decisions', 'undo'));
  expect(transport.sentOf('triage.undo').map(({ company, input }) => [company, input])).toEqual([[b, { commandId: 52 }]]);
});

test('waits with the undo for the answer of the decision that it undoes', async () => {
  const { a } = newCompanies();
  const transport = createFakeTransport();
  const client = await showCompany(a, transport);
  void applyDecisions(client, [SELECTION, ACCEPT]);
  const moved = undoOrRedo(client, 'decisions', 'undo');
  await settle();
  expect(transport.sentOf('triage.undo')).toEqual([]);
  await settle(() => transport.waiting('triage.change').answer(done(41)));
  expect(transport.waiting('triage.undo').input).toEqual({ commandId: 41 });
  await settle(() => transport.waiting('triage.undo').answer({ findings: 3 }));
  await moved;
  expect(notice()).toEqual({ kind: 'decision', direction: 'undo', what: 'accept', count: 3, back: true });
});

test('undoes the newest of two decisions first, and does each again under its new number', async () => {
  const { a } = newCompanies();
  const transport = createFakeTransport();
  const client = await showCompany(a, transport);
  let command = 40;
  transport.always('triage.change', () => {
    command += 1;
    return done(command);
  });
  transport.always('triage.undo', () => ({ findings: 1 }));
  transport.always('triage.redo', ({ commandId }) => ({ commandId: commandId + 100, findings: 1, blocking: 0 }));
  await applyDecisions(client, [SELECTION, ACCEPT]);
  await applyDecisions(client, [SELECTION, ACCEPT]);
  for (const direction of ['undo', 'undo', 'redo', 'undo'] as const) await settle(() => undoOrRedo(client, 'decisions', direction));
  expect(transport.sentOf('triage.undo').map(({ input }) => input.commandId)).toEqual([42, 41, 141]);
  expect(transport.sentOf('triage.redo').map(({ input }) => input.commandId)).toEqual([41]);
});

test('takes the first of two decisions back when the second is refused, and offers no undo', async () => {
  const { a } = newCompanies();
  const transport = createFakeTransport();
  const client = await showCompany(a, transport);
  const decided = applyDecisions(client, [SELECTION, ACCEPT], [SELECTION, ACCEPT]);
  await settle(() => transport.waiting('triage.change').answer(done(41)));
  await settle(() => transport.waiting('triage.change').refuse('storage-busy'));
  await settle(() => transport.waiting('triage.undo').answer({ findings: 1 }));
  expect(transport.sentOf('triage.undo').map(({ input }) => input)).toEqual([{ commandId: 41 }]);
  expect(await decided).toBe(false);
  expect(notice()).toMatchObject({ kind: 'failed', failure: { code: 'storage-busy' } });
  await settle(() => undoOrRedo(client, 'decisions', 'undo'));
  expect(transport.sentOf('triage.undo')).toHaveLength(1);
});

test('shows why an undo was refused and does not offer the same step again', async () => {
  const { a } = newCompanies();
  const transport = createFakeTransport();
  const client = await showCompany(a, transport);
  transport.always('triage.change', () => done(41));
  transport.always('triage.undo', () => ({ code: 'command-not-found', params: {} }));
  await applyDecisions(client, [SELECTION, ACCEPT]);
  await settle(() => undoOrRedo(client, 'decisions', 'undo'));
  expect(notice()).toMatchObject({ kind: 'failed', failure: { code: 'command-not-found' } });
  await settle(() => undoOrRedo(client, 'decisions', 'undo'));
  expect(transport.sentOf('triage.undo')).toHaveLength(1);
});

test('undoes an adopted fix by the number of its step', async () => {
  const { a } = newCompanies();
  const transport = createFakeTransport();
  const client = await showCompany(a, transport);
  transport.always('fixes.adopt', () => ({ stepId: 7, adopted: 1, leftOut: [] }));
  transport.always('fixes.undo', () => ({ restored: 1, kept: 0 }));
  await adoptRowFix(client, { revision: 1, row: 0 }, { kind: 'suggestion' });
  await settle(() => undoOrRedo(client, 'decisions', 'undo'));
  expect(transport.sentOf('fixes.undo').map(({ company, input }) => [company, input])).toEqual([[a, { stepId: 7 }]]);
});

const pressUndo = (): Promise<void> =>
  settle(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, cancelable: true })));

test('asks for the last draft step of the shown company when Ctrl+Z is pressed after a switch', async () => {
  const { a, b } = newCompanies();
  const transport = createFakeTransport();
  await showCompany(a, transport);
  transport.always('drafts.summary', (_input, company) => draftsSummary(1, company === a ? 11 : 22));
  transport.always('drafts.undo', () => ({ ...groupChanged('g1', 2, {}), back: true }));
  const window = await renderContent(<UndoNotice />, { company: a, transport });
  await showCompany(b, transport);
  await window.switchCompany(b);
  await pressUndo();
  expect(transport.sentOf('drafts.undo').map(({ company, input }) => [company, input])).toEqual([[b, { step: 22 }]]);
});

test('does not offer in another company to redo what was undone in the former company', async () => {
  const { a, b } = newCompanies();
  const transport = createFakeTransport();
  const clientOfA = await showCompany(a, transport);
  transport.always('drafts.summary', () => draftsSummary(1, 11));
  const moved = undoOrRedo(clientOfA, 'drafts', 'undo');
  await settle();
  const undone = transport.waiting('drafts.undo');
  await showCompany(b, transport);
  await settle(() => undone.answer({ ...groupChanged('g1', 2, {}), back: true }));
  await moved;
  expect(notice()).toBeNull();
});

test('listens to the undo keys only while the notice is mounted', async () => {
  const { a } = newCompanies();
  const transport = createFakeTransport();
  await showCompany(a, transport);
  const window = await renderContent(<UndoNotice />, { company: a, transport });
  await window.unmount();
  await pressUndo();
  expect(transport.sent).toEqual([]);
});

test('shows why a draft step was not undone', async () => {
  const { a } = newCompanies();
  const transport = createFakeTransport();
  const client: Transport = await showCompany(a, transport);
  transport.always('drafts.summary', () => draftsSummary(1, 11));
  transport.always('drafts.undo', () => ({ code: 'draft-step-changed', params: {} }));
  await settle(() => undoOrRedo(client, 'drafts', 'undo'));
  expect(notice()).toMatchObject({ kind: 'failed', failure: { code: 'draft-step-changed' } });
});
