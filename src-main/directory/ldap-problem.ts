import type { DirectoryReason } from '#shared/domain/integration/connection-test/connection-reasons-directory.ts';
import type { RequestResult } from './answers.ts';
import { DirectoryProblem } from './directory-problem.ts';

/** Result codes of RFC 4511 that have a specific reason. */
const REASONS: Readonly<Record<number, DirectoryReason>> = {
  3: 'directory-time-limit',
  4: 'directory-size-limit',
  8: 'directory-stronger-auth',
  10: 'directory-base-elsewhere',
  11: 'directory-admin-limit',
  13: 'directory-stronger-auth',
  32: 'directory-base-missing',
  34: 'directory-base-malformed',
  49: 'directory-bind-refused',
  50: 'directory-no-right',
  51: 'directory-busy',
  52: 'directory-busy',
};
const LONGEST_DETAIL = 200;

/**
 * Converts a result to a problem; `null` for success. The server's text is included, because only there Active Directory explains why it
 * refused an account.
 */
export function toLdapProblem({ code, text }: RequestResult, during: 'starttls' | 'bind' | 'search'): DirectoryProblem | null {
  if (code === 0) return null;
  const detail = text
    .replace(/[\p{C}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL);
  const params = { code, ...(detail !== '' && { detail }), ...accountState(during, code, text) };
  if (during === 'starttls') return new DirectoryProblem('directory-starttls-refused', params);
  return new DirectoryProblem(REASONS[code] ?? 'directory-code-other', params);
}

/** Codes in Active Directory's text about a refused account. Source: docs/domain/directory.md#codes. */
const ACCOUNT_STATES: Readonly<Record<string, string>> = {
  '525': 'unknown',
  '52e': 'password',
  '530': 'hours',
  '531': 'workstation',
  '532': 'passwordExpired',
  '533': 'disabled',
  '701': 'expired',
  '773': 'mustChange',
  '775': 'locked',
};

function accountState(during: string, code: number, text: string): { readonly account?: string } {
  const data = during === 'bind' && code === 49 ? /\bdata ([0-9a-f]{3,4})\b/i.exec(text)?.[1]?.toLowerCase() : undefined;
  const account = data === undefined ? undefined : ACCOUNT_STATES[data];
  return account === undefined ? {} : { account };
}
