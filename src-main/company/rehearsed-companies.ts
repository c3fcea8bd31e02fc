import type { CompanyIndex } from '#shared/domain/routes/company.ts';

/** Today's company and that of the later day, of the last rehearsal. */
export interface RehearsedCompanies {
  readonly today: CompanyIndex;
  readonly later: CompanyIndex;
  readonly users: string;
}
