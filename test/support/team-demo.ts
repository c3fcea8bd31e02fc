import { setTimeout } from 'node:timers/promises';
import type { Browser, TestTeam } from './team-server.ts';

const PAUSE_MS = 200;
const PATIENCE_MS = 60_000;

/** Calls until the result satisfies `isDone`. Throws the last result after a minute. */
export async function waitForResult<T>(act: () => Promise<T>, isDone: (result: T) => boolean): Promise<T> {
  for (let waited = 0; ; waited += PAUSE_MS) {
    const result = await act();
    if (isDone(result)) return result;
    if (waited > PATIENCE_MS) throw new Error(JSON.stringify(result));
    await setTimeout(PAUSE_MS);
  }
}

/** Opens the demo company, reads its server and waits until the effect of its plan is known. Returns the id of the company. */
export async function openDemoPlan({ server }: TestTeam, administrator: Browser): Promise<string> {
  await server.openDemo();
  const list = await waitForResult(
    () => administrator.call('companies.list', {}),
    (result) => result.ok && result.value.companies.length > 0,
  );
  const demo = (list.ok && list.value.companies[0]?.id) || '';
  await administrator.call('plan.readServer', {}, demo);
  // The demo's lists are imported in the background.
  await waitForResult(
    () => administrator.call('plan.effects', {}, demo),
    (result) => result.ok && result.value.effects !== null,
  );
  return demo;
}
