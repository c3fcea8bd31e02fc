import { PERHAPS_ALLOWED } from '../../integration/allowed-users.ts';
import type { UncheckedGate } from './configuration.ts';
import { getGateBit } from './order-state.ts';

/** Unchecked gates of people for whom the lists lack facts. See docs/adr/0013-readiness-numbers.md. */
export interface UncheckedGatesByPerson {
  /** For each NEO user in scope, a bit mask of unchecked gates; `null` if there are none. */
  readonly masks: Uint8Array | null;
  /** The gates unchecked for at least one person. */
  readonly parts: readonly UncheckedGate[];
}

export const NO_UNCHECKED_GATES: UncheckedGatesByPerson = { masks: null, parts: [] };

const PARTS = ['gate-2-lists', 'gate-5-lists', 'gate-6-lists'] as const satisfies readonly UncheckedGate[];
const [SECOND, FIFTH, SIXTH] = [getGateBit(2), getGateBit(5), getGateBit(6)];
const BITS = [SECOND, FIFTH, SIXTH] as const;

/** Collects missing facts per person in scope; linear. */
export function collectUncheckedGates(
  inScope: Uint8Array,
  allowed: Uint8Array | null,
  invoices: Uint8Array | null,
  isRouteUnsure: ((neoIndex: number) => boolean) | null,
): UncheckedGatesByPerson {
  const masks = new Uint8Array(inScope.length);
  let all = 0;
  for (let i = 0; i < masks.length; i++) {
    if (inScope[i] === 0) continue;
    let mask = 0;
    if (allowed?.[i] === PERHAPS_ALLOWED) mask |= SECOND;
    if (invoices?.[i] === 1) mask |= FIFTH;
    if (isRouteUnsure?.(i)) mask |= SIXTH;
    masks[i] = mask;
    all |= mask;
  }
  return all === 0 ? NO_UNCHECKED_GATES : { masks, parts: PARTS.filter((_, at) => (all & (BITS[at] as number)) !== 0) };
}
