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

/**
 * Requests of a file, which may hold codes in the column of ids: what is the id of somebody of another name says nothing of who applied, and
 * is taken away. A name may stand among more, as an organisation. `people` = those who have an id on the list of the day.
 */
export function withoutOthersIds<T extends Pick<ServerOrder, 'applicantId' | 'applicantName'>>(
  orders: readonly T[],
  people: Iterable<{ readonly id: string; readonly name: string }>,
): readonly T[] {
  const names = new Map<string, string>();
  for (const { id, name } of people) if (!names.has(id)) names.set(id, name);
  return orders.map((order) => {
    const name = names.get(order.applicantId);
    return name === undefined || isNamed(order.applicantName, name) ? order : { ...order, applicantId: '' };
  });
}

/** Whether a name as a file writes it can be a person's; where either is blank nothing speaks against it. */
function isNamed(written: string, name: string): boolean {
  const [a, b] = [foldName(written), foldName(name)];
  return a.includes(b) || b.includes(a);
}
