// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useJobs } from '#renderer/client/index.ts';
import { useGuidePosition } from '#renderer/parts/setup/guide-position.ts';
import { SetupScreen } from '#renderer/screens/setup/index.tsx';
import type { SetupGuide, SetupStepView } from '#shared/contract/setup.ts';
import { createFakeTransport } from '../../support/window/fake-transport.ts';
import { press, typeInto } from '../../support/window/press.ts';
import { renderContent, settle } from '../../support/window/render.tsx';
import { companyDetails, setupGuide, setupStep } from '../../support/window/samples.ts';
import { showCompany } from '../../support/window/show-company.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 1 });
  useGuidePosition.setState({ steps: {}, away: null });
  useJobs.setState({ all: [], jobs: [], dismissed: new Set(), keeping: new Map() });
});
afterEach(() => void vi.useRealTimers());

const MARK = /^完了と記録する$/;
const guideOf = (done: number, change: Partial<SetupStepView> = {}): SetupGuide =>
  setupGuide(done, setupStep('register', change), setupStep('purchasing-system'));

async function renderGuide() {
  const transport = createFakeTransport();
  transport.always('companies.current', (_, company) => companyDetails(company ?? ''));
  transport.always('server.state', () => ({ code: 'server-address-unset', params: {} }));
  transport.always('jobs.list', () => ({ jobs: [] }));
  await showCompany('company-a', transport);
  const window = await renderContent(<SetupScreen />, { transport });
  await settle(() => transport.waiting('setup.guide').answer(guideOf(1)));
  const done = (): string | undefined => /件中 (\d+) 件/.exec(document.body.textContent ?? '')?.[1];
  const note = (): HTMLTextAreaElement => document.querySelector('textarea') as HTMLTextAreaElement;
  const pause = (): Promise<void> => settle(() => vi.advanceTimersByTimeAsync(400));
  const switchTo = async (company: string): Promise<void> => {
    await showCompany(company, transport);
    await window.switchCompany(company);
  };
  return { ...window, done, note, pause, switchTo };
}
const alert = (): Element | null => document.querySelector('[role=alert]');

test('shows the guide that a record of a step leads to, and announces it', async () => {
  const { transport, done } = await renderGuide();
  await press(MARK);
  expect(transport.sentOf('setup.mark').map(({ company, input }) => [company, input])).toEqual([
    ['company-a', { step: 'register', kind: 'done', day: null, saidBy: '' }],
  ]);
  expect(done()).toBe('1');
  await settle(() => transport.waiting('setup.mark').answer(guideOf(2)));
  expect(done()).toBe('2');
  expect(document.querySelector('[role=status]')?.textContent).toMatch(/記録しました/);
});

test('shows why a record was refused, announces nothing and keeps the guide', async () => {
  const { transport, done } = await renderGuide();
  await press(MARK);
  await settle(() => transport.waiting('setup.mark').refuse('setup-word-refused'));
  expect(alert()).not.toBeNull();
  expect(done()).toBe('1');
  expect(document.querySelector('[role=status]')?.textContent).toBe('');
});

test('keeps the guide of the newest command when an earlier one is answered later', async () => {
  const { transport, done, note, pause } = await renderGuide();
  await press(MARK);
  await typeInto(note(), '電話した');
  await pause();
  await settle(() => transport.waiting('setup.note').answer(guideOf(2, { note: '電話した' })));
  await settle(() => transport.waiting('setup.mark').answer(guideOf(1)));
  expect([done(), note().value]).toEqual(['2', '電話した']);
});

test('saves a note for the step in which it was typed although another step is shown by then', async () => {
  const { transport, note } = await renderGuide();
  await typeInto(note(), '電話した');
  await settle(() => useGuidePosition.setState({ steps: { 'company-a': 'purchasing-system' } }));
  expect(transport.sentOf('setup.note').map(({ input }) => input)).toEqual([{ step: 'register', text: '電話した' }]);
  expect(note().value).toBe('');
});

test('keeps a refused note on screen with the reason', async () => {
  const { transport, note, pause } = await renderGuide();
  await typeInto(note(), '電話した');
  await pause();
  await settle(() => transport.waiting('setup.note').refuse('storage-full'));
  expect([note().value, note().getAttribute('aria-invalid')]).toEqual(['電話した', 'true']);
  expect(alert()).not.toBeNull();
});

test('shows no guide of one company in another', async () => {
  const { transport, done, switchTo } = await renderGuide();
  await press(MARK);
  await switchTo('company-b');
  await settle(() => transport.waiting('setup.mark').answer(guideOf(7)));
  expect(done()).toBeUndefined();
  await settle(() => transport.waiting('setup.guide').answer(guideOf(3)));
  expect(done()).toBe('3');
  expect(transport.sentOf('setup.guide').map(({ company }) => company)).toEqual(['company-a', 'company-b']);
});

test('saves a note that is typed during a switch of company in the company of its guide', async () => {
  const { transport, note, switchTo } = await renderGuide();
  await typeInto(note(), '電話した');
  await switchTo('company-b');
  expect(transport.sentOf('setup.note').map(({ company }) => company)).toEqual(['company-a']);
});
