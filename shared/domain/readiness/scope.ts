import { type ChunkedWork, forEachInChunks } from '../chunks/chunked-work.ts';
import { mayBeActive, type NeoUser } from '../directory/directory.ts';
import type { AuditPolicy } from './policy.ts';

/** Scope marks, one per NEO user. */
export interface Scope {
  /** 対象: active, allowed to order, and not on the exclusion list. */
  readonly inScope: Uint8Array;
  /** 1 for people excluded only by the exclusion list. */
  readonly excluded: Uint8Array;
  /** 在籍: 1 if the person's state permits orders, in scope or not. */
  readonly able: Uint8Array;
}

/** Results of lists and policy for the scope, one mark per NEO user. */
export interface ScopeMarks {
  /** Same as `Scope.able`. */
  readonly able: Uint8Array;
  /** 1 for active people on the exclusion list. */
  readonly listed: Uint8Array;
}

/**
 * Decides whose state permits orders, for all lists and companies: suspended, deleted and locked-out people are out of scope
 * (docs/domain/neo.md#users). A person with an unknown state stays in scope, because an omission would not be noticed.
 */
export function* computeScopeMarks(neoUsers: readonly NeoUser[], policy: Pick<AuditPolicy, 'excluded'>): ChunkedWork<ScopeMarks> {
  const able = new Uint8Array(neoUsers.length);
  const listed = new Uint8Array(neoUsers.length);
  yield* forEachInChunks(neoUsers.length, (i) => {
    const user = neoUsers[i] as NeoUser;
    if (!mayBeActive(user.state)) return;
    able[i] = 1;
    if (policy.excluded?.(user)) listed[i] = 1;
  });
  return { able, listed };
}

/** The scope used by every number of people. `allowed`: marks of `markAllowedPeople`; `null` if that list was not started. */
export function createScope({ able, listed }: ScopeMarks, allowed: Uint8Array | null): Scope {
  const inScope = new Uint8Array(able.length);
  const excluded = new Uint8Array(able.length);
  for (let i = 0; i < able.length; i++) {
    if (able[i] === 0 || (allowed !== null && allowed[i] === 0)) continue;
    if (listed[i] === 1) excluded[i] = 1;
    else inScope[i] = 1;
  }
  return { inScope, excluded, able };
}
