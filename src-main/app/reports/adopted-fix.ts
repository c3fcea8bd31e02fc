import type { Fix } from '#shared/domain/fixes/fixes.ts';

/**
 * The address that was adopted as fix for the person of a finding, and its export. Reports of a company have these fields; reports of
 * plain lists do not, because no fixes are known there.
 */
export interface AdoptedFix {
  readonly adoptedAddress: string | null;
  /** Side on which the address has to be entered. */
  readonly adoptedSide: 'neo' | 'amazon' | null;
  /** File into which the fix was exported; `null` = not exported yet. */
  readonly exportedFile: string | null;
  /** Time of the export, ISO 8601. */
  readonly exportedAt: string | null;
}

/** Additional last columns of the CSV report; the names are the fields of the JSON report. */
export const ADOPTED_COLUMNS = [
  'adoptedAddress',
  'adoptedSide',
  'exportedFile',
  'exportedAt',
] as const satisfies readonly (keyof AdoptedFix)[];

export const toAdoptedFix = (fix: Fix | null): AdoptedFix => ({
  adoptedAddress: fix?.to ?? null,
  adoptedSide: fix?.side ?? null,
  exportedFile: fix?.written?.file ?? null,
  exportedAt: fix?.written?.at ?? null,
});

/** Returns the cells in the order of `ADOPTED_COLUMNS`. */
export function getAdoptedFixCells(fix: Fix | null): readonly string[] {
  const fields = toAdoptedFix(fix);
  return ADOPTED_COLUMNS.map((column) => fields[column] ?? '');
}
