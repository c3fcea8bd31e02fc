import { type SandboxOptions, startSandbox } from '#main/sandbox/sandbox.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { OpenWindow } from './window.ts';
import { eventually } from './window-tests.ts';

/** Hands at the plan's screen. */

export const rowOf = ({ page }: OpenWindow, key: string) => page.locator(`[data-row="${key}"]`);
/** A name that begins so: buttons add for the ear what the eye sees beside them. */
export const startsWith = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
export const applyButton = ({ page, say }: OpenWindow, count: number) =>
  page.getByRole('button', { name: say('planScreen.dock.apply', { count }), exact: true });
export const stateOf = async (window: OpenWindow) => window.call('plan.state', {});

/** A company of one's own on a server of the test; nothing of the plan was looked at yet. */
export async function connect(window: OpenWindow, options: SandboxOptions = {}, kind: 'test' | 'production' = 'test') {
  const sandbox = await startSandbox(options);
  const { page, say, button, call } = window;
  // This machine has no keychain to lend.
  await call('secrets.useSession', { use: true });
  await button('welcome.server.start').click();
  await page.getByLabel(say('welcome.company.name')).fill('試験商事');
  await page.getByLabel(say('server.address'), { exact: true }).fill(sandbox.address);
  await page.getByLabel(say('server.accessKey'), { exact: true }).fill(sandbox.accessKey);
  await button('welcome.server.submit').click();
  await page.getByRole('navigation').waitFor();
  // A server is taken for the real one until somebody says otherwise.
  if (kind === 'test') await call('companies.changeKind', { id: await window.company(), kind, typedName: '試験商事' });
  // Whom it concerns is another guard's question: this company has no list of Amazon's side.
  const { policy } = await call('plan.policy', {});
  await call('plan.changePolicy', { policy: { ...policy, people: { count: null, percent: null, floor: 0 } } });
  return sandbox;
}

/** Reads the server from the plan's screen and waits until it is read. */
export async function read(window: OpenWindow): Promise<void> {
  const before = (await stateOf(window)).read?.at ?? '';
  await window.button('planScreen.read').first().click();
  await eventually(async () => (await stateOf(window)).read?.at ?? '').not.toBe(before);
}

/** The draft of a new invoice group. */
export const newGroup = (at: number): CallInput<'drafts.apply'> => ({
  command: {
    kind: 'put',
    section: 'invoice_groups',
    id: `group-${at}`,
    note: '',
    body: { code: `NEW${at}`, name: `新しいグループ ${at}`, users: [], organizations: [] },
  },
});

/** So many new invoice groups as drafts. */
export async function draftGroups(window: OpenWindow, count: number): Promise<void> {
  for (let at = 1; at <= count; at++) await window.call('drafts.apply', newGroup(at));
}
