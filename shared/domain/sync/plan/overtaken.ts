import { keyOf } from '../../drafts/draft.ts';
import { nameOfBody } from '../../drafts/sections.ts';
import { sameBody } from '../same.ts';
import type { ServerState } from '../server-state.ts';
import type { PlanItem } from './item.ts';
import type { SealedCall } from './seal.ts';

/** A call whose object is no longer what it was when the call was planned. */
export interface OvertakenCall extends Pick<PlanItem, 'key' | 'section' | 'id'> {
  /** `settled`: the server has what the call would leave, by whomever; `unread`: its section was not read wholly, so nobody knows. */
  readonly change: 'settled' | 'changed' | 'appeared' | 'vanished' | 'unread';
  /** As the server calls it now; '' for what is not there. */
  readonly name: string;
  /** '' when the server does not tell, and for what vanished. */
  readonly by: string;
  /** ISO 8601; '' for what vanished. */
  readonly at: string;
}

/**
 * The calls that the server overtook, in their order. One whose object has the revision it was planned from is not among them: where such
 * a plan is another by now, what was prepared here changed. Secrets have no revision to compare.
 */
export function overtakenCalls(calls: readonly SealedCall[], server: ServerState): readonly OvertakenCall[] {
  return calls.flatMap((call): readonly OvertakenCall[] => {
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
