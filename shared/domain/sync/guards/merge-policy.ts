import { isSameJson } from '../../drafts/stable-json.ts';
import { GATEWAY_SECTIONS } from '../gateway-section.ts';
import type { FreezeWindow, GuardPolicy } from './guard-types.ts';

export interface MergedPolicy {
  /** The merged policy; if both sides changed a value, the local one is used. */
  readonly policy: GuardPolicy;
  /** True if both sides changed a value differently. */
  readonly conflict: boolean;
}

/** Merges a policy edited from `began` to `own` with the stored one, `now`. Values changed by only one side are kept. */
export function mergePolicy(began: GuardPolicy, own: GuardPolicy, now: GuardPolicy): MergedPolicy {
  let conflict = false;
  const field = <T>(before: T, mine: T, theirs: T): T => {
    if (isSameJson(before, mine)) return theirs;
    conflict ||= !isSameJson(before, theirs) && !isSameJson(mine, theirs);
    return mine;
  };
  const freeze = mergeFreezes(began.freeze, own.freeze, now.freeze);
  conflict ||= freeze.conflict;
  return {
    policy: {
      deletions: Object.fromEntries(
        GATEWAY_SECTIONS.map((section) => [section, field(began.deletions[section], own.deletions[section], now.deletions[section])]),
      ) as GuardPolicy['deletions'],
      people: field(began.people, own.people, now.people),
      freeze: freeze.windows,
      reasonRequired: field(began.reasonRequired, own.reasonRequired, now.reasonRequired),
      approvalRequired: field(began.approvalRequired, own.approvalRequired, now.approvalRequired),
    },
    conflict,
  };
}

/** Merges freeze windows. They have no identity, so a changed window counts as one removed and one added. */
function mergeFreezes(began: readonly FreezeWindow[], own: readonly FreezeWindow[], now: readonly FreezeWindow[]) {
  if (isSameJson(began, own)) return { windows: now, conflict: false };
  if (isSameJson(began, now) || isSameJson(own, now)) return { windows: own, conflict: false };
  const on = (list: readonly FreezeWindow[], one: FreezeWindow): boolean => list.some((other) => isSameJson(other, one));
  const came = own.filter((one) => !on(began, one));
  return {
    windows: [...own.filter((one) => !on(began, one) || on(now, one)), ...now.filter((one) => !on(began, one) && !on(own, one))],
    // Both sides changed the same window; keeping both versions would freeze more than either intended.
    conflict: came.length > 0 && began.some((one) => !on(own, one) && !on(now, one)),
  };
}
