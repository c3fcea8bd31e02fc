import type { Failure } from '#shared/contract/call/result.ts';

/** A failure as text for a colleague or a support desk: code, arguments, reference; never a secret. */
export const formatFailureLine = ({ code, params, ref }: Failure): string =>
  [code, ...Object.entries(params).map(([key, value]) => `${key}=${value}`), ...(ref === undefined ? [] : [`ref=${ref}`])].join('\n');
