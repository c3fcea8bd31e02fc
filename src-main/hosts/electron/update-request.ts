import type { Session } from 'electron';
import { textWithin } from '../../network/bounded-body.ts';

/** In memory only. Chromium brings the system's proxies and authorities; the window's session has no part in it. */
const PARTITION = 'updates';
const LARGEST_FILE = 64 * 1024;
const LONGEST_MS = 20_000;

/** What the feed answered: the text of its file, a refusal, or nothing. */
export type FeedAnswer =
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'too-large' };

type FeedSession = Pick<Session, 'fetch'> & { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

/** Asks for one file and for nothing else: no redirect, no cookie, at most so many bytes and seconds. */
export async function askFeed(openSession: (partition: string) => FeedSession, file: string): Promise<FeedAnswer> {
  const session = openSession(PARTITION);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: details.url !== file }));
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LONGEST_MS);
  try {
    const answer = await session.fetch(file, { redirect: 'error', credentials: 'omit', cache: 'no-store', signal: stop.signal });
    if (answer.status !== 200 || answer.body === null) return { kind: 'refused', status: answer.status };
    const text = await textWithin(answer.body, LARGEST_FILE).catch(() => null);
    if (text === null) return stop.signal.aborted ? { kind: 'unreachable' } : { kind: 'too-large' };
    return { kind: 'file', text };
  } catch {
    return { kind: 'unreachable' };
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}
