import type { Directory } from '#shared/domain/directory/directory.ts';
import type { CompanyFile } from '../storage/company-file.ts';

/** Inputs of all caches of an open company; implemented by `CompanySession`. */
export interface CompanySource {
  file(): CompanyFile;
  /** All people of the current lists. */
  directory(): Directory;
  /** The current time, ms since 1970. */
  now(): number;
  /** The current business day, `YYYY-MM-DD`. */
  today(): string;
}
