import type { Draft, Drafts } from '../drafts/draft.ts';
import type { Body, Section } from '../drafts/sections.ts';
import { isGatewaySection } from './gateway-section.ts';
import { sameBody } from './same.ts';
import type { ServerState } from './server-state.ts';

/** Somebody's word that an object was entered, or removed, by hand; nobody has read it back. */
export interface Word {
  readonly key: string;
  readonly section: Section;
  readonly id: string;
  /** As it was said to stand there; `null` = removed. */
  readonly body: Body | null;
  /** The draft's base before anything was said of the object: what was last known without anybody's word. */
  readonly before: Body | null;
}

/** The draft once its object is said to stand there as `body`: what is left to do is what differs from that. `null` = nothing is kept. */
export function saidEntered(draft: Draft | null, { section, id }: Pick<Word, 'section' | 'id'>, body: Body | null): Draft | null {
  return withBase(draft ?? ({ section, id, base: null, draft: null, note: '' } as Draft), body);
}

/** The draft once that is taken back, whatever was done to it since. `null` = nothing is kept: it was never there, and nobody wants it. */
export function takenBack(draft: Draft | null, { section, id }: Pick<Word, 'section' | 'id'>, before: Body | null): Draft | null {
  return withBase(draft ?? ({ section, id, base: null, draft: null, note: '' } as Draft), before);
}

const withBase = (draft: Draft, base: Body | null): Draft | null =>
  base === null && draft.draft === null ? null : ({ ...draft, base } as Draft);

export interface WordsRead {
  /** The drafts concerned as they stand now. */
  readonly drafts: ReadonlyMap<string, Draft | null>;
  /** Keys of the words that a reading has answered: they count no more. */
  readonly answered: readonly string[];
  /** How many of them the server bears out. */
  readonly confirmed: number;
}

/**
 * What a reading makes of what people said. Where the server has what was said, that is the base from now on. Where it has not, the base
 * is what was known before the word, so that the plan tells the difference as ours and asks where both sides have something: a word is
 * never taken for what another administrator changed. What could not be read leaves its word as it is.
 */
export function wordsRead(words: readonly Word[], drafts: Drafts, server: ServerState): WordsRead {
  const complete = new Set<string>(server.complete);
  const changed = new Map<string, Draft | null>();
  const answered: string[] = [];
  let confirmed = 0;
  for (const word of words) {
    const { key, section, id, body, before } = word;
    if (!isGatewaySection(section) || !complete.has(section) || server.unreadable.has(key)) continue;
    const there = server.entries.get(key)?.body ?? null;
    const draft = drafts.get(key) ?? null;
    answered.push(key);
    if (sameBody(section, there, body)) {
      confirmed++;
      changed.set(key, saidEntered(draft, word, there));
      // Said to be removed and still there: it is to go, as it was before somebody said that it is gone.
    } else changed.set(key, takenBack(draft, { section, id }, before ?? (body === null ? there : null)));
  }
  return { drafts: changed, answered, confirmed };
}
