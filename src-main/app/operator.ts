import { userInfo } from 'node:os';

/** The name under which the person at this console is signed in to the system; `''` where the system knows none. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
