import type { CallInput } from '#shared/contract/calls.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/sandbox.ts';
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
  // A server counts as production until the administrator changes it.
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

/** Applies so many new invoice groups, and kills the host while the one after `sent` of them is on its way; another one runs afterwards. */
export async function killWhileSending(
  window: OpenWindow,
  sandbox: Sandbox,
  { count, sent }: { readonly count: number; readonly sent: number },
) {
  const { page, say } = window;
  await window.go('plan');
  await read(window);
  await draftGroups(window, count);
  await applyButton(window, count).waitFor();
  // The delay is long enough to kill the host during the call, even on a busy machine.
  sandbox.misbehave({ kind: 'latency', action: 'put_object', ms: 10_000, after: sent });
  await page.getByLabel(say('planScreen.dock.reason')).fill('支店を増やすため');
  await applyButton(window, count).click();
  await page.getByText(say('planScreen.run.sentence.running', { total: count, done: sent })).waitFor();
  window.allow(/ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE)/);
  window.allow(/status of 401/);
  await window.host.kill();
  sandbox.misbehave(null);
  await window.restartHost();
  await page.goto(window.host.address);
}

/** The key was remembered for the session that was cut. */
export async function connectAgain({ call }: OpenWindow, { address, accessKey }: Sandbox): Promise<void> {
  await call('secrets.useSession', { use: true });
  await call('server.connect', { address, accessKey });
}
