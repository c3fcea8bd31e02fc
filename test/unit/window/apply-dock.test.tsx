// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useJobs } from '#renderer/client/index.ts';
import { dismissRun, showRun, useShownRun } from '#renderer/parts/plan/shown-run.ts';
import { ApplyDock } from '#renderer/screens/plan/apply/apply-dock.tsx';
import type { PlanState } from '#renderer/screens/plan/view-model.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { createFakeTransport, type FakeTransport } from '../../support/window/fake-transport.ts';
import { buttonNamed, press, typeInto } from '../../support/window/press.ts';
import { renderContent, settle } from '../../support/window/render.tsx';
import { jobOf, planOutline } from '../../support/window/samples.ts';
import { showCompany } from '../../support/window/show-company.ts';

const RUN = '6f1b3d0e-7c1f-4c55-9a53-1d6a8f3c2b10';
const REASON = '10 月の組織変更に合わせる';
const APPLY = /件を反映する/;

const planState = (digest: string, chosen = 2): PlanState => ({
  ...planOutline(digest, chosen),
  headline: { key: 'plan.value.none', params: {} },
  company: { kind: 'test', readOnly: false, armedUntil: null },
  server: 'gateway',
  read: null,
  lease: null,
  refused: [],
  run: null,
});
const guards = (digest: string, passed = true): CallOutput<'plan.guards'> => ({ revision: 1, digest, passed, guards: [] });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 1 });
  useJobs.setState({ all: [], jobs: [], dismissed: new Set(), keeping: new Map() });
  dismissRun();
});
afterEach(() => void vi.useRealTimers());

const dock = (state: PlanState) => <ApplyDock state={state} along={[]} onForget={() => undefined} onDialog={() => undefined} />;

async function renderDock(transport: FakeTransport = createFakeTransport()) {
  await showCompany('company-a', transport);
  transport.always('jobs.list', () => ({ jobs: [] }));
  const window = await renderContent(dock(planState('d1')), { transport });
  const reason = (): HTMLInputElement => document.querySelector('input[type=text], input:not([type])') as HTMLInputElement;
  const pause = (): Promise<void> => settle(() => vi.advanceTimersByTimeAsync(300));
  const submit = (): Promise<void> => settle(() => reason().form?.requestSubmit());
  /** Enters a reason that all guards accept. */
  const enterReason = async (): Promise<void> => {
    await typeInto(reason(), REASON);
    await pause();
    await settle(() => transport.sentOf('plan.guards').at(-1)?.answer(guards('d1')));
  };
  return { ...window, reason, pause, submit, enterReason };
}

test('applies the selection that is shown, with the reason, and shows its run', async () => {
  const { transport, enterReason } = await renderDock();
  await enterReason();
  await press(APPLY);
  expect(transport.sentOf('apply.start').map(({ company, input }) => [company, input])).toEqual([
    ['company-a', { digest: 'd1', reason: REASON, ifHeld: 'refuse', onFailure: 'stop' }],
  ]);
  await settle(() => transport.waiting('apply.start').answer({ jobId: 'j1', runId: RUN }));
  expect(useShownRun.getState()).toMatchObject({ companyId: 'company-a', sending: { jobId: 'j1', runId: RUN } });
});

test('applies nothing while the guards are unknown, refuse, or are about another reason or another selection', async () => {
  const { transport, reason, pause, submit, enterReason, show } = await renderDock();
  const isDisabled: boolean[] = [];
  const tryIt = async (): Promise<void> => {
    isDisabled.push(buttonNamed(APPLY).disabled);
    await submit();
  };
  await tryIt();
  await settle(() => transport.waiting('plan.guards').answer(guards('d1', false)));
  await tryIt();
  await enterReason();
  await typeInto(reason(), `${REASON}。`);
  await tryIt();
  await pause();
  await settle(() => transport.waiting('plan.guards').answer(guards('d1')));
  await show(dock(planState('d2', 3)));
  await tryIt();
  expect(isDisabled).toEqual([true, true, true, true]);
  expect(transport.sentOf('apply.start')).toEqual([]);
});

test('takes the guards of the newest reason when those of a former reason are answered later', async () => {
  const { transport, reason, pause } = await renderDock();
  await typeInto(reason(), 'x');
  await pause();
  await typeInto(reason(), 'y');
  await pause();
  const [, ofX, ofY] = transport.sentOf('plan.guards');
  await settle(() => ofY?.answer(guards('d1', false)));
  await settle(() => ofX?.answer(guards('d1', true)));
  expect(buttonNamed(APPLY).disabled).toBe(true);
});

test('applies once although the form is submitted again before the first answer', async () => {
  const { transport, submit, enterReason } = await renderDock();
  await enterReason();
  await submit();
  await submit();
  expect(transport.sentOf('apply.start')).toHaveLength(1);
  await settle(() => transport.waiting('apply.start').refuse('plan-guarded'));
  await submit();
  expect(transport.sentOf('apply.start')).toHaveLength(2);
});

test('shows why an apply was refused, until it is closed, and shows no run', async () => {
  const { transport, enterReason } = await renderDock();
  await enterReason();
  await press(APPLY);
  await settle(() => transport.waiting('apply.start').refuse('plan-changed'));
  expect(document.querySelector('[role=alert]')).not.toBeNull();
  expect(useShownRun.getState().sending).toBeNull();
  await press(/^閉じる$/);
  expect(document.querySelector('[role=alert]')).toBeNull();
});

test('shows why the job of an apply failed', async () => {
  const { transport, enterReason } = await renderDock();
  await enterReason();
  await press(APPLY);
  await settle(() => transport.waiting('apply.start').answer({ jobId: 'j1', runId: RUN }));
  expect(document.querySelector('[role=alert]')).toBeNull();
  const failed = jobOf('j1', { kind: 'apply', companyId: 'company-a', state: 'failed', error: { code: 'plan-stale', params: {} } });
  await settle(() => useJobs.setState({ all: [failed], jobs: [failed] }));
  expect(document.querySelector('[role=alert]')).not.toBeNull();
});

test('takes an edit lock over only after the confirmation', async () => {
  const { transport, enterReason } = await renderDock();
  await enterReason();
  await press(APPLY);
  await settle(() => transport.waiting('apply.start').refuse('lease-taken', { holder: '山田' }));
  await press(/引き継ぐ…/);
  await settle(() => vi.advanceTimersByTimeAsync(500));
  expect(buttonNamed(/引き継いで反映する/).disabled).toBe(true);
  await settle(() => document.querySelector<HTMLInputElement>('[role=dialog] input[type=checkbox]')?.click());
  await press(/引き継いで反映する/);
  expect(transport.sentOf('apply.start').map(({ input }) => [input.ifHeld, input.digest])).toEqual([
    ['refuse', 'd1'],
    ['take-over', 'd1'],
  ]);
});

test('sends no second apply while a run is sending', async () => {
  const { transport, enterReason, submit } = await renderDock();
  await enterReason();
  const sending = jobOf('j1', { kind: 'apply', companyId: 'company-a' });
  await settle(() => useJobs.setState({ all: [sending], jobs: [sending] }));
  await submit();
  expect(transport.sentOf('apply.start')).toEqual([]);
});

test('cannot apply while the connection to the console is lost', async () => {
  const { transport, enterReason } = await renderDock();
  await enterReason();
  expect(buttonNamed(APPLY).disabled).toBe(false);
  await settle(() => transport.setConnection('lost'));
  expect(buttonNamed(APPLY).disabled).toBe(true);
});

test('leaves the shown run of another company alone when an apply of the former company is answered', async () => {
  const { transport, enterReason, switchCompany } = await renderDock();
  await enterReason();
  await press(APPLY);
  await showCompany('company-b', transport);
  await switchCompany('company-b');
  await settle(() => showRun('company-b', RUN));
  await settle(() => transport.waiting('apply.start').answer({ jobId: 'j1', runId: RUN }));
  expect(useShownRun.getState()).toEqual({ companyId: 'company-b', runId: RUN, sending: null });
  expect(transport.sentOf('apply.start').map(({ company }) => company)).toEqual(['company-a']);
});
