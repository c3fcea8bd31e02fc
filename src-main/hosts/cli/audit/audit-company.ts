import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ListSource } from '#shared/contract/companies/companies.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { Language, Translate } from '#shared/messages/texts.ts';
import { UsageError } from '../arguments.ts';
import { type CommandCompany, openCompanyCopy } from '../company/command-company.ts';
import { readOrWarn } from '../lists/connected-directory.ts';
import type { AUDIT_COMMAND, OptionValues } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { getUnwritableOfJob } from '../output/job-loss.ts';
import type { Output } from '../output/output.ts';
import { ignoreClosedPipe } from '../output/standard-output.ts';
import { warnUnwritableCharacters } from '../output/unwritable-note.ts';

type Values = OptionValues<typeof AUDIT_COMMAND.options>;

const REPORT_SORT = { by: 'severity', direction: 'descending' } as const;

/** Options that can be combined with a company's own lists; all others concern list files. */
const COMPANY_OPTIONS: ReadonlySet<string> = new Set(['profile', 'data-dir', 'format', 'encoding', 'out', 'json', 'quiet', 'lang']);

/**
 * `tsunagi audit --profile NAME` without lists: audits the company's own lists with its settings and decisions, like its window. Reads the
 * connected directory first. Works on a copy, so the folder is unchanged, also beside an open window. Exit 0 = no person is blocked, 1 = at least one is.
 */
export async function auditCompany(values: Values, language: Language, translate: Translate, output: Output): Promise<ExitCode> {
  const { profile: wanted = '', format, encoding, out } = values;
  const defaults: Readonly<Record<string, unknown>> = { format: 'json', encoding: 'utf8' };
  for (const [option, value] of Object.entries(values)) {
    const isGiven = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false && value !== defaults[option];
    if (isGiven && !COMPANY_OPTIONS.has(option)) throw new UsageError(translate('cli.usage.ofFiles', { option: `--${option}` }));
  }
  if (format !== 'csv' && encoding !== 'utf8') throw UsageError.value(`--format ${format} --encoding ${encoding}`, '--format csv');
  if (format === 'xlsx' && out === undefined && process.stdout.isTTY) throw UsageError.missing('--out FILE');
  output.progress({ phase: 'reading-file', done: 0, total: null });
  const opened = await openCompanyCopy(wanted, values['data-dir']);
  const { call, finish, saveFile, streamFile, close } = opened;
  try {
    await readDirectory(opened, output);
    output.progress({ phase: 'auditing', done: 0, total: null });
    const { sources } = await call('companies.current', {});
    const sides = new Set(sources.map(({ side }) => side));
    if (!sides.has('neo') || !sides.has('amazon')) throw new ExpectedError('analysis-no-people');
    printSources(sources, output);
    const order = { format, encoding, language, filter: { ...EMPTY_FINDING_FILTER, triage: 'all' }, sort: REPORT_SORT } as const;
    // Only the report is written to standard output.
    const written = await finish(call('reports.write', order), { signal: new AbortController().signal, report: output.progress });
    const readiness = await call('readiness.summary', {});
    if (readiness === null) throw new ExpectedError('analysis-no-people');
    output.progress(null);
    if (out === undefined) await streamFile(written['token'], process.stdout).catch(ignoreClosedPipe);
    else await saveFile(written['token'], out);
    warnUnwritableCharacters(getUnwritableOfJob(written), output);
    return readiness.blocked > 0 ? EXIT_CODES.blocked : EXIT_CODES.fine;
  } finally {
    await close();
  }
}

/** Reads the connected directory into the copy. The demo company's directory is only served by its window. */
async function readDirectory({ company, call, finish }: CommandCompany, output: Output): Promise<void> {
  if (company.kind === 'demo' || (await call('connections.directory', {})).server === null) return;
  const { sources } = await call('companies.current', {});
  const storedAt = sources.find(({ side }) => side === 'directory')?.takenAt ?? null;
  await readOrWarn((signal) => finish(call('imports.readDirectory', {}), { signal, report: output.progress }), { storedAt, output });
  output.progress(null);
}

/** Prints the dates of the lists that the result is based on. */
function printSources(sources: readonly ListSource[], { note, translate }: Output): void {
  for (const { side, label, takenAt } of sources)
    note(translate('cli.audit.source', { side, label, at: `${takenAt.slice(0, 16).replace('T', ' ')} UTC` }));
}
