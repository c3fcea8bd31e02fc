import type { MarkState } from '#renderer/ui/index.ts';
import type { AmazonUserRequestRow } from '#shared/contract/fixes/amazon-users.ts';

export const SHOWN_RESULTS = 500;

type State = AmazonUserRequestRow['state'];

export const RESULT_MARKS: Readonly<Record<State, MarkState>> = { created: 'ready', refused: 'block', unknown: 'risk', sent: 'note' };
const ORDER: readonly State[] = ['unknown', 'refused', 'sent', 'created'];

/** Returns the results that need attention first; those of one state stay in their order. */
export const sortResults = (rows: readonly AmazonUserRequestRow[]): readonly AmazonUserRequestRow[] =>
  rows.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));

/** Returns Amazon's answer in parts; without an answer, that there was none. */
export function listFailureParts(
  failure: AmazonUserRequestRow['failure'],
  formatStatus: (status: number) => string,
  lost: string,
): readonly string[] {
  if (failure === null) return [];
  const { httpStatus, code, message } = failure;
  return httpStatus === 0 ? [lost] : [formatStatus(httpStatus), code, message].filter((text) => text !== '');
}
