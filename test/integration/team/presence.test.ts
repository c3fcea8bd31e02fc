import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { ROUTE } from '../../support/deeds.ts';
import { openDemoPlan } from '../../support/team-demo.ts';
import { type Browser, startTestTeam, type TestTeam } from '../../support/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Who has a company open on a team server, over HTTP. */

let test: TestTeam;
let demo: string;
let editor: Browser;
let viewer: Browser;
let guest: Browser;

beforeAll(async () => {
  test = await startTestTeam(temporaryFolder('team-presence'));
  demo = await openDemoPlan(test, await test.signIn('administrator'));
  [editor, viewer, guest] = await Promise.all([test.signIn('editor'), test.signIn('viewer'), test.signIn('guest')]);
}, 120_000);
afterAll(() => test.close());
beforeEach(async () => {
  for (const browser of [editor, viewer]) await report(browser, { isOpen: false, opened: null });
});

async function report(browser: Browser, input: CallInput<'presence.report'>): Promise<void> {
  const result = await browser.call('presence.report', input, demo);
  if (!result.ok) throw new Error(result.error.code);
}

async function list(browser: Browser): Promise<CallOutput<'presence.list'>['people']> {
  const result = await browser.call('presence.list', {}, demo);
  if (!result.ok) throw new Error(result.error.code);
  return result.value.people;
}

it('lists the other people with their opened drafts, and never the person itself', async () => {
  await report(editor, { isOpen: true, opened: ROUTE });
  await report(viewer, { isOpen: true, opened: null });
  expect(await list(viewer)).toEqual([{ id: expect.any(String), name: '編集者', opened: [{ ...ROUTE, name: '物品購入（標準）' }] }]);
  expect(await list(editor)).toEqual([{ id: expect.any(String), name: '閲覧者', opened: [] }]);
});

it('lists a draft under its current name, and a missing draft without one', async () => {
  await report(editor, { isOpen: true, opened: ROUTE });
  const renamed = await editor.call('drafts.rename', { ...ROUTE, name: '物品購入（本社）' }, demo);
  expect(renamed.ok).toBe(true);
  expect((await list(viewer))[0]?.opened[0]?.name).toBe('物品購入（本社）');
  await report(editor, { isOpen: true, opened: { section: 'routes', id: 'deleted' } });
  expect((await list(viewer))[0]?.opened).toEqual([{ section: 'routes', id: 'deleted', name: '' }]);
});

it('removes a person who leaves', async () => {
  await report(editor, { isOpen: true, opened: ROUTE });
  await report(editor, { isOpen: false, opened: null });
  expect(await list(viewer)).toEqual([]);
});

it('refuses both calls to a person without a role in the company', async () => {
  await report(editor, { isOpen: true, opened: ROUTE });
  expect(await guest.call('presence.list', {}, demo)).toMatchObject({ ok: false });
  expect(await guest.call('presence.report', { isOpen: true, opened: ROUTE }, demo)).toMatchObject({ ok: false });
  expect((await list(viewer)).map(({ name }) => name)).toEqual(['編集者']);
});
