import type { Directory } from '#shared/domain/directory/directory.ts';
import type { CompanyFile } from '../storage/company-file.ts';

/** Inputs of all caches of an open company. A `CompanySession` implements it. */
export interface CompanySource {
  file(): CompanyFile;
  /** All people of the current lists. */
  directory(): Directory;
  /** Epoch ms. */
  now(): number;
  /** The business day, `YYYY-MM-DD`. */
  today(): string;
}
