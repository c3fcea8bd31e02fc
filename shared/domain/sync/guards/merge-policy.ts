import { sameJson } from '../../drafts/stable-json.ts';
import { GATEWAY_SECTIONS } from '../gateway-section.ts';
import type { FreezeWindow, GuardPolicy } from './guard-types.ts';

export interface MergedPolicy {
  /** Where both changed the same, it is as it was written here. */
  readonly policy: GuardPolicy;
  /** Whether both changed the same, and not alike. */
  readonly conflict: boolean;
}

/** A policy that was written over `began`, where `now` is kept: what only one of both changed is as that one wrote it. */
export function mergePolicy(began: GuardPolicy, own: GuardPolicy, now: GuardPolicy): MergedPolicy {
  let conflict = false;
  const field = <T>(before: T, mine: T, theirs: T): T => {
    if (sameJson(before, mine)) return theirs;
    conflict ||= !sameJson(before, theirs) && !sameJson(mine, theirs);
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

/** Windows have no names that tell them apart: one that was changed is one that went, and another that came. */
function mergeFreezes(began: readonly FreezeWindow[], own: readonly FreezeWindow[], now: readonly FreezeWindow[]) {
  if (sameJson(began, own)) return { windows: now, conflict: false };
  if (sameJson(began, now) || sameJson(own, now)) return { windows: own, conflict: false };
  const on = (list: readonly FreezeWindow[], one: FreezeWindow): boolean => list.some((other) => sameJson(other, one));
  const came = own.filter((one) => !on(began, one));
  return {
    windows: [...own.filter((one) => !on(began, one) || on(now, one)), ...now.filter((one) => !on(began, one) && !on(own, one))],
    // Both changed the same window: what each made of it would shut more than either wanted.
    conflict: came.length > 0 && began.some((one) => !on(own, one) && !on(now, one)),
  };
}
