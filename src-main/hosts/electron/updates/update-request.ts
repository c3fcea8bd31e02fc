import type { Session } from 'electron';
import { readTextWithin } from '../../../network/answers/bounded-body.ts';

/** Session in memory, separate from the window's. Chromium applies the system's proxies and certificate authorities. */
const PARTITION = 'updates';
const MAX_FILE_BYTES = 64 * 1024;
const MAX_DURATION_MS = 20_000;

/** Response of the feed: the file's text, a refusal, or no response. */
export type FeedAnswer =
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'too-large' };

type FeedSession = Pick<Session, 'fetch'> & { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

/** Requests one file: no redirect, no cookie, limited size and time. */
export async function requestUpdateFeed(openSession: (partition: string) => FeedSession, file: string): Promise<FeedAnswer> {
  const session = openSession(PARTITION);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: details.url !== file }));
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), MAX_DURATION_MS);
  try {
    const answer = await session.fetch(file, { redirect: 'error', credentials: 'omit', cache: 'no-store', signal: stop.signal });
    if (answer.status !== 200 || answer.body === null) return { kind: 'refused', status: answer.status };
    const text = await readTextWithin(answer.body, MAX_FILE_BYTES).catch(() => null);
    if (text === null) return stop.signal.aborted ? { kind: 'unreachable' } : { kind: 'too-large' };
    return { kind: 'file', text };
  } catch {
    return { kind: 'unreachable' };
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}
