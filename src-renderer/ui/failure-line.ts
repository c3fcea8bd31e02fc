import type { Failure } from '#shared/contract/result.ts';

/** Arguments that the texts may ask for; `none` is the branch that leaves the place out of the sentence. */
const ABSENT = Object.fromEntries(
  [
    'ref',
    'file',
    'row',
    'column',
    'columnNumber',
    'field',
    'value',
    'address',
    'status',
    'detail',
    'limit',
    'size',
    'expected',
    'found',
    'name',
    'where',
    'side',
    'people',
    'character',
    'headers',
    'object',
    'why',
    'holder',
    'outcome',
    'profile',
    'company',
    'there',
    'by',
    'message',
    'minutes',
  ].map((name) => [name, 'none']),
);

const MEBIBYTE = 1024 * 1024;

/** The arguments of a failure's texts, complete whatever the failure carries. A column without a name is told by its number. */
export const argumentsOf = ({ code, params, ref }: Failure): Record<string, string | number> => {
  const column = String(params.column ?? '');
  const limit = params.limitMb ?? (code === 'file-too-large' && typeof params.limit === 'number' ? params.limit / MEBIBYTE : undefined);
  return {
    ...ABSENT,
    ...(ref === undefined ? {} : { ref }),
    ...params,
    ...(/^\d+$/.test(column) ? { column: 'none', columnNumber: column } : {}),
    ...(limit === undefined ? {} : { size: limit }),
  };
};

/** The failure as lines for a colleague or a support desk: code, arguments, reference; never a secret. */
export const failureLine = ({ code, params, ref }: Failure): string =>
  [code, ...Object.entries(params).map(([key, value]) => `${key}=${value}`), ...(ref === undefined ? [] : [`ref=${ref}`])].join('\n');
