import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { auditDirectory as auditAll } from '#shared/domain/readiness/audit.ts';
import { auditWithoutPrematched } from '#shared/domain/readiness/prematched.ts';
import { findFormerDomains } from '#shared/domain/readiness/suggestions/former-domains.ts';
import type { ChangeLimit } from '#shared/domain/sync/guards/guard-types.ts';
import type { Language, Translate } from '#shared/messages/texts.ts';
import type { Report } from '../../../app/reports/report-document.ts';
import { writeReportFile, writeReportStream } from '../../../app/reports/write-report.ts';
import { runCommand, UsageError } from '../arguments.ts';
import { parseCompanyDomains, parseRunDay } from '../audit/audit-options.ts';
import { type ListOptions, parseListOptions } from '../lists/list-options.ts';
import { findShrinkFailure, type PreviousLists, parseShrinkLimit, toPreviousLists } from '../lists/previous-lists.ts';
import { readDirectoryFiles } from '../lists/read-directory.ts';
import { AUDIT_COMMAND, type OptionValues } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { refuseOverwriting } from '../options/refuse-overwriting.ts';
import { getFailureExitCode } from '../output/outcome.ts';
import type { Output } from '../output/output.ts';
import { toPrintedFailure } from '../output/printed-failure.ts';
import { ignoreClosedPipe } from '../output/standard-output.ts';
import { warnUnwritable } from '../output/unwritable-note.ts';

interface AuditOptions {
  readonly neo: string;
  readonly amazon: string;
  readonly organizations: string | undefined;
  readonly directory: string | undefined;
  readonly companyDomains: readonly string[];
  readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
  readonly today: string;
  readonly format: ReportFormat;
  readonly encoding: ReportEncoding;
  readonly out: string | undefined;
  readonly company: string;
  readonly language: Language;
  readonly lists: ListOptions;
  readonly previous: PreviousLists | null;
  /** File that stores the last run. If given, only differences from it are reported. */
  readonly sinceLast: string | undefined;
  readonly limit: ChangeLimit;
}

/**
 * `tsunagi audit`: reads both files, and the company directory if given, and writes findings. Exit 0 nothing blocks, 1 something blocks,
 * 2 bad usage or input, 4 people of an earlier list are missing. With `--profile` alone the company's own lists are audited. With
 * `--since-last` only new and returned findings are listed, and 1 means that there are some.
 */
export const runAudit = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(AUDIT_COMMAND, args, async ({ values, translate, language, output }) => {
    if (values.neo === undefined && values.amazon === undefined && values.profile !== undefined)
      return (await import('../audit/audit-company.ts')).auditCompany(values, language, translate, output);
    const options = await readAuditOptions(values, language, translate);
    const { neo, amazon, organizations, directory: staff, words, 'since-last': last } = values;
    const earlier = { 'previous-neo': values['previous-neo'], 'previous-amazon': values['previous-amazon'] };
    const others = { neo, amazon, organizations, directory: staff, words, ...earlier, 'since-last': last };
    await refuseOverwriting('out', values.out, others, translate);
    const { companyDomains, aliasDomains, today, company } = options;
    const email = { ...DEFAULT_EMAIL_POLICY, companyDomains, aliasDomains };
    const lists = { ...options.lists, translate, warn: output.warn };
    const shrunk = options.previous === null ? null : await findShrinkFailure(options.previous, options, lists);
    if (shrunk !== null) {
      output.fail(toPrintedFailure(shrunk, translate));
      return getFailureExitCode(shrunk);
    }
    output.progress({ phase: 'reading-file', done: 0, total: null });
    const read = await readDirectoryFiles(options, email, lists);
    const { directory, directoryPeople, missingFields, missingNeoFields, missingDirectoryFields, prematched, cut, withoutRows } = read;
    const [short] = cut;
    if (short !== undefined && options.sinceLast !== undefined) throw new ExpectedError('list-cut', { file: short.file, ...short.cut });
    for (const { file, cut: row } of cut) lists.warn(`${translate('error.list-cut.what', { file, ...row })}\n`);
    output.progress({ phase: 'auditing', done: 0, total: null });
    const policy = { email, today };
    // The directory may show that a person left whose row was prematched in both lists.
    const result =
      directoryPeople === undefined
        ? auditWithoutPrematched(directory, prematched, policy)
        : auditAll(directory, policy, null, { directoryPeople });
    const since = options.sinceLast === undefined ? null : await openSince(options.sinceLast, options.limit);
    const staffFields = missingDirectoryFields && { directory: missingDirectoryFields };
    const missing = { neo: missingNeoFields, amazon: missingFields, ...staffFields, withoutRows };
    const compared = since?.compare(directory, result, missing) ?? {
      audit: result,
      findings: result.findings,
      sinceLast: null,
    };
    output.progress(null);
    const unseen = { missingFields, missingNeoFields, groups: {} };
    const { audit, findings } = compared;
    const report = { directory, audit, findings, count: findings.length, language, company, today, unseen };
    const isTold = await writeAudit(report, options, output);
    // The run is saved only after its report was written completely, so that the next run reports its findings otherwise.
    if (since !== null && compared.sinceLast !== null) {
      if (isTold) await since.keep();
      const { formatFindingsSinceLastRun, hasNewFindings: hasCome } = await import('../audit/since-last.ts');
      output.note(formatFindingsSinceLastRun(compared.sinceLast, translate));
      return hasCome(compared.sinceLast) ? EXIT_CODES.blocked : EXIT_CODES.fine;
    }
    for (const { from, to, people } of findFormerDomains(directory, result, email))
      output.note(translate('cli.audit.formerDomain', { from, to, count: people }));
    return result.summary.blocked > 0 ? EXIT_CODES.blocked : EXIT_CODES.fine;
  });

/** Loads the module for comparing with the last run only if it is needed. */
async function openSince(path: string, limit: ChangeLimit) {
  const { createRunComparison } = await import('../audit/since-last.ts');
  return createRunComparison(path, limit);
}

/** Returns whether the report was written completely: the reader of standard output may close it early. */
async function writeAudit(report: Report, options: AuditOptions, output: Output): Promise<boolean> {
  const written =
    options.out === undefined
      ? await writeReportStream(process.stdout, report, options).catch(ignoreClosedPipe)
      : await writeReportFile(options.out, report, options);
  if (written === null) return false;
  warnUnwritable(written, options.encoding, output);
  return true;
}

async function readAuditOptions(
  values: OptionValues<typeof AUDIT_COMMAND.options>,
  language: Language,
  translate: Translate,
): Promise<AuditOptions> {
  const { neo, amazon, organizations, directory, out, format, encoding } = values;
  if (neo === undefined || amazon === undefined) throw UsageError.missing('--neo FILE --amazon FILE | --profile NAME');
  const today = parseRunDay(values.today);
  if (format !== 'csv' && encoding !== 'utf8') throw UsageError.value(`--format ${format} --encoding ${encoding}`, '--format csv');
  const { 'since-last': sinceLast, 'previous-neo': before, 'previous-amazon': amazonBefore } = values;
  const limit = parseShrinkLimit(values['max-shrink'], (sinceLast ?? before ?? amazonBefore) !== undefined);
  if (format === 'xlsx' && out === undefined && process.stdout.isTTY) throw UsageError.missing('--out FILE');
  return {
    neo,
    amazon,
    organizations,
    directory,
    ...parseCompanyDomains(values),
    today,
    format,
    encoding,
    out,
    company: values.company ?? '',
    language,
    previous: toPreviousLists(values['previous-neo'], values['previous-amazon'], limit),
    sinceLast,
    limit,
    lists: await parseListOptions(values, translate),
  };
}
