import type { Failure } from '#shared/contract/result.ts';

/** Arguments that the texts may ask for; `none` is the branch that leaves the place out of the sentence. */
const ABSENT = Object.fromEntries(
  ['ref', 'file', 'row', 'column', 'field', 'value', 'address', 'status', 'detail', 'limit'].map((name) => [name, 'none']),
);

/** The arguments of a failure's texts, complete whatever the failure carries. */
export const argumentsOf = ({ params, ref }: Failure): Record<string, string | number> => ({ ...ABSENT, ...(ref === undefined ? {} : { ref }), ...params });

/** The failure as lines for a colleague or a support desk: code, arguments, reference; never a secret. */
export const failureLine = ({ code, params, ref }: Failure): string =>
  [code, ...Object.entries(params).map(([key, value]) => `${key}=${value}`), ...(ref === undefined ? [] : [`ref=${ref}`])].join('\n');
