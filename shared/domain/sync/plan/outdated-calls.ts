import { getDraftKey } from '../../drafts/draft.ts';
import { getBodyName } from '../../drafts/sections.ts';
import { isSameBody } from '../same.ts';
import type { ServerState } from '../server-state.ts';
import type { PlanItem } from './item.ts';
import type { SealedCall } from './seal.ts';

/** A call whose object changed since the call was planned. */
export interface OutdatedCall extends Pick<PlanItem, 'key' | 'section' | 'id'> {
  /** `settled`: the server already has the result, regardless of who wrote it. `unread`: the section was not read completely. */
  readonly change: 'settled' | 'changed' | 'appeared' | 'vanished' | 'unread';
  /** Present name on the server; '' if the object does not exist. */
  readonly name: string;
  /** The administrator who changed it; '' for a deleted object or if the server does not report it. */
  readonly by: string;
  /** Time of the change, ISO 8601; '' for a deleted object. */
  readonly at: string;
}

/**
 * Calls whose object changed on the server, in order. Objects with the planned revision are omitted: if such a plan differs, the drafts
 * changed. Secrets have no comparable revision.
 */
export function findOutdatedCalls(calls: readonly SealedCall[], server: ServerState): readonly OutdatedCall[] {
  return calls.flatMap((call): readonly OutdatedCall[] => {
    if (call.write === 'secret') return [];
    const { section, id, ifRevision } = call;
    const key = getDraftKey(call);
    const entry = server.entries.get(key);
    const now = {
      key,
      section,
      id,
      name: entry === undefined ? '' : getBodyName(section, entry.body),
      by: entry?.updatedBy ?? '',
      at: entry?.updatedAt ?? '',
    };
    if (!server.complete.includes(section)) return [{ ...now, change: 'unread' }];
    if ((entry?.revision ?? 0) === ifRevision) return [];
    if (isSameBody(section, entry?.body ?? null, call.body)) return [{ ...now, change: 'settled' }];
    return [{ ...now, change: entry === undefined ? 'vanished' : ifRevision === 0 ? 'appeared' : 'changed' }];
  });
}
