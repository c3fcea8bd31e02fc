import type { SkippedFix } from '#shared/contract/fixes/fix-files.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';

/** Numbers of invited accounts, of invitations that replace another account, and of changed accounts. */
export interface AmazonRequestCounts {
  readonly invited: number;
  readonly oldAccounts: number;
  readonly changed: number;
}

/** Columns of the report about an export. */
export const FIX_REPORT_COLUMNS = [
  'result',
  'side',
  'name',
  'neoUserId',
  'loginId',
  'from',
  'to',
  'oldAccount',
  'file',
  'row',
  'found',
  'change',
  'fromGroup',
  'toGroup',
] as const;

/** Counts the requests to Amazon in an export; all zero for NEO. */
export function countAmazonRequests(
  side: Fix['side'],
  places: ReadonlyMap<string, unknown>,
  fixes: ReadonlyMap<string, Fix>,
): AmazonRequestCounts {
  const asked = side === 'neo' ? [] : [...places.keys()].flatMap((person) => fixes.get(person) ?? []);
  const invited = asked.filter(({ account }) => account === null);
  const oldAccounts = invited.filter(({ oldAccount }) => oldAccount !== '').length;
  return { invited: invited.length, oldAccounts, changed: asked.length - invited.length };
}

/** Yields a row for each person in the files with file and row number, then for each person left out with the reason. */
export function* generateFixReportRows(
  fixes: ReadonlyMap<string, Fix>,
  side: Fix['side'],
  places: ReadonlyMap<string, { file: string; row: number }>,
  leftOut: readonly SkippedFix[],
): Generator<readonly string[]> {
  const line = (fix: Fix | undefined, result: string, file: string, row: number | null, found: string): readonly string[] => [
    result,
    side,
    fix?.name ?? '',
    fix?.neoUserId ?? '',
    fix?.loginId ?? '',
    fix?.from ?? '',
    fix?.to ?? '',
    fix?.oldAccount ?? '',
    file,
    row === null ? '' : String(row),
    found,
    fix?.account?.kind ?? '',
    fix?.account?.from ?? '',
    fix?.account?.group ?? '',
  ];
  for (const [person, { file, row }] of places) yield line(fixes.get(person), 'written', file, row, '');
  for (const { person, why, row, found } of leftOut) yield line(fixes.get(person), why, '', row, found);
}
