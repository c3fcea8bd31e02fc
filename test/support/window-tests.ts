import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect } from 'vitest';
import type { CallName } from '#shared/contract/calls.ts';
import { launchChromium } from './browser.ts';
import { type OpenWindow, openWindow, PATIENCE_MS } from './window.ts';

let browser: Browser | undefined;

/**
 * Starts one browser for all test files of a worker and closes it with the worker. Each window has a separate profile. A crashed browser is
 * replaced.
 */
export function sharedBrowser(): () => Browser {
  beforeAll(async () => {
    if (browser?.isConnected() !== true) browser = await launchChromium();
  });
  return () => {
    if (browser === undefined) throw new Error('the browser is there within tests only');
    return browser;
  };
}

/** The window of the demo company for all tests of a file that change nothing there: each begins with a loaded readiness screen. */
export function sharedDemo(browser: () => Browser): () => Promise<OpenWindow> {
  let shared: OpenWindow | undefined;
  afterAll(() => shared?.[Symbol.asyncDispose]());
  return async () => {
    if (shared === undefined) shared = await openWindow(browser(), { demo: true });
    else {
      await shared.show(await shared.company());
      await shared.page.getByRole('heading', { name: shared.say('readiness.queue.title') }).waitFor();
    }
    return shared;
  };
}

/** `expect.poll` with a timeout long enough for a slow machine. */
export const eventually = <T>(ask: () => Promise<T>, about?: string) =>
  expect.poll(ask, { timeout: PATIENCE_MS, ...(about === undefined ? {} : { message: about }) });

/** Makes this call fail with a refused connection until the returned function is called. */
export async function blockCall(window: OpenWindow, call: CallName): Promise<() => void> {
  let isCut = true;
  window.allow(/net::ERR_CONNECTION_REFUSED/);
  await window.page.route('**/call', (route) =>
    isCut && route.request().postDataJSON()?.name === call ? route.abort('connectionrefused') : route.fallback(),
  );
  return () => {
    isCut = false;
  };
}

/** Delays these calls until the returned function is called; the host does not receive them before. */
export async function delayCalls({ page }: OpenWindow, ...calls: readonly CallName[]): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  await page.route('**/call', async (route) => {
    if (calls.includes(route.request().postDataJSON()?.name)) await held.promise;
    await route.fallback();
  });
  return held.resolve;
}
