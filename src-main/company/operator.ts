import { userInfo } from 'node:os';

/** The system account of the user; `''` if unknown. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** A person in records: the given name, with the account. */
export const personText = (name: string, account: string): string =>
  name === '' ? account : account === '' || account === name ? name : `${name} (${account})`;

/** The name from the settings, else from `TSUNAGI_OPERATOR`; `''` = none. */
export const givenName = (settings: { readonly operatorName: string }, env: NodeJS.ProcessEnv): string =>
  settings.operatorName === '' ? (env['TSUNAGI_OPERATOR'] ?? '').trim().slice(0, LONGEST_NAME) : settings.operatorName;

/** Maximum characters of a name. */
export const LONGEST_NAME = 60;
