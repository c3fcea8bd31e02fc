import { userInfo } from 'node:os';

/** Returns the name of the system account of this process; `''` if unknown. */
export function getAccountName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** Formats a person for records: the entered name followed by the account. */
export const formatPerson = (name: string, account: string): string =>
  name === '' ? account : account === '' || account === name ? name : `${name} (${account})`;

/** Returns the operator name of the settings, else that of `TSUNAGI_OPERATOR`; `''` = none. */
export const getOperatorName = (settings: { readonly operatorName: string }, env: NodeJS.ProcessEnv): string =>
  settings.operatorName === '' ? (env['TSUNAGI_OPERATOR'] ?? '').trim().slice(0, MAX_NAME_CHARACTERS) : settings.operatorName;

/** Maximum length of a name in characters. */
export const MAX_NAME_CHARACTERS = 60;
