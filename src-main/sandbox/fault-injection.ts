import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/**
 * Faults of a real server: `latency` responds late, `broken-json` truncates the text (the request is processed), `wrong-shape` is other
 * JSON, `html` a maintenance page, `throttle` 429, `unavailable` 503, `key-expired` 403 (these four do nothing), `no-right` NEO's refusal
 * for a missing right, `login-page` its login page, `to-https`, `to-http` and `to-login` redirect. A connection can drop at three points:
 * `cut-before` processing, `cut-after` processing and before the response, `cut` within the response. `edited-meanwhile`: another
 * administrator changes an object directly before it is written or deleted.
 */
export const faultSchema = z.strictObject({
  kind: z.enum([
    'latency',
    'cut-before',
    'cut',
    'cut-after',
    'broken-json',
    'wrong-shape',
    'html',
    'throttle',
    'unavailable',
    'key-expired',
    'no-right',
    'login-page',
    'to-https',
    'to-http',
    'to-login',
    'edited-meanwhile',
  ]),
  /** Only for this action; omitted = all. */
  action: z.string().optional(),
  /** Behaves well this many times first. */
  after: z.number().int().min(0).optional(),
  /** Number of times; omitted = until changed. */
  times: z.number().int().min(1).optional(),
  /** Delay of `latency` in milliseconds; for `throttle` the Retry-After. */
  ms: z.number().int().min(0).max(3_600_000).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** Only these calls count for a concurrent edit. */
const EDITED_BEFORE: readonly string[] = ['put_object', 'delete_object'];

export interface FaultInjection {
  /** Adds a misbehaviour, or with `null` behaves well again. */
  misbehave(what: Fault | null): void;
  /** Faults for a call of this action; counts it. */
  faultFor(action: string): readonly Fault[];
  /** The delay of `latency`. Ends early when the server behaves well again. */
  delay(milliseconds: number): Promise<void>;
}

export function createFaultInjection(): FaultInjection {
  let active: { what: Fault; seen: number }[] = [];
  let delays = new AbortController();
  return {
    misbehave(what) {
      active = what === null ? [] : [...active, { what, seen: 0 }];
      if (what !== null) return;
      delays.abort();
      delays = new AbortController();
    },
    async delay(milliseconds) {
      const { signal } = delays;
      try {
        await sleep(milliseconds, undefined, { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    faultFor(action) {
      return active.flatMap((entry) => {
        const { what } = entry;
        if (what.action !== undefined && what.action !== action) return [];
        if (what.kind === 'edited-meanwhile' && !EDITED_BEFORE.includes(action)) return [];
        const turn = entry.seen++ - (what.after ?? 0);
        return turn >= 0 && turn < (what.times ?? Number.POSITIVE_INFINITY) ? [what] : [];
      });
    },
  };
}

/** Target of the redirects, from the called address. */
export function redirectOf(kind: Fault['kind'], asked: URL): string | null {
  if (kind === 'to-https') return asked.href.replace(/^http:/, 'https:');
  if (kind === 'to-http') return asked.href.replace(/^https:/, 'http:');
  return kind === 'to-login' ? new URL('/sso/login', asked).href : null;
}

/** NEO's login page, as far as identified by its fields. */
export const LOGIN_PAGE =
  '<!DOCTYPE html><html lang="ja"><head><title>ログイン</title></head><body><form><input name="UserID"><input name="_word"></form></body></html>';

export const MAINTENANCE_PAGE =
  '<!DOCTYPE html><html lang="ja"><head><title>メンテナンス中</title></head><body><h1>ただいまメンテナンス中です</h1></body></html>';
