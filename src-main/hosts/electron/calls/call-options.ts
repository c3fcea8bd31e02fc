import type { CallOptions } from '#shared/contract/client.ts';

const MAX_LENGTH = 100;
const isText = (value: unknown): value is string | undefined =>
  value === undefined || (typeof value === 'string' && value.length <= MAX_LENGTH);

/** Parses call options from a page; `null` if they are invalid. */
export function readCallOptions(options: unknown): CallOptions | null {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return null;
  const { company, callId, ...more } = options as Readonly<Record<string, unknown>>;
  return isText(company) && isText(callId) && Object.keys(more).length === 0 ? { company, callId } : null;
}
