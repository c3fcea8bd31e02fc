import type { SetupGuide } from '#shared/contract/setup.ts';
import { RECORDED_WAIT_KINDS } from '#shared/domain/checkout/running-clocks.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import { navigationLink, type OpenWindow, tabLink } from './window.ts';
import { eventually } from './window-tests.ts';

// Compares the set-up guide in the window with the other views of the same state.

/** Number of days ahead that the notices cover. */
const BELL_DAYS = 7;
const WHOLE = { offset: 0, limit: 200 } as const;
const STEP_OF: Readonly<Partial<Record<Section, SetupStepId>>> = {
  amazon_groups: 'group-add',
  routes: 'route',
  serials: 'serial',
  integration: 'integration-values',
  allowed_users: 'allowed-users',
  common_settings: 'common-settings',
  invoice_groups: 'invoice-code',
};

const DONE: ReadonlySet<string> = new Set(['checked', 'recorded', 'declined', 'chosen']);

export const currentStep = async ({ page }: OpenWindow): Promise<SetupStepId> =>
  (await page.locator('[data-step][aria-current="step"]').getAttribute('data-step')) as SetupStepId;

const stateOf = ({ steps }: SetupGuide, id: SetupStepId): string => steps.find((step) => step.id === id)?.state.kind ?? '';
export const kindOf = async ({ call }: OpenWindow, id: SetupStepId): Promise<string> => stateOf(await call('setup.guide', {}), id);

/** Returns contradictions between the guide and the manual entry sheet, the calendar, the notices and the readiness. */
async function contradictions({ call }: OpenWindow): Promise<string[]> {
  const guide = await call('setup.guide', {});
  const found: string[] = [];
  const same = (what: string, a: unknown, b: unknown): void => {
    if (JSON.stringify(a) !== JSON.stringify(b)) found.push(`${what}: ${JSON.stringify(a)}, not ${JSON.stringify(b)}`);
  };
  const counted = guide.steps.filter(({ optional, state }) => !optional && state.kind !== 'not-applicable');
  same('progress', [guide.done, guide.total], [counted.filter(({ state }) => DONE.has(state.kind)).length, counted.length]);
  for (const { id, state, check } of guide.steps)
    if (DONE.has(state.kind) && state.kind !== 'declined' && check !== null && check.people === null) same(`${id} lacks`, check.lacks, []);

  const { tasks, total } = await call('manualEntry.sheet', WHOLE);
  same('tasks of the sheet', tasks.length, total);
  for (const { section, name, lines } of tasks) {
    const step = STEP_OF[section];
    // The address and the purchasing system have separate steps.
    const isOpen = section !== 'amazon_groups' || lines.some(({ id }) => id !== 'set address' && id !== 'set system');
    if (step !== undefined && isOpen) same(`${name} is on the sheet, ${step} is done`, DONE.has(stateOf(guide, step)), false);
  }

  const { clocks } = await call('clocks.list', {});
  const waiting = guide.steps.flatMap(({ state }) => (state.kind === 'waiting' ? [state.waiting.kind] : []));
  for (const kind of [...RECORDED_WAIT_KINDS, 'checkout-activation'] as const)
    same(`clock of ${kind}`, clocks.filter((clock) => clock.kind === kind).length, waiting.filter((one) => one === kind).length);
  // A list without invitation dates has no deadline.
  const isDated = guide.steps.some(
    ({ state }) => state.kind === 'waiting' && state.waiting.kind === 'invitations' && state.waiting.until !== null,
  );
  same(
    'clock of the invitations',
    clocks.some(({ kind }) => kind === 'invitation'),
    isDated,
  );
  const { notices, coming } = await call('notices.list', {});
  const rung = [...notices, ...coming].map(({ deadline }) => deadline.kind);
  for (const kind of RECORDED_WAIT_KINDS)
    same(
      `bell of ${kind}`,
      rung.filter((one) => one === kind).length,
      clocks.filter((clock) => clock.kind === kind && clock.calendarDaysLeft <= BELL_DAYS).length,
    );

  const readiness = await call('readiness.summary', {});
  same('people who can order', guide.firstOrder.ready, readiness?.ready ?? null);
  same('people who are left', guide.left.people, readiness === null ? null : readiness.inScope - readiness.ready);
  if (readiness !== null) {
    const undecided = guide.steps.some(({ check }) => check?.lacks.some(({ key }) => key === 'allowed-undecided'));
    same('gate 2 is not checked', readiness.partial.includes('gate-2-allowed'), undecided);
  }
  return found;
}

/** Returns differences of the guide's page and the navigation from the host's data. */
async function findGuideDifferences({ page, say, call }: OpenWindow): Promise<string[]> {
  const { steps, done, total } = await call('setup.guide', {});
  const sheet = (await call('companies.current', {})).company.serverAddress === null ? await call('manualEntry.sheet', WHOLE) : null;
  const entry = (id: 'setup' | 'plan'): Promise<string> =>
    (id === 'setup' ? tabLink(page, say, id) : navigationLink(page, say, id)).innerText();
  const found: string[] = [];
  const progress = say('setupScreen.needs', { done, total });
  if ((await entry('setup')).includes(progress) !== done < total) found.push(`the tab: ${progress}`);
  const toEnter = say('planScreen.needs', { count: sheet?.total ?? 0 });
  if (sheet !== null && sheet.total > 0 && !(await entry('plan')).includes(toEnter)) found.push(`the rail does not say ${toEnter}`);
  if ((await page.getByText(say('setupScreen.progress', { done, total }), { exact: true }).count()) === 0)
    found.push(`the page does not say ${done} of ${total}`);
  const drawn = await page
    .locator('[data-step]')
    .evaluateAll((items) => items.map((item) => `${item.getAttribute('data-step')} ${item.getAttribute('data-kind')}`));
  const wanted = steps.map(({ id, state }) => `${id} ${state.kind}`);
  return [...found, ...wanted.filter((step) => !drawn.includes(step))];
}

/** Expects page, navigation, sheet, calendar, notices and readiness to show the same state; the guide's page must be open. */
export async function expectAgreement(window: OpenWindow): Promise<void> {
  await eventually(() => findGuideDifferences(window)).toEqual([]);
  await eventually(() => contradictions(window)).toEqual([]);
}
