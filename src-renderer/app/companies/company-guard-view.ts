import type { Company } from '#shared/contract/companies/companies.ts';

/** State of write protection of the open company; `none` = no protection. `left`: remaining time in ms. */
export type WriteProtection =
  | { readonly kind: 'none' }
  | { readonly kind: 'read-only' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'armed'; readonly left: number };

/** View-only takes precedence; only production companies are locked. `armedUntil` is ISO 8601, `now` epoch ms. */
export function getWriteProtection(
  { kind, readOnly }: Pick<Company, 'kind' | 'readOnly'>,
  armedUntil: string | null,
  now: number,
): WriteProtection {
  if (readOnly) return { kind: 'read-only' };
  if (kind !== 'production') return { kind: 'none' };
  const left = armedUntil === null ? 0 : Date.parse(armedUntil) - now;
  return left > 0 ? { kind: 'armed', left } : { kind: 'locked' };
}

/** Remaining time as minutes and seconds, rounded up: `14:59`, `0:01`. */
export function formatRemainingTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
