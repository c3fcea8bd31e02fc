import { STEPS_01_09 } from './versions-01-09.ts';
import { STEPS_10_20 } from './versions-10-20.ts';
import { STEPS_21_30 } from './versions-21-30.ts';
import { STEPS_31_40 } from './versions-31-40.ts';
import { STEPS_41_50 } from './versions-41-50.ts';

/** Migrations of a company's file in order, one per schema version. */
export const MIGRATIONS: readonly string[] = [...STEPS_01_09, ...STEPS_10_20, ...STEPS_21_30, ...STEPS_31_40, ...STEPS_41_50];
