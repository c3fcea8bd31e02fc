import { foldName } from '../directory/names.ts';
import type { ServerOrder } from './order.ts';

/** What a reading tells of one person's requests. */
export interface ApplicantOrders<T> {
  readonly own: readonly T[];
  /** Requests whose applicant nobody can tell, so that each may be this person's; and those of them that bear the person's name. */
  readonly untold: number;
  readonly ofSameName: number;
}

/**
 * The requests of one person. A name proves nothing, since two people may share it. `isListed` tells whether an id can be somebody's at all:
 * a file may write login names or codes in the column of ids.
 */
export function ordersOfApplicant<T extends Pick<ServerOrder, 'applicantId' | 'applicantName'>>(
  orders: readonly T[],
  { id, name }: { readonly id: string; readonly name: string },
  isListed: (id: string) => boolean,
): ApplicantOrders<T> {
  const untold = orders.filter(({ applicantId }) => applicantId === '' || !isListed(applicantId));
  const folded = foldName(name);
  return {
    own: orders.filter(({ applicantId }) => applicantId === id && id !== ''),
    untold: untold.length,
    ofSameName: folded === '' ? 0 : untold.filter(({ applicantName }) => foldName(applicantName) === folded).length,
  };
}
