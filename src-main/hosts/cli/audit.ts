import { parseArgs } from 'node:util';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { audit } from '#shared/domain/readiness/audit.ts';
import { scopeOfFiles } from '#shared/domain/readiness/policy.ts';
import { createTexts, type Language } from '#shared/messages/texts.ts';
import { unwritableLines } from '#shared/messages/unwritable-text.ts';
import { businessDay } from '../../app/business-day.ts';
import type { Report } from '../../app/report-document.ts';
import { unwritableOf } from '../../app/report-unwritable.ts';
import { writeReportFile, writeReportStream } from '../../app/write-report.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { readDirectoryFiles } from './read-directory.ts';
import { failureLines, languageOf } from './speech.ts';

interface AuditOptions {
  readonly neo: string;
  readonly amazon: string;
  readonly organizations: string | undefined;
  readonly companyDomains: readonly string[];
  readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
  readonly today: string;
  readonly format: ReportFormat;
  readonly encoding: ReportEncoding;
  readonly out: string | undefined;
  readonly company: string;
  readonly language: Language;
}

/** A usage error; the text is one line for standard error. */
class UsageError extends Error {}

/** `tsunagi audit`: both files in, findings out. Exit 0 nothing blocks, 1 something blocks, 2 bad usage or input. */
export async function runAudit(args: readonly string[]): Promise<ExitCode> {
  let language = languageOf(undefined);
  try {
    const options = readOptions(args);
    language = options.language;
    const { directory, missingFields } = await readDirectoryFiles(options);
    const { companyDomains, aliasDomains, today, company } = options;
    const result = audit(directory, { email: { ...DEFAULT_EMAIL_POLICY, companyDomains, aliasDomains }, today, inScope: scopeOfFiles });
    const { findings } = result;
    const unseen = { missingFields, groupsWanted: false };
    await writeAudit({ directory, audit: result, findings, count: findings.length, language, company, today, unseen }, options);
    return result.summary.blocked > 0 ? EXIT.blocked : EXIT.fine;
  } catch (error) {
    const texts = createTexts(language);
    if (error instanceof ExpectedError) process.stderr.write(failureLines(error.failure, texts));
    else if (error instanceof UsageError) process.stderr.write(`tsunagi audit: ${error.message}\n${texts('cli.seeHelp')}\n`);
    else throw error;
    return EXIT.badInput;
  }
}

async function writeAudit(report: Report, options: AuditOptions): Promise<void> {
  const written =
    options.out === undefined
      ? await writeReportStream(process.stdout, report, options)
      : await writeReportFile(options.out, report, options);
  const lost = unwritableOf(written, options.encoding);
  if (lost.unwritable === 0) return;
  const texts = createTexts(options.language);
  const named = unwritableLines(lost.characters, lost.unwritableKinds, texts).map((line) => `  ${line}\n`);
  process.stderr.write(`${texts('report.unwritable', { count: lost.unwritable })}\n${named.join('')}`);
}

function readOptions(args: readonly string[]): AuditOptions {
  const { values } = parse(args);
  const { neo, amazon, organizations, out } = values;
  if (neo === undefined || amazon === undefined) throw new UsageError('--neo FILE --amazon FILE');
  const today = values.today ?? businessDay(Date.now());
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today)) || new Date(today).toISOString().slice(0, 10) !== today)
    throw new UsageError(`--today ${today}: YYYY-MM-DD`);
  const format = oneOf('--format', values.format ?? 'json', ['json', 'csv', 'xlsx', 'html']);
  const encoding = oneOf('--encoding', values.encoding ?? 'utf8', ['utf8', 'utf8-bom', 'cp932']);
  if (format !== 'csv' && encoding !== 'utf8') throw new UsageError(`--format ${format} --encoding ${encoding}: --encoding is for csv`);
  if (format === 'xlsx' && out === undefined && process.stdout.isTTY) throw new UsageError('--format xlsx --out FILE');
  return {
    neo,
    amazon,
    organizations,
    companyDomains: listOf(values.domains).map((domain) => domain.toLowerCase()),
    aliasDomains: (values['alias-domain'] ?? []).flatMap(listOf).map(aliasOf),
    today,
    format,
    encoding,
    out,
    company: values.company ?? '',
    language: languageOf(values.lang),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        neo: { type: 'string' },
        amazon: { type: 'string' },
        organizations: { type: 'string' },
        domains: { type: 'string' },
        'alias-domain': { type: 'string', multiple: true },
        today: { type: 'string' },
        format: { type: 'string' },
        encoding: { type: 'string' },
        out: { type: 'string' },
        company: { type: 'string' },
        lang: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function aliasOf(text: string): { from: string; to: string } {
  const [from = '', to = '', ...rest] = text.toLowerCase().split('=');
  if (from === '' || to === '' || rest.length > 0) throw new UsageError(`--alias-domain ${text}: old.example=new.example`);
  return { from, to };
}

function oneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option} ${value}: ${allowed.join(' | ')}`);
  return found;
}
