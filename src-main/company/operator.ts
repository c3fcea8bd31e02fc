import { userInfo } from 'node:os';

/** The account under which the person at this console is signed in to the system; `''` where the system knows none. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** A person as records tell of them: the name that they gave, with their account beside it. */
export const personText = (name: string, account: string): string =>
  name === '' ? account : account === '' || account === name ? name : `${name} (${account})`;

/** The name that somebody gave in the settings, else the one in `TSUNAGI_OPERATOR`; `''` = nobody has. */
export const givenName = (settings: { readonly operatorName: string }, env: NodeJS.ProcessEnv): string =>
  settings.operatorName === '' ? (env['TSUNAGI_OPERATOR'] ?? '').trim().slice(0, LONGEST_NAME) : settings.operatorName;

/** Letters of a name at most. */
export const LONGEST_NAME = 60;
