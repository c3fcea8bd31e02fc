import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ErrorCode } from '#shared/contract/call/result.ts';

interface Listed<C> {
  readonly companies: readonly C[];
  readonly unreadable: readonly { readonly file: string; readonly code: ErrorCode }[];
}

/** Pattern of a company id, which is also the name of the company's file. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Returns the company with an id or name. Throws company-not-found, or the error of an unreadable company file, because the name could be
 * stored in that file.
 */
export function requireWantedCompany<C extends { readonly id: string; readonly name: string }>(
  wanted: string,
  { companies, unreadable }: Listed<C>,
): C {
  const company = companies.find(({ id }) => id === wanted) ?? companies.find(({ name }) => name === wanted);
  if (company !== undefined) return company;
  const own = unreadable.find(({ file }) => file.startsWith(wanted)) ?? (ID.test(wanted) ? undefined : unreadable[0]);
  throw new ExpectedError(own?.code ?? 'company-not-found');
}
