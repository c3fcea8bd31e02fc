import type { OpenWindow } from './window.ts';
import type { WindowState } from './window-states.ts';

const TITLE = 'common_settings common_settings';

const rowOf = ({ page }: OpenWindow, key: string) => page.locator(`[data-row="${key}"]`);
const closePanel = async ({ page }: OpenWindow): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.locator('[data-row][aria-expanded="true"], [data-entry][aria-expanded="true"]').waitFor({ state: 'detached' });
};
const closeDialog = async ({ page }: OpenWindow): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.locator('[aria-modal="true"]').waitFor({ state: 'detached' });
};
const draft = (window: OpenWindow, command: object) =>
  window.call('drafts.apply', { command } as Parameters<typeof window.call<'drafts.apply'>>[1]);
const setCommon = (window: OpenWindow, fields: object) =>
  draft(window, { kind: 'edit', section: 'common_settings', id: 'common_settings', edit: { kind: 'set', fields } });

/** Opens the plan of a server that two colleagues changed, and reads the server if these changes are not yet known. */
async function openPlan(window: OpenWindow): Promise<void> {
  await window.go('plan');
  if ((await window.call('plan.serverChanges', { offset: 0, limit: 1 })).total > 0) return;
  if ((await window.call('plan.state', {})).totals.byKind.drift > 0) return;
  if ((await window.call('apply.runs', { offset: 0, limit: 1 })).total > 0) return;
  await window.button('planScreen.read').first().click();
  await rowOf(window, TITLE).waitFor();
}

/** Drafts a title that also changed on the server, and other changes. */
async function prepareConflict(window: OpenWindow): Promise<void> {
  await openPlan(window);
  await setCommon(window, { title: 'Amazon 購入申請' });
  await draft(window, {
    kind: 'put',
    section: 'invoice_groups',
    id: 'state-group',
    note: '',
    body: {
      code: 'SHINSHITEN',
      name: '新しい支店（とても長い名前の支店で、ひとつの行にはおさまらない請求書グループ）',
      users: [],
      organizations: [],
    },
  });
  await rowOf(window, 'invoice_groups state-group').waitFor();
}

/** Drafts a change that keeps all people from ordering. */
async function prepareLoss(window: OpenWindow): Promise<void> {
  await prepareConflict(window);
  await setCommon(window, { routeId: null });
  await window.call('plan.resolve', { key: TITLE, decisions: [{ path: '/title', resolution: { kind: 'ours' } }] });
  await window.page
    .getByRole('button', { name: /人が注文できなくなります|can no longer order/ })
    .first()
    .waitFor();
}

async function applyGroup(window: OpenWindow): Promise<void> {
  const { page, say } = window;
  await window.call('plan.select', { keys: [TITLE], chosen: false });
  await page.getByLabel(say('planScreen.dock.reason')).fill('支店を増やすため');
  await page.getByRole('button', { name: say('planScreen.dock.apply', { count: 1 }), exact: true }).click();
  await page.getByText(say('planScreen.run.sentence.done', { done: 1, verified: 1 })).waitFor();
}

/** States of the plan, a run, the history and the manual entry sheet; each builds on the one before. */
export const PLAN_STATES: readonly WindowState[] = [
  { name: 'plan-drift', open: openPlan },
  {
    name: 'plan-conflict',
    async open(window) {
      await prepareConflict(window);
      await window.page.getByText(window.say('planScreen.decide.undecided'), { exact: true }).first().waitFor();
    },
  },
  {
    name: 'plan-item',
    async open(window) {
      await prepareConflict(window);
      await rowOf(window, TITLE).click();
      await window.button('planScreen.item.takeTheirs').waitFor();
    },
    leave: closePanel,
  },
  {
    name: 'plan-ignore',
    async open(window) {
      await prepareConflict(window);
      await rowOf(window, 'invoice_groups state-group').click();
      await window.button('planScreen.item.ignore').click();
      await window.page.getByRole('dialog').waitFor();
    },
    async leave(window) {
      await closeDialog(window);
      await closePanel(window);
    },
  },
  {
    name: 'plan-people',
    async open(window) {
      await prepareLoss(window);
      await window.page
        .getByRole('button', { name: /人が注文できなくなります/ })
        .first()
        .click();
      await window.page
        .getByRole('region', { name: window.say('planScreen.panel.lose') })
        .getByRole('listitem')
        .first()
        .waitFor();
    },
    leave: async ({ page }) => page.keyboard.press('Escape'),
  },
  {
    name: 'plan-guards',
    async open(window) {
      await prepareLoss(window);
      await window.page.getByRole('button', { name: /^反映前チェック/ }).click();
      await window.page.getByText(window.say('guard.references.name')).waitFor();
    },
    leave: async ({ page }) => page.getByRole('button', { name: /^反映前チェック/ }).click(),
  },
  {
    name: 'plan-rules',
    async open(window) {
      await prepareConflict(window);
      await window.button('planScreen.dock.rules').click();
      for (const kind of ['dates', 'outside-hours']) {
        await window.button('planScreen.rules.addFreeze').click();
        await window.page.getByRole('menuitem', { name: window.say.phrase(`planScreen.rules.freezes.${kind}`) }).click();
      }
      await window.page.getByRole('group', { name: window.say('planScreen.rules.freezes.outside-hours') }).waitFor();
    },
    leave: closeDialog,
  },
  {
    name: 'plan-approval',
    async open(window) {
      await prepareConflict(window);
      await window.button('planScreen.dock.approval').click();
      await window.button('planScreen.approval.other.choose').waitFor();
    },
    leave: closeDialog,
  },
  {
    name: 'plan-run',
    async open(window) {
      await prepareConflict(window);
      await applyGroup(window);
    },
  },
  {
    name: 'plan-undo',
    async open(window) {
      await window.button('planScreen.run.undo').click();
      await window.page.getByText(window.say('undoRun.why.clean')).waitFor();
    },
    leave: closeDialog,
  },
  {
    name: 'history',
    async open(window) {
      await window.go('history');
      await window.page.locator('[data-entry]').first().waitFor();
      await window.page.getByText(/改ざんはありません/).waitFor();
    },
  },
  {
    name: 'history-entry',
    async open(window) {
      await window.go('history');
      await window.page.locator('[data-entry]').nth(1).click();
      await window.button('historyScreen.panel.undoOne').waitFor();
      await window.page.getByText(window.say('historyScreen.panel.proof'), { exact: true }).click();
    },
    leave: closePanel,
  },
  {
    name: 'hand-over',
    async open(window) {
      const { id } = await window.call('companies.create', { name: '手作業商事', kind: 'test' });
      await window.show(id);
      await window.page.getByRole('banner').getByText('手作業商事').waitFor();
      await draft(window, {
        kind: 'put',
        section: 'invoice_groups',
        id: 'g1',
        note: '',
        body: { code: 'HONSHA', name: '本社', users: [], organizations: [] },
      });
      await draft(window, {
        kind: 'put',
        section: 'integration',
        id: 'integration',
        note: '',
        body: {
          systemLogin: 'NEO01',
          poRequestUrl: 'https://example.co.jp/po/request/with/a/long/path/that/has/no/blank',
          punchoutUrl: '',
        },
      });
      const { tasks } = await window.call('manualEntry.sheet', { offset: 0, limit: 10 });
      const [first, second] = tasks;
      if (first === undefined || second === undefined) throw new Error('two objects are to be entered');
      const lines = second.lines.map((line) => line.id);
      await window.call('manualEntry.tick', { key: second.key, lines, ticked: true });
      await window.call('manualEntry.finish', { key: second.key });
      await window.call('manualEntry.tick', { key: first.key, lines: [first.lines[0]?.id ?? ''], ticked: true });
      await window.go('plan');
      await window.page.getByText(window.say('manualEntry.entered.title', { count: 1 })).waitFor();
    },
    async leave(window) {
      const { companies } = await window.call('companies.list', {});
      const other = companies.find(({ kind }) => kind === 'test');
      const demo = companies.find(({ kind }) => kind === 'demo');
      await window.show(demo?.id ?? '');
      await window.call('companies.delete', { id: other?.id ?? '', confirmName: other?.name ?? '' });
      await window.page
        .getByRole('banner')
        .getByText(demo?.name ?? '')
        .waitFor();
    },
  },
];
