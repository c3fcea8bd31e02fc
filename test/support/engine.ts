import { createApplyService } from '#main/app/apply/apply-service.ts';
import { createUndoService } from '#main/app/apply/undo-service.ts';
import { createApprovalService } from '#main/app/approval/approval-service.ts';
import { createDraftService } from '#main/app/drafts/draft-service.ts';
import { createFixService } from '#main/app/fixes/fix-service.ts';
import { createHistoryLogService } from '#main/app/history-log/history-log-service.ts';
import { createListService } from '#main/app/imports/list-service.ts';
import { createManualEntryService } from '#main/app/manual-entry/manual-entry-service.ts';
import { createFindingService } from '#main/app/matching/finding-service.ts';
import { createNoticeService } from '#main/app/notices/notice-service.ts';
import { createOrderService } from '#main/app/orders/order-service.ts';
import { createPlanService } from '#main/app/plan/plan-service.ts';
import { createRouteService } from '#main/app/routes/route-service.ts';
import { fillImportedCompany, toBundledCompany } from '#main/app/secrets/carried-company.ts';
import { createConnectionService } from '#main/app/services/connection-service.ts';
import { recordSecretEvent, type SecretEvent } from '#main/app/services/note-secret.ts';
import { createTriageService } from '#main/app/triage/triage-service.ts';
import { type Companies, type CompaniesParts, createCompanies } from '#main/company/companies.ts';
import type { JobContext } from '#main/company/job-context.ts';
import { getReadiness } from '#main/company/readiness/readiness-summary.ts';
import type { BundledCompany } from '#main/company/secret-bundle-content.ts';
import { readPeople } from '#main/company/server/read-people.ts';
import type { ServerAccess } from '#main/company/server/server-access.ts';
import { type CompanySession, describeCompany } from '#main/company/session.ts';
import { createSetupService } from '#main/company/setup/setup-guide.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import type { Company } from '#shared/contract/companies/companies.ts';
import type { SecretName } from '#shared/contract/connections/secrets.ts';
import type { ConfirmedChange } from '#shared/contract/imports/list-changes.ts';
import { createTestTrustKeys } from './trust-keys.ts';

type Options = Partial<Omit<CompaniesParts, 'folder'>>;

/** Services that tests call for a company without a window. */
const servicesOf = (session: CompanySession) => ({
  ...createApplyService(session),
  ...createApprovalService(session),
  ...createConnectionService(session),
  ...createDraftService(session),
  ...createFindingService(session),
  ...createFixService(session),
  ...createHistoryLogService(session),
  ...createListService(session),
  ...createManualEntryService(session),
  ...createNoticeService(session),
  ...createOrderService(session),
  ...createPlanService(session),
  ...createRouteService(session),
  ...createSetupService(session),
  ...createTriageService(session),
  ...createUndoService(session),
  current: async () => describeCompany(session.file()),
  readiness: async () => getReadiness(session),
  readPeople: async (access: ServerAccess | null, confirmed: ConfirmedChange | undefined, work: JobContext) =>
    readPeople(session, access, confirmed, work),
  secretRecords: async () => session.file().secrets.list(),
  noteSecret: async (name: SecretName, note: SecretEvent) => recordSecretEvent(session, name, note),
  companyToCarry: async () => toBundledCompany(session),
});
export type Engine = ReturnType<typeof servicesOf>;

/** Returns the services of one of several companies. The company's file is opened by the first call. */
export function engineOf(companies: Companies, id: string): Engine {
  type Call = (...args: unknown[]) => Promise<unknown>;
  return new Proxy({} as Engine, {
    get: (_, name) =>
      name === 'then'
        ? undefined
        : (...args: unknown[]) =>
            companies.within(id, (session) => (servicesOf(session)[name as keyof Engine] as unknown as Call)(...args)),
  });
}

/** The services of one company, and `close` for all companies. */
export type OpenEngine = Engine & Pick<Companies, 'close'>;

/** Returns the companies of a folder; opening a demo company fails. */
export const openCompanies = (folder: string | CompanyFolder, options: Options = {}): Companies =>
  createCompanies({
    folder: typeof folder === 'string' ? new CompanyFolder(folder) : folder,
    startDemo: () => Promise.reject(new Error('not here')),
    now: Date.now,
    trustKeys: createTestTrustKeys(),
    ...options,
  });

/** Returns the services of one company; `close` closes all companies. */
export function openEngineIn(companies: Companies, id: string): OpenEngine {
  const engine = engineOf(companies, id);
  return new Proxy(engine as OpenEngine, {
    get: (_, name) => (name === 'close' ? () => companies.close() : Reflect.get(engine, name)),
  });
}

/** Opens a folder and returns the services of one company. */
export const openEngine = (folder: string | CompanyFolder, id: string, options: Options = {}): OpenEngine =>
  openEngineIn(openCompanies(folder, options), id);

/** Creates a company from the content of a transfer file. */
export const takeCompany = (
  companies: Companies,
  name: string,
  carried: BundledCompany,
  kind: Company['kind'] = 'test',
): Promise<Company> => companies.createFilled({ name, kind }, (file, step) => fillImportedCompany(file, carried, step));
