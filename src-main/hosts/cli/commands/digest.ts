import type { Company } from '#shared/contract/companies/companies.ts';
import type { Digest } from '#shared/contract/orders/notices.ts';
import { toPrintableJson, toPrintableLines, toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';
import { formatDeadline, formatDigestResult, formatListAges } from '#shared/messages/digest-words.ts';
import { formatIsoDay } from '#shared/messages/reason-text.ts';
import type { Language, Translate } from '#shared/messages/texts.ts';
import { writeAtomically } from '../../../files/atomic-file.ts';
import { generateTablePageChunks } from '../../../files/reports/html-table-page.ts';
import { runCommand, UsageError } from '../arguments.ts';
import { openCompanyToRead } from '../company/command-company.ts';
import { DIGEST_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';

const MAX_DAYS = 366;

/**
 * `tsunagi digest`: prints deadlines of the next days, for a scheduler. Read-only, so it runs beside an open console. Exit 0 nothing to do,
 * 1 something to do, 2 bad usage or an unreadable company.
 */
export const runDigest = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(DIGEST_COMMAND, args, async ({ values, translate, language }) => {
    const { profile: wanted, out, json, format = json ? 'json' : 'text' } = values;
    const days = daysOf(values.days);
    const { call, company, close } = await openCompanyToRead(wanted, values['data-dir']);
    try {
      const digest = await call('notices.digest', { days });
      const chunks = CHUNKS[format]({ digest, company, translate, language });
      if (out === undefined) for (const chunk of chunks) process.stdout.write(chunk);
      else await writeAtomically(out, chunks);
      return digest.locksOver > 0 || digest.deadlines.some(({ lost }) => lost) ? EXIT_CODES.blocked : EXIT_CODES.fine;
    } finally {
      await close();
    }
  });

function daysOf(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (!(days <= MAX_DAYS)) throw UsageError.value(`--days ${text}`, `0 - ${MAX_DAYS}`);
  return days;
}

interface DigestOutput {
  readonly digest: Digest;
  readonly company: Company;
  readonly translate: Translate;
  readonly language: Language;
}

type Chunks = Generator<Uint8Array, { bytes: number }>;

const CHUNKS: Readonly<Record<'text' | 'json' | 'html', (given: DigestOutput) => Chunks>> = {
  text: ({ digest, company, translate }) => {
    const lines = [
      `${toPrintableText(company.name)}  ${formatIsoDay(digest.today, translate)}`,
      formatDigestResult(digest, translate),
      ...(digest.locksOver === 0 ? [] : [translate('digest.locksOver', { count: digest.locksOver })]),
      ...formatListAges(digest, translate),
    ];
    for (const deadline of digest.deadlines) {
      const { day, left, what, action } = formatDeadline(deadline, digest.at, translate);
      lines.push('', translate('digest.line', { day, left, what }), `  ${action}`);
    }
    return encoded(toPrintableLines(`${lines.join('\n')}\n`));
  },
  json: ({ digest, company }) =>
    encoded(`${toPrintableJson(JSON.stringify({ company: { id: company.id, name: company.name }, ...digest }, null, 2))}\n`),
  html: ({ digest, company, translate, language }) =>
    generateTablePageChunks({
      language,
      title: translate('digest.title'),
      company: toPrintableText(company.name),
      day: formatIsoDay(digest.today, translate),
      foot: `${toPrintableText(company.name)} ${translate('digest.title')}`,
      answer: [formatDigestResult(digest, translate), ...formatListAges(digest, translate)].join(translate('reason.joint')),
      facts:
        digest.locksOver === 0
          ? []
          : [{ label: translate('digest.fact.locksOver'), value: translate('digest.requests', { count: digest.locksOver }) }],
      sections:
        digest.deadlines.length === 0
          ? []
          : [
              {
                title: translate('digest.list', { until: formatIsoDay(digest.until, translate) }),
                hint: '',
                widths: [19, 12, 31, 38],
                headings: (['day', 'left', 'what', 'action'] as const).map((column) => translate(`digest.column.${column}`)),
                rows: digest.deadlines.map((deadline) => {
                  const { day, left, what, action } = formatDeadline(deadline, digest.at, translate);
                  return [day, left, what, action];
                }),
              },
            ],
      signatures: [],
    }),
};

function* encoded(text: string): Chunks {
  const bytes = new TextEncoder().encode(text);
  yield bytes;
  return { bytes: bytes.length };
}
