import type { CallInput } from '#shared/contract/calls.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/sandbox.ts';
import type { OpenWindow } from './window.ts';
import { eventually } from './window-tests.ts';

/** Actions on the plan screen. */

export const rowOf = ({ page }: OpenWindow, key: string) => page.locator(`[data-row="${key}"]`);
/** Matches an accessible name by its beginning, because buttons add details for screen readers that are otherwise visible beside them. */
export const startsWith = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
export const applyButton = ({ page, say }: OpenWindow, count: number) =>
  page.getByRole('button', { name: say('planScreen.dock.apply', { count }), exact: true });
export const stateOf = async (window: OpenWindow) => window.call('plan.state', {});

/** Creates a company connected to a test server; the plan was not opened yet. */
export async function connect(window: OpenWindow, options: SandboxOptions = {}, kind: 'test' | 'production' = 'test') {
  const sandbox = await startSandbox(options);
  const { page, say, button, call } = window;
  // The test machine has no keychain.
  await call('secrets.useSession', { use: true });
  await button('welcome.server.start').click();
  await page.getByLabel(say('welcome.company.name')).fill('試験商事');
  await page.getByLabel(say('server.address'), { exact: true }).fill(sandbox.address);
  await page.getByLabel(say('server.accessKey'), { exact: true }).fill(sandbox.accessKey);
  await button('welcome.server.submit').click();
  await page.getByRole('navigation').first().waitFor();
  // A server counts as production until the administrator changes it.
  if (kind === 'test') await call('companies.changeKind', { id: await window.company(), kind, typedName: '試験商事' });
  // The limits on affected people are tested elsewhere; this company has no list of Amazon users.
  const { policy } = await call('plan.policy', {});
  await call('plan.changePolicy', { policy: { ...policy, people: { count: null, percent: null, floor: 0 } } });
  return sandbox;
}

/** Reads the server from the plan screen and waits until the read is complete. */
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

/** Drafts this many new invoice groups. */
export async function draftGroups(window: OpenWindow, count: number): Promise<void> {
  for (let at = 1; at <= count; at++) await window.call('drafts.apply', newGroup(at));
}

/** Applies `count` new invoice groups, kills the host while the group after the first `sent` is being sent, and starts another host. */
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

/** The killed host kept the access key only for its session, so it is entered again. */
export async function connectAgain({ call }: OpenWindow, { address, accessKey }: Sandbox): Promise<void> {
  await call('secrets.useSession', { use: true });
  await call('server.connect', { address, accessKey });
}
