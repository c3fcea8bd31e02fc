import { randomBytes } from 'node:crypto';
import type { StartedSignIn } from './oidc-client.ts';

/** Time to enter the credentials at the provider, in milliseconds. */
const SIGN_IN_MS = 10 * 60_000;
/** Maximum number of started sign-ins; the oldest are forgotten. */
const MAX_STARTED = 1_000;

/** A started sign-in, bound to the browser by a cookie. */
export interface SignInFlow {
  readonly started: StartedSignIn;
  /** Value of the browser's cookie, so that a foreign redirect cannot sign a person in. */
  readonly browser: string;
  readonly until: number;
  /** The question that this sign-in answers; `null` = a plain sign-in. */
  readonly confirms: string | null;
}

/** Started sign-ins by state, in memory: after a restart of the server people start again. */
export interface SignInFlows {
  /** Returns the value for the browser's cookie. */
  add(started: StartedSignIn, confirms: string | null): string;
  /** Returns and removes the sign-in of a redirect; `null` if it is unknown, too old, used, or started in another browser. */
  take(state: string, browser: string): SignInFlow | null;
}

export function createSignInFlows(now: () => number = Date.now): SignInFlows {
  const flows = new Map<string, SignInFlow>();
  return {
    add(started, confirms) {
      const [oldest] = flows.keys();
      if (flows.size >= MAX_STARTED && oldest !== undefined) flows.delete(oldest);
      const browser = randomBytes(32).toString('base64url');
      flows.set(started.state, { started, browser, until: now() + SIGN_IN_MS, confirms });
      return browser;
    },
    take(state, browser) {
      const flow = flows.get(state);
      if (flow === undefined || flow.browser !== browser) return null;
      flows.delete(state);
      return flow.until < now() ? null : flow;
    },
  };
}
