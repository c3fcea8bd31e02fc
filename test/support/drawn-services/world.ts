import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { vi } from 'vitest';
import { systemRetryTimer } from '#main/groupware/pacing.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import { DEFAULT_GUARD_POLICY } from '#shared/domain/sync/guards/guard-answers.ts';
import { NO_LIMIT } from '#shared/domain/sync/guards/guard-limits.ts';
import { unwrapResult } from '../host-clients.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type DrawnKind, drawnList } from './lists.ts';
import { copyOfKeychain, keychainOfTest, type OwnConsole, openOwnConsole } from './own-console.ts';
import { Window } from './surfaces.ts';

/** A Thursday, 10:00 in Japan. */
const TEST_TIME = Date.parse('2026-04-09T01:00:00.000Z');
export const PASSWORD = 'catalog-password-9Xk';

/** The deletion limits of the guards are tested elsewhere. */
const NO_DELETION_LIMITS = Object.fromEntries(Object.keys(DEFAULT_GUARD_POLICY.deletions).map((section) => [section, NO_LIMIT]));

/** One administrator's console with two windows. */
export interface ConsoleDesk {
  readonly folder: string;
  readonly operator: string;
  readonly company: string;
  readonly keychain: ReturnType<typeof keychainOfTest>;
  console: OwnConsole;
  windows: Window[];
  /** Hashes of the company's tables at the last backup; `null` if there is none. */
  backedUp: ReadonlyMap<string, string> | null;
  /** If true, the company was restored from a backup and may lack changes that the server already has. */
  isRestored: boolean;
}

export interface ServiceWorld {
  readonly sandbox: Sandbox;
  /** Path of the server's database. */
  readonly server: string;
  readonly clock: { now: number };
  readonly desks: readonly ConsoleDesk[];
  /** Closes the console and opens a new one on the same folder. `between` runs while no console is open. */
  reopen(desk: ConsoleDesk, between?: () => Promise<void>): Promise<void>;
  /** Opens a second console on a copy of the administrator's current folder. */
  onCopy<T>(desk: ConsoleDesk, use: (console: OwnConsole) => Promise<T>): Promise<T>;
  /** Writes a list as a file and returns its path. */
  fileOf(desk: ConsoleDesk, kind: DrawnKind, variant: number): Promise<string>;
  close(): Promise<void>;
}

export async function take(console: OwnConsole, desk: { folder: string }, kind: DrawnKind, variant: number) {
  const path = join(desk.folder, `${kind}.csv`);
  writeFileSync(path, `${drawnList(kind, variant).join('\r\n')}\r\n`);
  const { token } = await console.files.add({ path, origin: 'chosen' });
  return console.finish(console.call('imports.commit', { kind, token, reading: {} }));
}

/** Creates test companies from a template that is built once: lists are imported, Amazon groups recorded, and the sandbox server read. */
export class Worlds {
  readonly #home = temporaryFolder('drawn-services');
  readonly #clock = { now: TEST_TIME };
  readonly #server = join(this.#home, 'server.sqlite');
  #template = '';
  #company = '';
  #sandbox: Sandbox | null = null;
  #keychain = keychainOfTest();

  async begin(): Promise<void> {
    // Waiting times that the server requests pass immediately.
    vi.spyOn(systemRetryTimer, 'wait').mockResolvedValue();
    const sandbox = await startSandbox({ throttleMs: 1, now: () => this.#clock.now, database: this.#server });
    this.#sandbox = sandbox;
    const folder = mkdtempSync(join(this.#home, 'template-'));
    const made = new CompanyFolder(join(folder, 'workspaces')).create('自社', 'test', new Date(TEST_TIME).toISOString());
    this.#company = made.company().id;
    made.close();
    const console = this.#open(folder, this.#keychain, 'tanaka');
    unwrapResult(await console.call('server.connect', { address: sandbox.address, accessKey: sandbox.accessKey }));
    unwrapResult(
      await console.call('plan.changePolicy', {
        policy: structuredClone({
          ...DEFAULT_GUARD_POLICY,
          people: NO_LIMIT,
          deletions: NO_DELETION_LIMITS,
        }) as CallInput<'plan.changePolicy'>['policy'],
      }),
    );
    unwrapResult(await console.finish(console.call('plan.readServer', {})));
    unwrapResult(await console.call('secrets.set', { name: 'catalog-password', value: PASSWORD }));
    for (const kind of ['organizations', 'neo-users', 'amazon-users'] as const) unwrapResult(await take(console, { folder }, kind, 0));
    const group = (name: string, integrationOption: string) => ({
      kind: 'put' as const,
      section: 'amazon_groups' as const,
      id: name,
      note: '',
      body: {
        name,
        integrationOption,
        paymentOption: 'administrator' as const,
        addresses: 1,
        purchasingSystem: { state: 'active' as const, registeredOn: '2026-01-31' },
        safeguards: { quantity: null, amazonOnly: null, priceChangePercent: null, shippingYen: null, deliveryDays: null },
      },
    });
    const commands = [group('NEOカタログ購買', 'HONSHA01'), group('東日本', 'HIGASHI01'), group('西日本', 'NISHI01')];
    unwrapResult(await console.call('drafts.apply', { command: { kind: 'sequence', commands } }));
    unwrapResult(await console.call('readiness.summary', {}));
    await console.close();
    if (console.bugs.length > 0) throw new Error(console.bugs.join('\n'));
    this.#template = folder;
  }

  #open(folder: string, keychain: ConsoleDesk['keychain'], operator: string): OwnConsole {
    return openOwnConsole({ folder, company: this.#company, keychain, now: () => this.#clock.now, operator });
  }

  /** Resetting the server takes as long as the rest, so it is reset only if it was written to. */
  #isWritten(): boolean {
    const server = new DatabaseSync(this.#server, { readOnly: true });
    try {
      return (
        server.prepare('SELECT (SELECT count(*) FROM change) + (SELECT count(*) FROM request) + (SELECT count(*) FROM lease) AS n').get()?.[
          'n'
        ] !== 0
      );
    } finally {
      server.close();
    }
  }

  /** Returns a new world: a copy of the template for each of `desks` administrators, and the server in its initial state. */
  async create(desks = 1): Promise<ServiceWorld> {
    const sandbox = this.#sandbox as Sandbox;
    sandbox.misbehave(null);
    if (this.#isWritten()) sandbox.startOver();
    this.#clock.now = TEST_TIME;
    const clock = this.#clock;
    const company = this.#company;
    const all: ConsoleDesk[] = [];
    for (const operator of ['tanaka', 'suzuki'].slice(0, desks)) {
      const folder = mkdtempSync(join(this.#home, 'desk-'));
      cpSync(this.#template, folder, { recursive: true });
      const keychain = await copyOfKeychain(this.#keychain, company);
      const console = this.#open(folder, keychain, operator);
      const windows = [new Window(console, company), new Window(console, company)];
      all.push({ folder, operator, company, keychain, console, windows, backedUp: null, isRestored: false });
    }
    return {
      sandbox,
      server: this.#server,
      clock,
      desks: all,
      reopen: async (desk, between) => {
        for (const window of desk.windows) window.close();
        await desk.console.close();
        const { bugs } = desk.console;
        if (bugs.length > 0) throw new Error(`bugs: ${bugs.join('\n')}`);
        await between?.();
        desk.console = this.#open(desk.folder, desk.keychain, desk.operator);
        desk.windows = [new Window(desk.console, company), new Window(desk.console, company)];
      },
      onCopy: async (desk, use) => {
        const folder = mkdtempSync(join(this.#home, 'copy-'));
        cpSync(join(desk.folder, 'workspaces'), join(folder, 'workspaces'), { recursive: true });
        const console = this.#open(folder, desk.keychain, desk.operator);
        try {
          return await use(console);
        } finally {
          await console.close();
          rmSync(folder, { recursive: true, force: true });
        }
      },
      fileOf: async (desk, kind, variant) => {
        const path = join(desk.folder, `${kind}.csv`);
        writeFileSync(path, `${drawnList(kind, variant).join('\r\n')}\r\n`);
        return (await desk.console.files.add({ path, origin: 'chosen' })).token;
      },
      close: async () => {
        for (const desk of all) {
          for (const window of desk.windows) window.close();
          await desk.console.close();
          rmSync(desk.folder, { recursive: true, force: true });
        }
      },
    };
  }

  async end(): Promise<void> {
    vi.restoreAllMocks();
    await this.#sandbox?.close();
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** Yields the path and content of every file below a folder. */
export function* filesBelow(folder: string): Generator<{ readonly path: string; readonly bytes: Buffer }> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesBelow(path);
    else yield { path, bytes: readFileSync(path) };
  }
}
