import type { Directory } from '#shared/domain/directory/directory.ts';
import type { CompanyFile } from '../storage/company-file.ts';

/** What everything that is kept of an open company is made from. A `CompanySession` is one. */
export interface CompanySource {
  file(): CompanyFile;
  /** Everybody as currently published. */
  directory(): Directory;
  /** Epoch ms. */
  now(): number;
  /** The business day, `YYYY-MM-DD`. */
  today(): string;
}
