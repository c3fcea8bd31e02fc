import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';

/** Nothing that a console stores is nested half as deep. A restored file may come from anyone. */
const LIMITS = { depth: 100, entries: 20_000_000 } as const;

/** The value in a JSON column of a company's file. Throws `company-file-corrupt` for a text that no console wrote. */
export function readJsonColumn(text: unknown): unknown {
  const reading = readBoundedJson(String(text), LIMITS);
  if (reading.kind === 'refused') throw new ExpectedError('company-file-corrupt', { exists: 1 });
  return reading.value;
}

/** The body of an object in a column; `null` = the object does not exist. Throws as `readObjectColumn`. */
export const readBodyColumn = (text: unknown): Body | null => (text === null ? null : (readObjectColumn(text) as unknown as Body));

/** The object in a JSON column. Throws `company-file-corrupt` for any other value. */
export function readObjectColumn(text: unknown): Readonly<Record<string, unknown>> {
  const value = readJsonColumn(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ExpectedError('company-file-corrupt', { exists: 1 });
  return value as Readonly<Record<string, unknown>>;
}
