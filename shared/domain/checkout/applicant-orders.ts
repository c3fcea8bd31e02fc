import { foldName } from '../directory/names.ts';
import type { ServerOrder } from './order.ts';

/** The requests of one person in a list of orders. */
export interface ApplicantOrders<T> {
  readonly own: readonly T[];
  /** Number of requests without a usable applicant id, and how many of them have this person's name. */
  readonly untold: number;
  readonly ofSameName: number;
}

/**
 * Returns the requests of one person, matched by id, because a name is not unique. `isListed`: whether an id exists in NEO's list; files
 * may contain login names or codes in the id column.
 */
export function findApplicantOrders<T extends Pick<ServerOrder, 'applicantId' | 'applicantName'>>(
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
 * Clears applicant ids that belong to a person with another name: files may hold codes in the id column. `people` are the people with an
 * id in the list of that day.
 */
export function clearMismatchedIds<T extends Pick<ServerOrder, 'applicantId' | 'applicantName'>>(
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

/** True if a written name can be the person's name; a blank on either side never contradicts. */
function isNamed(written: string, name: string): boolean {
  const [a, b] = [foldName(written), foldName(name)];
  return a.includes(b) || b.includes(a);
}
