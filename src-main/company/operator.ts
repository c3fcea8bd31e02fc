import { userInfo } from 'node:os';

/** Returns the name of the system account of this process; `''` if unknown. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** Formats a person for records: the entered name followed by the account. */
export const personText = (name: string, account: string): string =>
  name === '' ? account : account === '' || account === name ? name : `${name} (${account})`;

/** Returns the operator name of the settings, else that of `TSUNAGI_OPERATOR`; `''` = none. */
export const givenName = (settings: { readonly operatorName: string }, env: NodeJS.ProcessEnv): string =>
  settings.operatorName === '' ? (env['TSUNAGI_OPERATOR'] ?? '').trim().slice(0, LONGEST_NAME) : settings.operatorName;

/** Maximum length of a name in characters. */
export const LONGEST_NAME = 60;
