import { realpath } from 'node:fs/promises';
import type { ReportEncoding, ReportFormat } from '#shared/contract/reports.ts';
import { DEFAULT_EMAIL_POLICY, domainOf } from '#shared/domain/email/index.ts';
import { scopeOfFiles } from '#shared/domain/readiness/policy.ts';
import { auditUnsettled } from '#shared/domain/readiness/settled.ts';
import { createTexts, type Language, type Translate } from '#shared/messages/texts.ts';
import { unwritableLines } from '#shared/messages/unwritable-text.ts';
import { businessDay } from '../../app/business-day.ts';
import type { Report } from '../../app/report-document.ts';
import { unwritableOf } from '../../app/report-unwritable.ts';
import { writeReportFile, writeReportStream } from '../../app/write-report.ts';
import { answer, oneOf, readOptions, UsageError } from './arguments.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { LIST_OPTIONS, type ListOptions, listOptionsOf } from './list-options.ts';
import { exitOf } from './outcome.ts';
import { type PreviousLists, previousLists, shrinkFailure } from './previous-lists.ts';
import { readDirectoryFiles } from './read-directory.ts';
import { failureLines } from './speech.ts';

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
  readonly lists: ListOptions;
  readonly previous: PreviousLists | null;
}

/** `tsunagi audit`: both files in, findings out. Exit 0 nothing blocks, 1 something blocks, 2 bad usage or input, 4 people of an earlier list are gone. */
export const runAudit = (args: readonly string[]): Promise<ExitCode> =>
  answer('audit', args, async (translate, language) => {
    const options = await readAuditOptions(args, language, translate);
    await refuseToOverwrite(options, translate);
    const { companyDomains, aliasDomains, today, company } = options;
    const email = { ...DEFAULT_EMAIL_POLICY, companyDomains, aliasDomains };
    const lists = { ...options.lists, translate, warn: (lines: string) => void process.stderr.write(lines) };
    const shrunk = options.previous === null ? null : await shrinkFailure(options.previous, options, lists);
    if (shrunk !== null) {
      process.stderr.write(failureLines(shrunk, translate));
      return exitOf(shrunk);
    }
    const { directory, missingFields, settled, cut } = await readDirectoryFiles(options, email, lists);
    for (const { file, cut: row } of cut) lists.warn(`${file}: ${translate('error.list-cut.what', { ...row })}\n`);
    const result = auditUnsettled(directory, settled, { email, today, inScope: scopeOfFiles });
    const { findings } = result;
    const unseen = { missingFields, groupsWanted: false };
    await writeAudit({ directory, audit: result, findings, count: findings.length, language, company, today, unseen }, options);
    return result.summary.blocked > 0 ? EXIT.blocked : EXIT.fine;
  });

/** A report that replaces one of its own lists would cost the only copy of it. */
async function refuseToOverwrite({ neo, amazon, organizations, out }: AuditOptions, translate: Translate): Promise<void> {
  const target = out === undefined ? null : await realpath(out).catch(() => null);
  if (target === null) return;
  for (const [option, path] of Object.entries({ neo, amazon, organizations }))
    if (path !== undefined && (await realpath(path).catch(() => null)) === target)
      throw new UsageError(translate('cli.usage.overwrites', { out: out as string, option: `--${option}` }));
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

async function readAuditOptions(args: readonly string[], language: Language, translate: Translate): Promise<AuditOptions> {
  const values = readOptions(args, OPTIONS, translate);
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
    companyDomains: listOf(values.domains).map((domain) => companyDomain('--domains', domain, 'a.co.jp,b.co.jp')),
    aliasDomains: (values['alias-domain'] ?? []).flatMap(listOf).map(aliasOf),
    today,
    format,
    encoding,
    out,
    company: values.company ?? '',
    language,
    previous: previousLists(values['previous-neo'], values['previous-amazon'], values['max-shrink']),
    lists: await listOptionsOf(values, translate),
  };
}

const OPTIONS = {
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
  'previous-neo': { type: 'string' },
  'previous-amazon': { type: 'string' },
  'max-shrink': { type: 'string' },
  ...LIST_OPTIONS,
} as const;

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A domain as it is compared. Anything else than a domain with a dot would quietly match nobody. */
function companyDomain(option: string, text: string, example: string): string {
  const bare = text.trim().replace(/^@/, '');
  const domain = bare.includes('@') ? '' : domainOf(`@${bare}`);
  if (!/^[^\s@/:.]+(?:\.[^\s@/:.]+)+$/u.test(domain)) throw new UsageError(`${option} ${text.slice(0, 60)}: ${example}`);
  return domain;
}

function aliasOf(text: string): { from: string; to: string } {
  const example = 'old.example=new.example';
  const [from = '', to = '', ...rest] = text.split('=');
  if (rest.length > 0) throw new UsageError(`--alias-domain ${text.slice(0, 60)}: ${example}`);
  return { from: companyDomain('--alias-domain', from, example), to: companyDomain('--alias-domain', to, example) };
}
