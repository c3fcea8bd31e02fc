import type { Directory } from '#shared/domain/directory/directory.ts';
import type { CompanyIndex } from '#shared/domain/routes/company.ts';

/** Today's company and that of the later day, of the last rehearsal. */
export interface RehearsedCompanies {
  /** Today's lists, as they were then. */
  readonly directory: Directory;
  readonly today: CompanyIndex;
  readonly later: CompanyIndex;
  readonly users: string;
}
