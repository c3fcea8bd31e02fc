import type { Directory } from '#shared/domain/directory/directory.ts';
import type { CompanyIndex } from '#shared/domain/routes/company.ts';

/** Today's company and the later one of the last simulated reorganization. */
export interface RehearsedCompanies {
  /** The lists of today at the time of the simulation. */
  readonly directory: Directory;
  readonly today: CompanyIndex;
  readonly later: CompanyIndex;
  readonly users: string;
}
