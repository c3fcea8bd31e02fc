// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { undoOrRedo } from '#renderer/app/undo/undo.ts';
import { bindToCompany } from '#renderer/client/transport.ts';
import { waitForDecisions } from '#renderer/parts/decisions/decisions.ts';
import { hideNotice, useUndoNotice } from '#renderer/parts/undo/undo-notice.ts';
import { Exclusions } from '#renderer/screens/triage/exclusions.tsx';
import type { CallOutput } from '#shared/contract/calls.ts';
import { createFakeTransport } from '../../support/window/fake-transport.ts';
import { buttonNamed, press, typeInto } from '../../support/window/press.ts';
import { renderContent, settle } from '../../support/window/render.tsx';
import { showCompany } from '../../support/window/show-company.ts';

type Answer = CallOutput<'triage.exclusions'>;
const entry = (value: string) => ({ field: 'name-begins' as const, value, note: '', on: true });
const listOf = (...values: readonly string[]): Answer => ({
  entries: values.map((value) => ({ ...entry(value), people: 1 })),
  people: values.length,
  sample: [],
  standard: false,
});

let number = 0;
beforeEach(async () => {
  await waitForDecisions();
  hideNotice();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 1 });
});
afterEach(() => void vi.useRealTimers());

/** Renders the list of a company without unsaved edits of other tests. */
async function renderExclusions({ previews = true } = {}) {
  number += 1;
  const company = `excluding-${number}`;
  const transport = createFakeTransport();
  if (previews) transport.always('triage.previewExclusions', ({ entries }) => listOf(...entries.map(({ value }) => value)));
  await showCompany(company, transport);
  const window = await renderContent(<Exclusions />, { company, transport });
  await settle(() => transport.waiting('triage.exclusions').answer(listOf('テスト')));
  const switchTo = async (other: string): Promise<void> => {
    await showCompany(other, transport);
    await window.switchCompany(other);
  };
  return { ...window, company, client: bindToCompany(transport, company), switchTo };
}
const value = (): HTMLInputElement | null => document.querySelector<HTMLInputElement>('input[aria-label=値]');
const isUnsaved = (): boolean => document.body.textContent?.includes('まだ保存していません') === true;
const notice = () => useUndoNotice.getState().notice;
const SAVE = /^保存する$/;

test('saves the edited list with the one on which the edit is based, and offers its undo', async () => {
  const { transport, company } = await renderExclusions();
  await typeInto(value(), '共有');
  await press(SAVE);
  expect(transport.sentOf('triage.changeExclusions').map((sent) => [sent.company, sent.input])).toEqual([
    [company, { entries: [entry('共有')], before: [entry('テスト')] }],
  ]);
  await settle(() => transport.waiting('triage.changeExclusions').answer(listOf('共有')));
  expect(notice()).toMatchObject({ kind: 'decided', what: 'exclusions', count: 1, undoable: true });
});

test('undoes a saved list by the former one, and saves it again, in its company', async () => {
  const { transport, client } = await renderExclusions();
  transport.always('triage.changeExclusions', ({ entries }) => listOf(...(entries ?? []).map((each) => each.value)));
  await typeInto(value(), '共有');
  await press(SAVE);
  for (const direction of ['undo', 'redo'] as const) await settle(() => undoOrRedo(client, 'decisions', direction));
  expect(transport.sentOf('triage.changeExclusions').map(({ input }) => input)).toEqual([
    { entries: [entry('共有')], before: [entry('テスト')] },
    { entries: [entry('テスト')], before: [entry('共有')] },
    { entries: [entry('共有')], before: [entry('テスト')] },
  ]);
});

test('keeps the edits of a refused save on screen and shows why', async () => {
  const { transport, client } = await renderExclusions();
  await typeInto(value(), '共有');
  await press(SAVE);
  await settle(() => transport.waiting('triage.changeExclusions').refuse('company-read-only'));
  expect([value()?.value, isUnsaved()]).toEqual(['共有', true]);
  expect(notice()).toMatchObject({ kind: 'failed', failure: { code: 'company-read-only' } });
  expect(buttonNamed(SAVE).disabled).toBe(false);
  await settle(() => undoOrRedo(client, 'decisions', 'undo'));
  expect(transport.sentOf('triage.changeExclusions')).toHaveLength(1);
});

test('keeps text typed during a save, based on the saved list', async () => {
  const { transport } = await renderExclusions();
  await typeInto(value(), '共有');
  await press(SAVE);
  await typeInto(value(), '共有メール');
  await settle(() => transport.waiting('triage.changeExclusions').answer(listOf('共有')));
  await settle(() => transport.emit('changed', { companyId: null, topics: ['policy'], revision: 1 }));
  await settle(() => transport.waiting('triage.exclusions').answer(listOf('共有')));
  expect([value()?.value, isUnsaved()]).toEqual(['共有メール', true]);
  await press(SAVE);
  expect(transport.waiting('triage.changeExclusions').input).toEqual({ entries: [entry('共有メール')], before: [entry('共有')] });
});

test('saves once while another save is pending', async () => {
  const { transport } = await renderExclusions();
  await typeInto(value(), '共有');
  await press(SAVE);
  await press(SAVE);
  expect(transport.sentOf('triage.changeExclusions')).toHaveLength(1);
});

test('keeps unsaved edits of a company for the next visit, and shows them in no other company', async () => {
  const { transport, company, switchTo } = await renderExclusions();
  await typeInto(value(), '共有');
  await switchTo(`${company}-other`);
  await settle(() => transport.waiting('triage.exclusions').answer(listOf('他社')));
  expect([value()?.value, isUnsaved()]).toEqual(['他社', false]);
  await switchTo(company);
  expect([value()?.value, isUnsaved()]).toEqual(['共有', true]);
  expect(transport.sentOf('triage.changeExclusions')).toEqual([]);
});

test('offers no undo in the company that is shown when the save of the former company is answered', async () => {
  const { transport, company, switchTo } = await renderExclusions();
  await typeInto(value(), '共有');
  await press(SAVE);
  await switchTo(`${company}-other`);
  await settle(() => transport.waiting('triage.exclusions').answer(listOf('他社')));
  await settle(() => transport.waiting('triage.changeExclusions').answer(listOf('共有')));
  expect(notice()).toBeNull();
  expect(value()?.value).toBe('他社');
  await settle(() => undoOrRedo(bindToCompany(transport, `${company}-other`), 'decisions', 'undo'));
  expect(transport.sentOf('triage.changeExclusions').map((sent) => sent.company)).toEqual([company]);
});

test('shows the people of the newest edit when the preview of a former edit is answered later', async () => {
  const { transport } = await renderExclusions({ previews: false });
  const pause = (): Promise<void> => settle(() => vi.advanceTimersByTimeAsync(200));
  const people = (): string | undefined => document.querySelector('tbody td:nth-child(5)')?.textContent;
  const preview = (searched: string, count: number): Answer => ({ ...listOf(searched), entries: [{ ...entry(searched), people: count }] });
  await typeInto(value(), '共');
  await pause();
  await typeInto(value(), '共有');
  await pause();
  const [former, newest] = transport.sentOf('triage.previewExclusions').slice(-2);
  await settle(() => newest?.answer(preview('共有', 7)));
  await settle(() => former?.isAnswered || former?.answer(preview('共', 90)));
  expect(people()).toBe('7');
});
