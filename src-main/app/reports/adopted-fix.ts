import type { Fix } from '#shared/domain/fixes/fixes.ts';

/**
 * The corrected address that was adopted for a finding's person, and the file that it was exported into. Reports of a company have
 * these fields; reports of lists alone do not, because no adopted fixes are known there.
 */
export interface AdoptedFix {
  readonly adoptedAddress: string | null;
  /** The side on which the address is entered. */
  readonly adoptedSide: 'neo' | 'amazon' | null;
  /** `null` while the fix is adopted and not exported. */
  readonly exportedFile: string | null;
  /** When it was exported, ISO 8601. */
  readonly exportedAt: string | null;
}

/** The columns that follow the others in the CSV report: the field names of the JSON report. */
export const ADOPTED_COLUMNS = [
  'adoptedAddress',
  'adoptedSide',
  'exportedFile',
  'exportedAt',
] as const satisfies readonly (keyof AdoptedFix)[];

export const adoptedFix = (fix: Fix | null): AdoptedFix => ({
  adoptedAddress: fix?.to ?? null,
  adoptedSide: fix?.side ?? null,
  exportedFile: fix?.written?.file ?? null,
  exportedAt: fix?.written?.at ?? null,
});

/** The cells in the order of the columns. */
export function adoptedCells(fix: Fix | null): readonly string[] {
  const fields = adoptedFix(fix);
  return ADOPTED_COLUMNS.map((column) => fields[column] ?? '');
}
