import { mkdir, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { WeeklyCheck } from '#shared/contract/weekly-check.ts';
import { requireTrust } from '../../company/trust/trust-changes.ts';
import { openPatientlyAsync } from '../../disk/held-files.ts';
import { findNextRun, formatLocalDay, type ScheduledEntry, type Scheduler } from '../../schedule/entry.ts';
import { findScheduler } from '../../schedule/find-scheduler.ts';
import { createWatchWords, getWebhookName, parseWatchWords, type WatchPlaces } from '../../schedule/watch-words.ts';
import type { CompanyContext } from '../context.ts';
import { getWatchSecretName, splitMailServer } from '../services/watch-accounts.ts';

type State = CallOutput<'weeklyCheck.state'>;
type Parts = Pick<
  CompanyContext,
  'info' | 'commandProgram' | 'companyId' | 'session' | 'settings' | 'secrets' | 'env' | 'confirmTrust' | 'registerSecret'
>;

/** Exit code of `tsunagi watch` and the lines that it added to its log. */
export interface TrialResult {
  readonly exit: number;
  readonly lines: readonly { readonly level: string; readonly text: string }[];
}

export interface WeeklyCheckService {
  getState(now: Date): Promise<State>;
  write(check: WeeklyCheck, secret: string | null): Promise<void>;
  remove(): Promise<void>;
  /** Throws `schedule-missing` or `schedule-refused`. */
  requireEntry(): Promise<ScheduledEntry>;
  tryOnce(signal: AbortSignal): Promise<TrialResult>;
}

/** The weekly check of a company in the scheduler of the operating system, which is the only record of it. */
export function createWeeklyCheckService(parts: Parts): WeeklyCheckService {
  const { info, commandProgram, companyId, session, settings, secrets, env, confirmTrust, registerSecret } = parts;
  const folder = join(info.dataFolder, 'watch', companyId);
  const log = join(folder, 'watch.log');
  const places = (program: readonly string[]): WatchPlaces => ({
    program,
    companyId,
    dataFolder: info.dataFolder,
    language: settings.get().language,
    state: join(folder, 'state'),
    log,
    report: join(folder, 'new.xlsx'),
  });
  async function requireScheduler(): Promise<Scheduler> {
    if (commandProgram === undefined) throw new ExpectedError('schedule-unavailable');
    const userId = userInfo().uid;
    return findScheduler({ platform: info.platform, companyId, folder, home: env['HOME'] || homedir(), userId, env });
  }

  async function requireEntry(): Promise<ScheduledEntry> {
    const stored = await (await requireScheduler()).read();
    if (stored === null || stored.entry === null) throw new ExpectedError('schedule-missing');
    return stored.entry;
  }

  async function getSecretState(notify: WeeklyCheck['notify'] | undefined): Promise<State['secret']> {
    const name = getSecretName(notify, companyId);
    if (name === null) return 'none-needed';
    return secrets.watch.has(name).then(
      (has) => (has ? 'saved' : 'missing'),
      () => 'unknown' as const,
    );
  }

  return {
    requireEntry,
    async getState(now) {
      const scheduler = await requireScheduler();
      const [stored, onlySignedIn] = await Promise.all([scheduler.read(), scheduler.onlySignedIn()]);
      const entry = stored?.entry ?? null;
      const run = entry && parseWatchWords(entry.words);
      const check = entry && run && { days: entry.days, time: entry.time, ...run };
      const state = stored === null ? 'none' : check === null ? 'unreadable' : stored.isOn ? 'on' : 'off';
      return {
        scheduler: scheduler.kind,
        state,
        check,
        next: state === 'on' && entry !== null ? formatLocalDay(findNextRun(entry, now)) : null,
        entry: scheduler.place,
        log,
        onlySignedIn,
        secret: await getSecretState(check?.notify),
      };
    },
    async write(check, secret) {
      const scheduler = await requireScheduler();
      for (const list of [check.neo, check.amazon]) if (list !== null) await requireFolder(list);
      const company = session.file().company();
      if (check.neo === null && company.serverAddress === null) throw new ExpectedError('server-address-unset');
      const before = await scheduler.read();
      const known = before?.entry ? parseWatchWords(before.entry.words)?.notify : undefined;
      await confirmRecipients(check.notify, secret !== null, known);
      const name = getSecretName(check.notify, companyId);
      if (name !== null) {
        if (secret === null) await requireSecret(name, check.notify);
        else {
          registerSecret(secret);
          await secrets.watch.set(name, secret);
        }
      }
      await mkdir(folder, { recursive: true });
      await scheduler.write({ days: check.days, time: check.time, words: createWatchWords(check, places(commandProgram ?? [])) });
    },
    remove: async () => (await requireScheduler()).remove(),
    async tryOnce(signal) {
      const scheduler = await requireScheduler();
      const { words } = await requireEntry();
      const before = await sizeOf(log);
      const { exit, stderr } = await scheduler.run(words, signal);
      const lines = await readNewLines(log, before);
      return { exit, lines: lines.length > 0 ? lines : splitLines(stderr).map((text) => ({ level: 'error', text })) };
    },
  };

  /** A compromised page must not send the company's findings to someone else, so new recipients are confirmed outside it. */
  async function confirmRecipients(
    notify: WeeklyCheck['notify'],
    hasSecret: boolean,
    known: WeeklyCheck['notify'] | undefined,
  ): Promise<void> {
    const isKnown = JSON.stringify(known) === JSON.stringify(notify);
    const to = notify.by === 'mail' ? `${notify.to.join(', ')} (${notify.server})` : notify.by === 'webhook' ? notify.form : '';
    const widens = notify.by === 'mail' ? !isKnown : notify.by === 'webhook' && (!isKnown || hasSecret);
    const company = session.file().company().name;
    await requireTrust(confirmTrust, { company, changes: [{ kind: 'watch-recipient', widens, params: { to } }] });
  }

  async function requireSecret(name: string, notify: WeeklyCheck['notify']): Promise<void> {
    if (!(await secrets.watch.has(name))) throw new ExpectedError('secret-not-set', { name: notify.by });
  }
}

/** Returns the name of the keychain entry that a notification needs; `null` = none. */
function getSecretName(notify: WeeklyCheck['notify'] | undefined, companyId: string): string | null {
  if (notify?.by === 'webhook') return getWatchSecretName({ kind: 'webhook', name: getWebhookName(companyId) });
  if (notify?.by !== 'mail' || notify.user === '') return null;
  const server = splitMailServer(notify.server);
  return server === null ? null : getWatchSecretName({ kind: 'mail', user: notify.user, ...server });
}

/** Throws `schedule-folder-missing` unless the path is an absolute one of an existing folder. */
async function requireFolder(path: string): Promise<void> {
  const found = isAbsolute(path) ? await stat(path).catch(() => null) : null;
  if (!found?.isDirectory()) throw new ExpectedError('schedule-folder-missing', { folder: path });
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;
const splitLines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** Maximum number of log lines of one run that are shown. */
const MOST_LINES = 40;

/** Returns the lines that were added to a log; all lines if it was replaced by a new file. */
async function readNewLines(path: string, before: number): Promise<TrialResult['lines']> {
  const size = await sizeOf(path);
  if (size === 0) return [];
  const from = size >= before ? before : 0;
  const handle = await openPatientlyAsync(path, 'r');
  try {
    const { buffer } = await handle.read({ buffer: Buffer.alloc(size - from), position: from });
    return splitLines(buffer.toString('utf8'))
      .slice(-MOST_LINES)
      .map((line) => {
        const [, level = 'info', text = line] = /^\S+ (info|warning|error) (.*)$/.exec(line) ?? [];
        return { level, text };
      });
  } finally {
    await handle.close();
  }
}
