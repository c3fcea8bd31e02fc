import type { ReasonFound } from '../domain/integration/connection-test.ts';

/** Arguments that the texts of reasons may ask for; `none` is the branch that leaves the place out of the sentence. */
const ABSENT: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'host',
    'port',
    'code',
    'proxy',
    'target',
    'status',
    'schemes',
    'given',
    'issuer',
    'subject',
    'expires',
    'product',
    'phase',
    'days',
    'detail',
    'location',
    'user',
    'title',
    'seconds',
    'direction',
    'api',
    'errorno',
    'fields',
    'text',
    'sample',
    'scheme',
    'character',
    'side',
    'address',
    'field',
    'codes',
    'day',
    'missing',
    'position',
  ].map((name) => [name, 'none']),
);

/** The arguments of a reason's texts, complete whatever it carries. `date` writes an ISO moment as the interface does. */
export const reasonArguments = ({ params }: ReasonFound, date: (iso: string) => string): Record<string, string | number> => {
  const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''));
  const expires = given['expires'];
  return { ...ABSENT, ...given, ...(typeof expires === 'string' ? { expires: date(expires) } : {}) };
};
