import type { ReasonFound } from '../domain/integration/connection-test/connection-test.ts';

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
    'place',
    'position',
    'used',
    'way',
    'ending',
    'module',
    'places',
    'account',
    'attribute',
    'count',
  ].map((name) => [name, 'none']),
);

/** How values are written where the reason is read. */
export interface ReasonWords {
  /** An ISO moment as a date. */
  date(iso: string): string;
  /** A field of a user by its key below `field.neo-users`. */
  field(key: string): string;
  list(items: readonly string[]): string;
}

/** A list of fields of the domain, as results carry it (`loginId, workEmail`), in the reader's words. */
export const fieldsInWords = (fields: string, { field, list }: Pick<ReasonWords, 'field' | 'list'>): string =>
  list(fields.split(', ').map((name) => field(name === 'organizations' ? 'organization' : name)));

/** The arguments of a reason's texts, complete for any parameters. */
export const reasonArguments = ({ params }: ReasonFound, words: ReasonWords): Record<string, string | number> => {
  const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''));
  const { expires, fields } = given;
  return {
    ...ABSENT,
    ...given,
    ...(typeof expires === 'string' && { expires: words.date(expires) }),
    ...(typeof fields === 'string' && { fields: fieldsInWords(fields, words) }),
  };
};
