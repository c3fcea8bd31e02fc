import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import type { ChangeLimit } from '#shared/domain/sync/guards/guard-types.ts';
import { getFindingName } from '#shared/domain/triage/triage-identity.ts';
import { formatIsoDay } from '#shared/messages/reason-text.ts';
import type { Language, Translate } from '#shared/messages/texts.ts';
import { formatFindingCounts, formatLostStates, formatWatchMessage, type SinceLast } from '#shared/messages/watch-words.ts';
import { formatExportName } from '../../../app/export-name.ts';
import type { Report } from '../../../app/reports/report-document.ts';
import type { DeliveryChannel, WatchOutbox } from '../../../app/reports/watch-outbox.ts';
import { writeReportFile } from '../../../app/reports/write-report.ts';
import { countUnwritable } from '../../../app/unwritable-characters.ts';
import type { DeliveryMessage } from '../../../delivery/channel.ts';
import { isListFileOfPath } from '../../../files/lists/find-list.ts';
import { isSameFile } from '../../../files/same-file.ts';
import { awaitFolderLock } from '../../../storage/data-folder/folder-lock.ts';
import { makeFolder } from '../../../storage/data-folder/make-folder.ts';
import { convertFolderErrors } from '../../../storage/storage-failure.ts';
import { runCommand, UsageError } from '../arguments.ts';
import { parseCompanyDomains, parseRunDay } from '../audit/audit-options.ts';
import { createRunComparison, hasNewFindings } from '../audit/since-last.ts';
import { parseListOptions } from '../lists/list-options.ts';
import { parseShrinkLimit } from '../lists/previous-lists.ts';
import { type OptionValues, WATCH_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { formatRequiredArguments } from '../options/parser.ts';
import { refuseOverwriting } from '../options/refuse-overwriting.ts';
import { parseWaitMs, parseWholeNumberOption } from '../options/whole-number.ts';
import { createUsageFailure, type PrintedFailure, toCommandFailure } from '../output/printed-failure.ts';
import { requireOutputWritten } from '../output/standard-output.ts';
import type { DeliveryChannels } from '../watch/delivery-channels.ts';
import { auditWatchedLists, readWatchPolicy, type WatchedRun, withWatchedCompany } from '../watch/watch-lists.ts';
import { createWatchOutput, type WatchOutput } from '../watch/watch-log.ts';
import type { WatchedListLocations, WatchedListName } from '../watch/watched.ts';

/** Time limit for reading a server, so that a scheduler does not wait forever. */
const MAX_READ_MS = 30 * 60_000;

type Values = OptionValues<typeof WATCH_COMMAND.options>;

/**
 * `tsunagi watch`: one run for a scheduler. Reads both lists, compares them with the last run, reports new, returned and resolved findings,
 * and saves this run. Output contains no personal names, because it goes to a system log. Exit 0 nothing new, 1 new or returned findings,
 * or a message of an earlier run was sent, 2 bad usage or input, 3 no server, 4 a list was refused, for example as incomplete or outdated,
 * 5 an error of the console.
 */
export const runWatch = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(WATCH_COMMAND, args, async ({ values, translate, language, output: terminal }) => {
    await refuseConflictingPath('log', values, translate);
    await makeStateOfLog(values);
    const output = createWatchOutput(terminal, values.log, Date.now);
    try {
      const options = optionsOf(values, language);
      await refuseConflictingPath('out', values, translate);
      const ways = await askedWays(values, translate);
      // A UsageError means that another run still locks the folder. That run reports, so no failure message is sent.
      const lock = await lockOf(options, output).catch((error: unknown) =>
        error instanceof UsageError ? Promise.reject(error) : tellFailure(error, options, ways, output),
      );
      try {
        return await run(options, values, ways, output);
      } finally {
        lock.release();
      }
    } catch (error) {
      output.logFailure(failureIn(error, translate));
      throw error;
    }
  });

interface WatchOptions {
  readonly state: string;
  readonly places: WatchedListLocations;
  readonly today: string;
  readonly format: ReportFormat;
  readonly encoding: ReportEncoding;
  readonly out: string | undefined;
  readonly company: string | undefined;
  readonly language: Language;
  readonly limit: ChangeLimit;
  readonly waitMs: number;
}

/** Loads the channels only if messages are sent, because mail and TLS take longer to load than many lists to read. */
async function askedWays(values: Values, translate: Translate): Promise<DeliveryChannels | null> {
  const { 'mail-to': to, 'mail-from': from, smtp, 'smtp-user': user, webhook } = values;
  const isAsked = to.length > 0 || [from, smtp, user, webhook].some((given) => given !== undefined);
  return isAsked ? (await import('../watch/delivery-channels.ts')).createDeliveryChannels(values, translate) : null;
}

async function run(options: WatchOptions, values: Values, ways: DeliveryChannels | null, output: WatchOutput): Promise<ExitCode> {
  const readLast = () => createRunComparison(lastRunIn(options.state), options.limit);
  if (ways === null) return check(options, values, await readLast(), null, output);
  const { sendWaitingMessages } = await import('../watch/delivery-channels.ts');
  const { WatchOutbox } = await import('../../../app/reports/watch-outbox.ts');
  const place = outboxIn(options.state);
  let outbox: WatchOutbox | null = null;
  let code: ExitCode;
  try {
    const since = await readLast();
    outbox = new WatchOutbox(place, since.lastRun);
    code = await check(options, values, since, { outbox, left: wantedWays(ways) }, output);
  } catch (error) {
    // Even if this run fails, or the last run is unreadable, messages of earlier runs are sent.
    const send = async () => sendWaitingMessages(outbox ?? new WatchOutbox(place, null), ways, output);
    await send().catch((late: unknown) => output.warn(toCommandFailure(unkept(late, place), output.translate).what));
    return tellFailure(error, options, ways, output);
  }
  const { hasNews } = await sendWaitingMessages(outbox, ways, output).catch((error: unknown) => Promise.reject(unkept(error, place)));
  // Recipients of a delayed message learn its findings only now, so the exit code is that of new findings.
  return hasNews ? EXIT_CODES.blocked : code;
}

/** Throws UsageError if another run holds the folder longer than the wait time. */
async function lockOf({ state, waitMs }: WatchOptions, { print, translate }: WatchOutput) {
  const lock = await awaitFolderLock(state, waitMs, () => print(translate('cli.watch.waits')));
  if (lock === null) throw new UsageError(translate('cli.usage.locked', { folder: state }));
  return lock;
}

/** Sends a message through all channels that this run could not check anything, and rethrows the error. */
async function tellFailure(error: unknown, options: WatchOptions, ways: DeliveryChannels | null, output: WatchOutput): Promise<never> {
  if (ways !== null) {
    const { sendUnstoredMessage } = await import('../watch/delivery-channels.ts');
    await sendUnstoredMessage(failureMessage(failureIn(error, output.translate), options, output.translate), ways, output);
  }
  throw error;
}

const failureIn = (error: unknown, translate: Translate): PrintedFailure =>
  error instanceof UsageError
    ? createUsageFailure(error.line(translate), translate, WATCH_COMMAND.name)
    : toCommandFailure(error, translate);

const wantedWays = ({ mail, webhook }: DeliveryChannels): DeliveryChannel[] => [
  ...(mail ? (['mail'] as const) : []),
  ...(webhook ? (['webhook'] as const) : []),
];

type Since = Awaited<ReturnType<typeof createRunComparison>>;
interface Waits {
  readonly outbox: WatchOutbox;
  readonly left: DeliveryChannel[];
}

/** Reads and compares the lists, stores the message in the outbox, and saves this run. Unsent messages stay in the outbox. */
async function check(options: WatchOptions, values: Values, since: Since, waits: Waits | null, output: WatchOutput): Promise<ExitCode> {
  const { translate } = output;
  const { places, today, language, out } = options;
  const { policy, watched } = await withWatchedCompany(places, async (company) => {
    const own = await readWatchPolicy(company, { ...DEFAULT_EMAIL_POLICY, ...parseCompanyDomains(values) }, output);
    const reading = { ...(await parseListOptions(values, translate, own.words)), withoutValues: true, translate, warn: output.warn };
    output.progress({ phase: 'reading-file', done: 0, total: null });
    const signal = AbortSignal.timeout(MAX_READ_MS);
    return { policy: own, watched: await auditWatchedLists(places, own, today, reading, signal, company) };
  });
  output.progress({ phase: 'auditing', done: 0, total: null });
  const { audit, findings, sinceLast } = since.compare(watched.directory, watched.audit, watched.missing);
  output.progress(null);
  const report: Report = {
    directory: watched.directory,
    audit,
    findings,
    count: findings.length,
    language,
    company: options.company ?? policy.name,
    today,
    unseen: { missingFields: watched.missing.amazon, missingNeoFields: watched.missing.neo, groups: watched.groups },
    ...(policy.amazonUsersFrom && { amazonUsersFrom: policy.amazonUsersFrom }),
  };
  // The characters are part of a person's name, so only their number is printed.
  const warnOf = (count: number): void => void (count > 0 && output.warn(translate('report.unwritable', { count })));
  if (out !== undefined) warnOf(countUnwritable(await writeReportFile(out, report, options)));
  const isNews = sinceLast.run === 1 || hasNewFindings(sinceLast) || sinceLast.fixed.length > 0 || sinceLast.lostStates !== undefined;
  // Without a saved run the next run finds the same changes, so the message stored for this run is removed.
  const failed = (place: string) => (error: unknown) => {
    waits?.outbox.forget(sinceLast.run);
    throw unkept(error, place);
  };
  if (waits !== null && (isNews || values.always)) {
    const { unwritable } = await keepMessage(report, sinceLast, watched, options, waits, translate).catch(failed(outboxIn(options.state)));
    if (out === undefined) warnOf(unwritable);
  }
  // If standard output is the only channel and cannot be written, the findings were not reported.
  const isPrintedAlone = waits === null && out === undefined;
  if (isPrintedAlone) {
    printNews(sinceLast, watched, output);
    await requireOutputWritten();
  }
  // The run is saved after the report was written, so that the next run reports its findings otherwise.
  await since.keep().catch(failed(lastRunIn(options.state)));
  if (!isPrintedAlone) printNews(sinceLast, watched, output);
  return hasNewFindings(sinceLast) ? EXIT_CODES.blocked : EXIT_CODES.fine;
}

/** Converts the error of an unwritable state folder to a storage failure, because no output option caused it. */
const unkept = (error: unknown, path: string): unknown =>
  error instanceof ExpectedError && error.failure.code === 'file-not-writable'
    ? new ExpectedError('storage-unusable', { reason: 'other', folder: path })
    : error;

/** Maximum size of an attachment in bytes. Mail servers refuse larger mails, and encoding adds a third. */
const MAX_ATTACHMENT_BYTES = 14 * 1024 * 1024;

/** Stores the message of this run in the outbox, with the report as attachment of a mail. Returns the number of unwritable characters. */
async function keepMessage(
  report: Report,
  sinceLast: SinceLast,
  { lists }: WatchedRun,
  options: WatchOptions,
  { outbox, left }: Waits,
  translate: Translate,
): Promise<{ unwritable: number }> {
  const { run: number, notChecked } = sinceLast;
  const written = left.includes('mail')
    ? await writeReportFile(outbox.attachmentPath(number), report, options)
    : { bytes: 0, unwritable: [] };
  const { bytes } = written;
  const isAttached = bytes > 0 && bytes <= MAX_ATTACHMENT_BYTES;
  const news = {
    ...sinceLast,
    company: report.company,
    day: formatIsoDay(report.today, translate),
    came: [...report.findings].map((finding) => ({ code: finding.code, name: getFindingName(finding, report.directory) })),
    lists: lists.map((list) => formatListName(list, translate)),
    report: isAttached ? 'attached' : bytes > 0 ? 'too-large' : 'none',
  } as const;
  await outbox.keep({
    format: 'tsunagi-outbox',
    version: 1,
    run: number,
    id: randomUUID(),
    at: new Date().toISOString(),
    ...formatWatchMessage(news, translate),
    numbers: { run: number, new: sinceLast.new, back: sinceLast.back.length, fixed: sinceLast.fixed.length, notChecked },
    attachment: isAttached
      ? formatExportName(`つなぎ ${report.company}`.trim().slice(0, 80), options.format, Date.parse(report.today))
      : null,
    left,
    mailed: [],
  });
  return { unwritable: countUnwritable(written) };
}

/** Creates the message that this run could not check anything. It contains no personal names, because the log contains it too. */
function failureMessage({ what, why, next }: PrintedFailure, { company, today }: WatchOptions, translate: Translate): DeliveryMessage {
  const text = [formatIsoDay(today, translate), what, why, next].filter((line) => line !== '').join('\n');
  return {
    id: randomUUID(),
    at: new Date().toISOString(),
    title: translate('watch.title.failed', { company: company ?? 'none' }),
    text: `${text}\n`,
    brief: text,
    numbers: {},
    attachment: null,
  };
}

/** Prints numbers and file names for a system log; only the report contains personal names. */
function printNews(sinceLast: SinceLast, { lists }: WatchedRun, { print, result, translate }: WatchOutput): void {
  const { run: number, new: fresh, back, fixed, notChecked, lostStates } = sinceLast;
  result({ type: 'watch', run: number, new: fresh, back: back.length, fixed: fixed.length, notChecked, ...(lostStates && { lostStates }) });
  print(formatFindingCounts(sinceLast, translate));
  for (const line of formatLostStates(lostStates, translate)) print(line);
  if (notChecked > 0) print(translate('cli.since.notChecked', { count: notChecked }));
  for (const list of lists) print(translate('watch.list', { list: formatListName(list, translate) }));
}

const TIME = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'short' });
/** Formats a time as `2026-11-24 07:00` in Japan. */
const japaneseTime = (at: number): string => TIME.format(at);

const formatListName = ({ name, writtenAt, isFormer = false }: WatchedListName, translate: Translate): string =>
  translate(isFormer ? 'cli.watch.formerListName' : 'cli.watch.listName', { name, at: japaneseTime(writtenAt) });

function optionsOf(values: Values, language: Language): WatchOptions {
  const { state, neo, amazon, organizations, profile, format, encoding, out, company } = values;
  if (neo === undefined && profile === undefined)
    throw UsageError.missing(`${formatRequiredArguments(WATCH_COMMAND)} (--neo LIST | --profile NAME)`);
  if (format !== 'csv' && encoding !== 'utf8') throw UsageError.value(`--format ${format} --encoding ${encoding}`, '--format csv');
  return {
    state,
    places: {
      neo,
      amazon,
      organizations,
      company: profile,
      dataFolder: values['data-dir'],
      mostDays: parseWholeNumberOption('--max-age', values['max-age'], 3650),
    },
    today: parseRunDay(values.today),
    format,
    encoding,
    out,
    company,
    language,
    limit: parseShrinkLimit(values['max-shrink'], true),
    waitMs: parseWaitMs(values.wait),
  };
}

/**
 * Refuses an output file in a list folder, where it could be taken for a list, or one that would overwrite a file named by another option.
 * Throws UsageError.
 */
async function refuseConflictingPath(option: 'out' | 'log', values: Values, translate: Translate): Promise<void> {
  const { [option]: path, out, state, neo, amazon, organizations, words, ca } = values;
  if (path === undefined) return;
  await refuseOverwriting(option, path, { state: lastRunIn(state), words, ca, ...(option === 'log' && { out }) }, translate);
  if (option === 'out' && (await isSameFile(dirname(path), state)))
    throw new UsageError(translate('cli.usage.inState', { given: `--${option}`, path }));
  for (const [list, place] of Object.entries({ neo, amazon, organizations }))
    if (place !== undefined && (await isListFileOfPath(place, path)))
      throw new UsageError(translate('cli.usage.inTheWay', { given: `--${option}`, path, option: `--${list}` }));
}

/** Creates the state folder of the first run if the log is in it. Throws `storage-*`. */
async function makeStateOfLog({ log, state }: Values): Promise<void> {
  if (log !== undefined && (await isSameFile(dirname(log), state))) convertFolderErrors(state, () => makeFolder(state));
}

const lastRunIn = (state: string): string => join(state, 'last.json');
const outboxIn = (state: string): string => join(state, 'outbox');
