import { keyOf } from '../../drafts/draft.ts';
import { nameOfBody } from '../../drafts/sections.ts';
import { sameBody } from '../same.ts';
import type { ServerState } from '../server-state.ts';
import type { PlanItem } from './item.ts';
import type { SealedCall } from './seal.ts';

/** A call whose object changed since the call was planned. */
export interface OutdatedCall extends Pick<PlanItem, 'key' | 'section' | 'id'> {
  /** `settled`: the server already has the result, whoever wrote it; `unread`: its section was not read completely. */
  readonly change: 'settled' | 'changed' | 'appeared' | 'vanished' | 'unread';
  /** Its present name on the server; '' if it does not exist. */
  readonly name: string;
  /** '' if the server does not report it, or for a deleted object. */
  readonly by: string;
  /** ISO 8601; '' for a deleted object. */
  readonly at: string;
}

/**
 * Calls whose object changed on the server, in order. An object with the planned revision is not among them: if such a plan differs, the
 * drafts changed. Secrets have no comparable revision.
 */
export function outdatedCalls(calls: readonly SealedCall[], server: ServerState): readonly OutdatedCall[] {
  return calls.flatMap((call): readonly OutdatedCall[] => {
    if (call.write === 'secret') return [];
    const { section, id, ifRevision } = call;
    const key = keyOf(call);
    const entry = server.entries.get(key);
    const now = {
      key,
      section,
      id,
      name: entry === undefined ? '' : nameOfBody(section, entry.body),
      by: entry?.updatedBy ?? '',
      at: entry?.updatedAt ?? '',
    };
    if (!server.complete.includes(section)) return [{ ...now, change: 'unread' }];
    if ((entry?.revision ?? 0) === ifRevision) return [];
    if (sameBody(section, entry?.body ?? null, call.body)) return [{ ...now, change: 'settled' }];
    return [{ ...now, change: entry === undefined ? 'vanished' : ifRevision === 0 ? 'appeared' : 'changed' }];
  });
}
