import { z } from 'zod';

/**
 * Ways in which a real server fails its clients:
 * `latency` answers late, `broken-json` breaks off the text (what was asked is done), `wrong-shape` is JSON of another kind, `html` is
 * a maintenance page, `throttle` is 429, `unavailable` is 503, `key-expired` is 403 (in these four nothing is done), `no-right` is NEO's
 * refusal for want of a right, `login-page` its login page, `to-https`, `to-http` and `to-login` send the caller elsewhere.
 * A connection can drop at three points: `cut-before` anything is done, `cut-after` it is done and before the answer, `cut` in the
 * middle of the answer. `edited-meanwhile`: right before an object is written or deleted, another administrator changes it.
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
  /** Only for this action; left out = for all. */
  action: z.string().optional(),
  /** Behaves well this many times first. */
  after: z.number().int().min(0).optional(),
  /** How often; left out = until told otherwise. */
  times: z.number().int().min(1).optional(),
  /** Delay of `latency` in milliseconds; of `throttle` what `Retry-After` asks for. */
  ms: z.number().int().min(0).max(3_600_000).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** Other calls do not count for an edit in between. */
const EDITED_BEFORE: readonly string[] = ['put_object', 'delete_object'];

export interface FaultInjection {
  /** Adds a misbehaviour, or with `null` behaves well again. */
  misbehave(what: Fault | null): void;
  /** What to do to a call of this action; counts it. */
  faultFor(action: string): readonly Fault[];
}

export function createFaultInjection(): FaultInjection {
  let active: { what: Fault; seen: number }[] = [];
  return {
    misbehave(what) {
      active = what === null ? [] : [...active, { what, seen: 0 }];
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

/** Where the redirects lead, from the address that was asked. */
export function redirectOf(kind: Fault['kind'], asked: URL): string | null {
  if (kind === 'to-https') return asked.href.replace(/^http:/, 'https:');
  if (kind === 'to-http') return asked.href.replace(/^https:/, 'http:');
  return kind === 'to-login' ? new URL('/sso/login', asked).href : null;
}

/** NEO's own login page, as far as its fields tell it. */
export const LOGIN_PAGE =
  '<!DOCTYPE html><html lang="ja"><head><title>ログイン</title></head><body><form><input name="UserID"><input name="_word"></form></body></html>';

export const MAINTENANCE_PAGE =
  '<!DOCTYPE html><html lang="ja"><head><title>メンテナンス中</title></head><body><h1>ただいまメンテナンス中です</h1></body></html>';
