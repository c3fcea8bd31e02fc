import type { ConnectionReason } from '../domain/integration/connection-test/connection-test.ts';

/** All arguments used by texts of reasons. The value `none` selects the variant of a text without the argument. */
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
    'message',
    'minutes',
    'httpStatus',
    'part',
  ].map((name) => [name, 'none']),
);

/** Functions that format values for the place where the reason is displayed. */
export interface ReasonFormatters {
  /** Formats an ISO time as a date. */
  date(iso: string): string;
  /** Returns the name of a user's field by its key below `field.neo-users`. */
  field(key: string): string;
  list(items: readonly string[]): string;
}

/** Formats a list of field ids in a result (`loginId, workEmail`) with their displayed names. */
export const formatFieldNames = (fields: string, { field, list }: Pick<ReasonFormatters, 'field' | 'list'>): string =>
  list(fields.split(', ').map((name) => field(name === 'organizations' ? 'organization' : name)));

/** Arguments for the texts of a reason, complete for any parameters. */
export const buildReasonArguments = ({ params }: ConnectionReason, words: ReasonFormatters): Record<string, string | number> => {
  const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''));
  const { expires, fields } = given;
  return {
    ...ABSENT,
    ...given,
    ...(typeof expires === 'string' && { expires: words.date(expires) }),
    ...(typeof fields === 'string' && { fields: formatFieldNames(fields, words) }),
  };
};
