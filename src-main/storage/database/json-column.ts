import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';

/** Limits for parsing; stored values are nested less than half as deep. A restored file is untrusted. */
const LIMITS = { depth: 100, entries: 20_000_000 } as const;

/** Parses a JSON column of a company's file. Throws `company-file-corrupt` for a text that no console wrote. */
export function readJsonColumn(text: unknown): unknown {
  const reading = readBoundedJson(String(text), LIMITS);
  if (reading.kind === 'refused') throw new ExpectedError('company-file-corrupt', { exists: 1 });
  return reading.value;
}

/** Parses the column with the body of an object; `null` = the object does not exist. Throws like `readObjectColumn`. */
export const readBodyColumn = (text: unknown): Body | null => (text === null ? null : (readObjectColumn(text) as unknown as Body));

/** Parses a JSON column that must contain an object. Throws `company-file-corrupt` for any other value. */
export function readObjectColumn(text: unknown): Readonly<Record<string, unknown>> {
  const value = readJsonColumn(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ExpectedError('company-file-corrupt', { exists: 1 });
  return value as Readonly<Record<string, unknown>>;
}
