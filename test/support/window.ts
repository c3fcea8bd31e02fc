import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page, Route } from 'playwright';
import { findNavigationEntry, type NavigationEntryId, type TabId } from '#renderer/app/navigation/navigation-entries.ts';
import type { ScreenId, SettingsSection } from '#renderer/navigation/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import { CALLS, type CallInput, type CallName, type CallOutput } from '#shared/contract/calls.ts';
import { createTexts, type Language, type Translate } from '#shared/messages/texts.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { copyDemo } from './window-demo.ts';
import { type HostProcess, readLoggedErrors, startHost } from './window-host.ts';

/** Timeout in milliseconds, long enough for a busy machine; tests do not wait for it to pass. */
export const PATIENCE_MS = 60_000;

/**
 * Maximum random delay of each response in milliseconds, so that responses arrive in another order. `TSUNAGI_TEST_LATE_ANSWERS=600 npm test
 * -- e2e` finds code that takes an older response for the newest.
 */
const LATEST_MS = Number(process.env['TSUNAGI_TEST_LATE_ANSWERS'] ?? 0);

async function late(route: Route): Promise<void> {
  try {
    const response = await route.fetch({ timeout: 0, maxRetries: 3 });
    await setTimeout(Math.random() * LATEST_MS);
    await route.fulfill({ response });
  } catch {
    // The request has no receiver: it was canceled, or the page or the host was closed.
    await route.abort('connectionrefused').catch(() => undefined);
  }
}

/** Returns the number of rows in the matching table, after it has received the current query's response. */
export async function rowsInTable({ page, say }: OpenWindow): Promise<number> {
  const grid = page.getByRole('grid', { name: say('matching.table.label') });
  await page.locator('[role="grid"][aria-busy="false"]').waitFor();
  return Number(await grid.getAttribute('aria-rowcount')) - 1;
}

/** The link of an entry in the navigation; a count may follow its name. */
export const navigationLink = (page: Page, say: Translate, entry: NavigationEntryId | 'settings'): Locator =>
  page
    .getByRole('navigation', { name: say('app.navigation'), exact: true })
    .getByRole('link', { name: new RegExp(`^${say(entry === 'settings' ? 'app.screen.settings' : `app.entry.${entry}`)}`) });

/** The link to a screen on its title line; a count may follow its name. */
export const tabLink = (page: Page, say: Translate, tab: TabId): Locator =>
  page.getByRole('main').getByRole('link', { name: new RegExp(`^${say.phrase(`app.tab.${tab}`)}`) });

export interface WindowOptions extends BrowserContextOptions {
  /** Existing data folder; if omitted, a new one is created and removed at the end. */
  readonly folder?: string;
  /** Starts with a copy of the demo company as the last shown one, without the welcome screen. */
  readonly demo?: boolean;
  /** Environment of a host that needs more than the default, such as a keychain. */
  readonly hostEnvironment?: Readonly<Record<string, string>>;
}

/** The built host and a real browser that shows the console, with a record of all errors of both. */
export interface OpenWindow extends AsyncDisposable {
  readonly folder: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** The host that currently serves the page; `restartHost` replaces it. */
  readonly host: HostProcess;
  /** The interface's texts, Japanese by default. */
  readonly say: Translate;
  /** Sets the language of the texts that the test expects; the window itself is not changed. */
  speak(language: Language): void;
  /** Calls the host with the page's session key, for the company that was opened last unless another one is given. */
  call<N extends CallName>(name: N, input: CallInput<N>, company?: string): Promise<CallOutput<N>>;
  /** The id of the company that was opened last. */
  company(): Promise<string>;
  /** Shows another company, as after a start of the console. */
  show(company: string): Promise<void>;
  button(key: string, params?: Readonly<Record<string, string | number>>): Locator;
  /** Opens a screen by its entry in the navigation, expanded if necessary, and its tab. */
  go(screen: ScreenId): Promise<void>;
  /** Opens a section of the settings. */
  openSettings(section: SettingsSection): Promise<void>;
  /** Opens the readiness of the demo company from the welcome screen, using the prepared copy if there is one. */
  openDemo(): Promise<void>;
  /** Ignores browser messages that match, from now on. A test lists the errors that it provokes. */
  allow(complaint: RegExp): void;
  /** Watches another page of the same browser for the same failures. */
  watch(page: Page): Promise<void>;
  /** Starts another host on the same folder and port, as after a crash. */
  restartHost(): Promise<void>;
  /** Closes the window and the host, and fails the test if an error was recorded. Use with `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the host on a separate folder and opens the console in the browser. */
export async function openWindow(
  browser: Browser,
  { folder: given, demo = false, hostEnvironment, ...options }: WindowOptions = {},
): Promise<OpenWindow> {
  const folder = given ?? temporaryFolder('window');
  // The keychain has no entries for a copied company.
  const isThere = demo && hostEnvironment === undefined && copyDemo(folder, { asLast: true }) !== null;
  let host = await startHost(folder, 0, hostEnvironment);
  let say = createTexts('ja');
  let bearer = '';
  const complaints: string[] = [];
  const allowed: RegExp[] = [];
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    colorScheme: 'light',
    acceptDownloads: true,
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.exposeFunction('noteViolation', (violation: string) => complaints.push(`policy: ${violation}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { noteViolation } = window as unknown as { noteViolation(text: string): void };
      noteViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  const watch = async (page: Page): Promise<void> => {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => complaints.push(`page: ${error.stack ?? error.message}`));
    page.on('crash', () => complaints.push('the page crashed'));
    page.on('request', (request) => {
      bearer = /^Bearer (.+)$/.exec(request.headers()['authorization'] ?? '')?.[1] ?? bearer;
    });
  };
  if (LATEST_MS > 0) await context.route('**/call', late);
  const page = await context.newPage();
  await watch(page);
  await page.goto(host.address);
  await page.locator('h1').first().waitFor();

  const company = async (): Promise<string> => (await call('console.settings', {})).lastCompanyId ?? '';
  const call = async <N extends CallName>(name: N, input: CallInput<N>, of?: string): Promise<CallOutput<N>> => {
    const about = CALLS[name].scope === 'company' ? { company: of ?? (await company()) } : {};
    const response = await fetch(`${host.origin}/call`, {
      method: 'POST',
      headers: { Origin: host.origin, 'Content-Type': 'application/json', Authorization: `Bearer ${bearer}` },
      body: JSON.stringify({ name, input, ...about }),
    });
    const result = (await response.json()) as Result<CallOutput<N>>;
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error satisfies Failure)}`);
    return result.value;
  };
  const button: OpenWindow['button'] = (key, params) => page.getByRole('button', { name: say.phrase(key, params), exact: true });

  const opened: OpenWindow = {
    folder,
    context,
    page,
    get host() {
      return host;
    },
    get say() {
      return say;
    },
    speak(language) {
      say = createTexts(language);
    },
    call,
    company,
    async show(id) {
      await call('companies.open', { id });
      // Changes the URL without triggering the router, and keeps `history.state` (the session ticket). The console's own URL updates are
      // disabled.
      await page.evaluate((to) => {
        history.pushState = () => undefined;
        history.replaceState = () => undefined;
        History.prototype.replaceState.call(history, history.state, '', to);
      }, `#/${id}/readiness`);
      await page.reload();
      await page.locator('h1').first().waitFor();
    },
    button,
    async go(screen) {
      const entry = findNavigationEntry(screen);
      await navigationLink(page, say, entry === null ? 'settings' : entry[0]).click();
      if (entry !== null) {
        const tab = tabLink(page, say, screen as TabId);
        // The entry opens the first tab. Following the current tab again would add an entry to the browser's history.
        if ((await tab.getAttribute('aria-current')) === null) await tab.click();
      }
      await page.getByRole('heading', { level: 1, name: say(`app.screen.${screen}`), exact: true }).waitFor();
    },
    async openSettings(section) {
      await this.go('settings');
      const tab = page.getByRole('tab', { name: say(`settings.sections.${section}`), exact: true });
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    },
    async openDemo() {
      // The keychain has no entries for a copied company.
      const id = hostEnvironment === undefined ? copyDemo(folder) : null;
      if (id === null) await button('welcome.demo.start').click();
      else {
        await call('companies.open', { id });
        await page.evaluate((to) => {
          window.location.hash = to;
        }, `#/${id}/readiness`);
      }
      await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
    },
    allow: (complaint) => void allowed.push(complaint),
    watch,
    async restartHost() {
      const { port } = new URL(host.origin);
      host = await startHost(folder, Number(port), hostEnvironment);
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      const running = host.process.exitCode === null && host.process.signalCode === null;
      const code = running ? await host.stop() : 0;
      const errors = readLoggedErrors(folder);
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
      assert.deepEqual(
        complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint))),
        [],
      );
      assert.deepEqual(errors, []);
      assert.equal(host.stderr(), '');
      assert.equal(code, 0);
    },
  };
  if (isThere) await page.getByRole('heading', { name: say('readiness.queue.title') }).waitFor();
  else if (demo) await opened.openDemo();
  return opened;
}
