import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { createRefusal } from '#main/sandbox/gateway/refusal.ts';
import type { WritingContext } from '#main/sandbox/gateway/writing.ts';
import { dropConnection } from '#main/sandbox/hang-up.ts';
import type { SandboxEnv } from '#main/sandbox/sandbox.ts';
import { editBeforeWrite } from './concurrent-edits.ts';
import { dropMidAnswer } from './drop-mid-answer.ts';

/**
 * Faults of a real server: `latency` responds late, `broken-json` truncates the text (the request is processed), `wrong-shape` is other
 * JSON, `html` a maintenance page, `throttle` 429, `unavailable` 503, `key-expired` 403 (these four do nothing), `no-right` NEO's refusal
 * for a missing right, `login-page` its login page, `to-https`, `to-http` and `to-login` redirect. A connection can drop at three points:
 * `cut-before` processing, `cut-after` processing and before the response, `cut` within the response. `edited-meanwhile`: another
 * administrator changes an object directly before it is written or deleted.
 */
export interface Fault {
  readonly kind:
    | 'latency'
    | 'cut-before'
    | 'cut'
    | 'cut-after'
    | 'broken-json'
    | 'wrong-shape'
    | 'html'
    | 'throttle'
    | 'unavailable'
    | 'key-expired'
    | 'no-right'
    | 'login-page'
    | 'to-https'
    | 'to-http'
    | 'to-login'
    | 'edited-meanwhile';
  /** Only for this action; omitted = all. */
  readonly action?: string | undefined;
  /** Behaves well this many times first. */
  readonly after?: number | undefined;
  /** Number of times; omitted = until changed. */
  readonly times?: number | undefined;
  /** Delay of `latency` in milliseconds; for `throttle` the Retry-After. */
  readonly ms?: number | undefined;
}

/** Only these calls count for a concurrent edit. */
const EDITED_BEFORE: readonly string[] = ['put_object', 'delete_object'];

export interface FaultInjection {
  /** Adds a misbehaviour, or with `null` behaves well again. */
  misbehave(what: Fault | null): void;
  /** Serves a call with the faults that are due for it. */
  serve(context: Context<SandboxEnv>, writing: WritingContext, serve: () => Promise<Response>): Promise<Response>;
}

export function createFaultInjection(): FaultInjection {
  let active: { what: Fault; seen: number }[] = [];
  let delays = new AbortController();
  /** Ends early when the server behaves well again. */
  async function delay(milliseconds: number): Promise<void> {
    const { signal } = delays;
    try {
      await sleep(milliseconds, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  const faultsFor = (action: string): readonly Fault[] =>
    active.flatMap((entry) => {
      const { what } = entry;
      if (what.action !== undefined && what.action !== action) return [];
      if (what.kind === 'edited-meanwhile' && !EDITED_BEFORE.includes(action)) return [];
      const turn = entry.seen++ - (what.after ?? 0);
      return turn >= 0 && turn < (what.times ?? Number.POSITIVE_INFINITY) ? [what] : [];
    });
  return {
    misbehave(what) {
      active = what === null ? [] : [...active, { what, seen: 0 }];
      if (what !== null) return;
      delays.abort();
      delays = new AbortController();
    },
    async serve(context, writing, serve) {
      const parameters = new URLSearchParams(await context.req.text());
      const due = faultsFor(parameters.get('action') ?? '');
      for (const { kind, ms } of due) if (kind === 'latency') await delay(ms ?? 1000);
      for (const fault of due) {
        const response = answerInstead(context, fault);
        if (response !== null) return response;
      }
      const is = (kind: Fault['kind']): boolean => due.some((fault) => fault.kind === kind);
      if (is('edited-meanwhile')) editBeforeWrite(writing, parameters);
      const response = await serve();
      if (response.status !== 200) return response;
      if (is('cut-after')) return dropConnection(context);
      if (is('cut')) return dropMidAnswer(context, await response.text(), JSON_TYPE);
      if (!is('broken-json')) return response;
      const text = await response.text();
      return context.body(text.slice(0, text.length / 2), 200, { 'Content-Type': JSON_TYPE });
    },
  };
}

const JSON_TYPE = 'application/json; charset=UTF-8';

/** The response to a call that is not processed; `null` if the fault lets it be processed. */
function answerInstead(context: Context<SandboxEnv>, { kind, ms }: Fault): Response | null {
  const location = redirectOf(kind, new URL(context.req.url));
  if (location !== null) return context.redirect(location, 302);
  switch (kind) {
    case 'throttle':
      if (ms !== undefined) context.header('Retry-After', String(Math.ceil(ms / 1000)));
      return context.text('Too Many Requests', 429);
    case 'unavailable':
      return context.text('Service Unavailable', 503);
    case 'key-expired':
      return context.text('Forbidden', 403);
    case 'html':
      return context.html(MAINTENANCE_PAGE) as Response;
    case 'login-page':
      return context.html(LOGIN_PAGE) as Response;
    case 'no-right':
      return context.json(createRefusal('W10008', '権限がありません。', ''));
    case 'wrong-shape':
      return context.json(['ok']);
    case 'cut-before':
      return dropConnection(context);
    default:
      return null;
  }
}

/** Target of the redirects, from the called address. */
function redirectOf(kind: Fault['kind'], asked: URL): string | null {
  if (kind === 'to-https') return asked.href.replace(/^http:/, 'https:');
  if (kind === 'to-http') return asked.href.replace(/^https:/, 'http:');
  return kind === 'to-login' ? new URL('/sso/login', asked).href : null;
}

/** NEO's login page, as far as identified by its fields. */
const LOGIN_PAGE =
  '<!DOCTYPE html><html lang="ja"><head><title>ログイン</title></head><body><form><input name="UserID"><input name="_word"></form></body></html>';

const MAINTENANCE_PAGE =
  '<!DOCTYPE html><html lang="ja"><head><title>メンテナンス中</title></head><body><h1>ただいまメンテナンス中です</h1></body></html>';
