import type { NeoUser } from '../directory/directory.ts';
import type { AuditPolicy } from './policy.ts';

/** Who is asked about, one mark for each NEO user. */
export interface Scope {
  /** 対象: active, allowed to order, and not on the exclusion list. */
  readonly inScope: Uint8Array;
  /** Only the exclusion list takes the person out of the scope. */
  readonly excluded: Uint8Array;
  /** 在籍: the person's state lets them order, asked about or not. */
  readonly able: Uint8Array;
}

/** The one scope of every number that counts people. `allowed` = the marks of 許可 (`allowedPeople`), `null` while nobody has begun that list. */
export function scopeOf(
  neoUsers: readonly NeoUser[],
  policy: Pick<AuditPolicy, 'inScope' | 'excluded'>,
  allowed: Uint8Array | null,
): Scope {
  const inScope = new Uint8Array(neoUsers.length);
  const excluded = new Uint8Array(neoUsers.length);
  const able = new Uint8Array(neoUsers.length);
  neoUsers.forEach((user, i) => {
    if (!policy.inScope(user)) return;
    able[i] = 1;
    if (allowed !== null && allowed[i] === 0) return;
    if (policy.excluded?.(user)) excluded[i] = 1;
    else inScope[i] = 1;
  });
  return { inScope, excluded, able };
}
