import type { ConnectionReasonId } from '#shared/domain/integration/connection-test/connection-test.ts';
import type { CxmlStatus } from './cxml-document.ts';

/** Meaning of a status: success, or a reason. */
export type StatusMeaning = 'done' | Extract<ConnectionReasonId, `status-${string}`>;

const MEANINGS: ReadonlyMap<string, StatusMeaning> = new Map(
  Object.entries<StatusMeaning>({
    201: 'status-unfinished',
    280: 'status-unfinished',
    281: 'status-unfinished',
    401: 'status-credentials',
    403: 'status-forbidden',
    409: 'status-conflict',
    450: 'status-not-implemented',
    475: 'status-signature',
    476: 'status-signature',
    477: 'status-signature',
    501: 'status-not-implemented',
    550: 'status-later',
    551: 'status-later',
    560: 'status-later',
  }),
);
const BAD_REQUESTS: ReadonlySet<string> = new Set(['400', '402', '406', '412', '417']);
/** Status codes with which Amazon reports missing data (docs/domain/amazon-cxml.md#setup-request). */
const MAY_NAME_DATA: ReadonlySet<string> = new Set(['400', '403', '406']);

/** Returns the meaning of a status: known codes individually, others by class. Source: docs/domain/amazon-cxml.md#status-codes. */
export function getStatusMeaning({ code, text, detail }: CxmlStatus): StatusMeaning {
  if (MAY_NAME_DATA.has(code) && findMissingData(`${text} ${detail}`).length > 0) return 'status-data-missing';
  const known = MEANINGS.get(code);
  if (known !== undefined) return known;
  if (BAD_REQUESTS.has(code)) return 'status-bad-request';
  if (!/^\d{3}$/.test(code)) return 'status-unknown';
  const classes: Readonly<Record<string, StatusMeaning>> = { 2: 'done', 4: 'status-client-error', 5: 'status-server-error' };
  return classes[code[0] as string] ?? 'status-unknown';
}

/** Returns the data that Amazon's text reports as missing. */
export function findMissingData(said: string): readonly ('email' | 'return-address')[] {
  if (!/missing|required|mandatory|not (found|provided)/i.test(said)) return [];
  return [
    ...(/\be-?mail\b|UserEmail/i.test(said) ? (['email'] as const) : []),
    ...(/hook url|BrowserFormPost/i.test(said) ? (['return-address'] as const) : []),
  ];
}

const WEIGHT: readonly RegExp[] = [/^5/, /^4/, /^(?!2)/, /^2/];
const weightOf = ({ code }: CxmlStatus): number => WEIGHT.findIndex((pattern) => pattern.test(code));

/** Returns the most severe of several statuses; of equal ones, the first. */
export function findMostSevereStatus(statuses: readonly CxmlStatus[]): CxmlStatus | undefined {
  return statuses.toSorted((a, b) => weightOf(a) - weightOf(b))[0];
}

/** Whether several statuses have different meanings. */
export const hasDifferentMeanings = (statuses: readonly CxmlStatus[]): boolean => new Set(statuses.map(getStatusMeaning)).size > 1;
