import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { TeamServer } from '#shared/contract/team-servers.ts';
import type { TeamServersPort } from '../../../app/ports.ts';
import type { Keychain } from '../../../storage/keychain.ts';
import type { Log } from '../../../storage/log/log.ts';
import { bringToFront } from '../lifecycle/single-instance.ts';
import { signInByBrowser } from './browser-sign-in.ts';
import { toServerOrigin } from './server-address.ts';
import { exchangeCode, isTeamServer, listServerCompanies } from './server-requests.ts';
import { type ServerSessions, setSessionToken } from './server-sessions.ts';
import { createServerWindow } from './server-window.ts';

/** Keychain entries of team servers; no company has this id. */
const KEYCHAIN_GROUP = 'team-server';
const MAX_SERVERS = 20;

/** Origins of the known servers, stored on this computer. */
export interface ServerList {
  get(): readonly string[];
  /** Durable when it returns. Throws errors of the file system. */
  set(origins: readonly string[]): void;
}

export interface TeamServersParts {
  readonly sessions: ServerSessions;
  readonly keychain: () => Pick<Keychain, 'get' | 'set' | 'delete'>;
  readonly list: () => ServerList;
  readonly newWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly isDark: () => boolean;
  readonly developing: boolean;
  /** Opens an address of a known server in the system browser. */
  readonly openInBrowser: (origin: string, path: string) => Promise<void>;
  /** Opens another link of a server's page, if it is permitted. */
  readonly openLink: (address: string) => void;
  /** Page that the browser shows after the sign-in. */
  readonly signedInPage: () => string;
  /** Called when the state of a server has changed without a call. */
  readonly onChanged: () => void;
  readonly log: Pick<Log, 'warning'>;
}

/** The team servers of this desktop: sign-ins through the system browser, tokens in the keychain, and a window for each server. */
export class TeamServers implements TeamServersPort {
  readonly #parts: TeamServersParts;
  readonly #windows = new Map<string, BrowserWindow>();
  readonly #waiting = new Map<string, AbortController>();

  constructor(parts: TeamServersParts) {
    this.#parts = parts;
  }

  list(): Promise<TeamServer[]> {
    return Promise.all(
      this.#parts
        .list()
        .get()
        .map((origin) => this.#describe(origin)),
    );
  }

  async connect(address: string): Promise<void> {
    const origin = toServerOrigin(address);
    if (origin === null) throw new ExpectedError('team-server-address');
    const isOurs = await isTeamServer(this.#parts.sessions.of(origin), origin);
    if (isOurs === null) throw new ExpectedError('team-server-unreachable');
    if (!isOurs) throw new ExpectedError('team-server-unknown');
    const list = this.#parts.list();
    const known = list.get();
    if (!known.includes(origin)) list.set([...known, origin].slice(-MAX_SERVERS));
    this.#signIn(origin);
  }

  async open(address: string, company: string | null): Promise<void> {
    const origin = this.#requireKnown(address);
    await this.#restoreToken(origin);
    this.#show(origin, company);
  }

  async cancel(address: string): Promise<void> {
    this.#waiting.get(this.#requireKnown(address))?.abort();
  }

  async forget(address: string): Promise<void> {
    const origin = this.#requireKnown(address);
    this.#waiting.get(origin)?.abort();
    await this.#parts.keychain().delete(KEYCHAIN_GROUP, origin);
    await setSessionToken(this.#parts.sessions.of(origin), origin, null);
    this.#windows.get(origin)?.destroy();
    const list = this.#parts.list();
    list.set(list.get().filter((known) => known !== origin));
  }

  /** Closes all windows of servers and ends waiting sign-ins. */
  close(): void {
    for (const waiting of this.#waiting.values()) waiting.abort();
    for (const window of this.#windows.values()) window.destroy();
  }

  #requireKnown(address: string): string {
    const origin = this.#parts
      .list()
      .get()
      .find((known) => known === address);
    if (origin === undefined) throw new ExpectedError('team-server-unknown');
    return origin;
  }

  async #describe(origin: string): Promise<TeamServer> {
    if (this.#waiting.has(origin)) return { address: origin, state: 'waiting', companies: [] };
    if (!(await this.#restoreToken(origin))) return { address: origin, state: 'signed-out', companies: [] };
    const found = await listServerCompanies(this.#parts.sessions.of(origin), origin);
    return typeof found === 'string'
      ? { address: origin, state: found, companies: [] }
      : { address: origin, state: 'signed-in', companies: [...found] };
  }

  /** Signs the session in with the saved token, unless it is signed in; returns whether it is. A failing keychain counts as none saved. */
  async #restoreToken(origin: string): Promise<boolean> {
    const session = this.#parts.sessions.of(origin);
    if ((await session.cookies.get({ url: origin })).some(({ name }) => name.endsWith('tsunagi-session'))) return true;
    const saved = await this.#parts
      .keychain()
      .get(KEYCHAIN_GROUP, origin)
      .catch(() => null);
    // The origin is a part of the value, so that a moved entry is not sent elsewhere.
    const [savedOrigin, token] = (saved ?? '').split('\n');
    if (savedOrigin !== origin || token === undefined) return false;
    await setSessionToken(session, origin, token);
    return true;
  }

  /** Starts a sign-in in the system browser, in place of one that waits. */
  #signIn(origin: string): void {
    this.#waiting.get(origin)?.abort();
    const stop = new AbortController();
    this.#waiting.set(origin, stop);
    void this.#finishSignIn(origin, stop.signal)
      .catch(() => {
        if (!stop.signal.aborted) this.#parts.log.warning('sign-in at a team server not finished', { server: origin });
      })
      .finally(() => {
        if (this.#waiting.get(origin) === stop) this.#waiting.delete(origin);
        this.#parts.onChanged();
      });
  }

  async #finishSignIn(origin: string, signal: AbortSignal): Promise<void> {
    const { sessions, openInBrowser, signedInPage, keychain, log } = this.#parts;
    const openPath = (path: string): Promise<void> => openInBrowser(origin, path);
    const { code, verifier } = await signInByBrowser({ origin, openInBrowser: openPath, page: signedInPage, signal });
    const session = sessions.of(origin);
    const token = await exchangeCode(session, origin, code, verifier);
    signal.throwIfAborted();
    if (token === null) throw new Error('the server refused the code');
    await setSessionToken(session, origin, token);
    try {
      await keychain().set(KEYCHAIN_GROUP, origin, `${origin}\n${token}`);
    } catch {
      // Without a keychain the sign-in lasts until the application ends.
      log.warning('sign-in at a team server not saved', { server: origin });
    }
    this.#show(origin, null);
  }

  #show(origin: string, company: string | null): void {
    const address = company === null ? `${origin}/` : `${origin}/#/${encodeURIComponent(company)}/readiness`;
    const window = this.#windows.get(origin) ?? this.#openWindow(origin);
    if (company !== null || window.webContents.getURL() === '' || window.webContents.getURL().startsWith(`${origin}/sign-in`))
      window.loadURL(address).catch(() => undefined);
    if (window.isVisible()) bringToFront(window);
  }

  #openWindow(origin: string): BrowserWindow {
    const { newWindow, sessions, isDark, developing, openLink, openInBrowser } = this.#parts;
    const session: Session = sessions.of(origin);
    const window = createServerWindow({
      newWindow,
      session,
      origin,
      dark: isDark(),
      developing,
      onSignIn: () => this.#signIn(origin),
      onSignedOut: () => void this.#endToken(origin),
      onLink: (link) => {
        if (link.startsWith(`${origin}/confirm/`)) openInBrowser(origin, link.slice(origin.length)).catch(() => undefined);
        else openLink(link);
      },
    });
    this.#windows.set(origin, window);
    window.once('closed', () => this.#windows.delete(origin));
    return window;
  }

  /** Removes a token that the server no longer accepts. */
  async #endToken(origin: string): Promise<void> {
    await setSessionToken(this.#parts.sessions.of(origin), origin, null);
    await this.#parts
      .keychain()
      .delete(KEYCHAIN_GROUP, origin)
      .catch(() => false);
    this.#parts.onChanged();
  }
}
