import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { formatExportName } from '../export-name.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { toUnwritableSummary } from '../unwritable-characters.ts';
import { writePlanFile } from './plan-file.ts';
import { createPlanService } from './plan-service.ts';

export const createPlanProcedures = (context: CompanyContext): ProceduresOf<'plan'> => {
  const { session, files, jobs, networkService } = context;
  const plan = createPlanService(session);
  /** Handles `server-not-gateway`: a standard NEO has no objects to read, which is not an error here. */
  const ifStock = async (error: unknown): Promise<'stock'> => {
    const isNoGateway = error instanceof ExpectedError && error.failure.code === 'server-not-gateway';
    if (isNoGateway && (await plan.planState()).server === 'stock-neo') return 'stock';
    throw error;
  };
  return {
    async 'plan.readServer'() {
      const server = await networkService.storedAccess();
      return {
        jobId: jobs.start('read-server', async (work) => {
          const read = await plan.readServer(server, work).catch((error: unknown) => ifStock(error));
          if (read === 'stock') return { stock: true, objects: 0, adopted: 0, settled: 0, changed: 0, unreadable: 0 };
          return { stock: false, ...read };
        }),
      };
    },
    'plan.state': plan.planState,
    'plan.items': plan.planItems,
    'plan.item': plan.planItem,
    'plan.resolve': plan.resolvePlan,
    'plan.takeTheirs': plan.takeTheirs,
    'plan.ignore': plan.ignoreDifferences,
    'plan.unignore': plan.unignoreDifferences,
    'plan.ignored': plan.ignoredDifferences,
    'plan.select': plan.selectPlan,
    'plan.effects': plan.planEffects,
    'plan.people': plan.planPeople,
    'plan.guards': plan.planGuards,
    'plan.arm': ({ company }) => plan.armCompany(company),
    async 'plan.disarm'() {
      await plan.armCompany(null);
      return { armedUntil: null };
    },
    'plan.policy': plan.guardPolicy,
    'plan.changePolicy': ({ policy, began }) => plan.changeGuardPolicy(policy, began),
    'plan.serverChanges': plan.serverChanges,
    'plan.export': (order) => ({
      jobId: jobs.start('plan-export', async (work) => {
        const path = files.temporaryPath();
        const { items, unwritable } = await writePlanFile(session, { ...order, path }, work);
        const company = session.file().company();
        const name = createTexts(order.language)('planFile.name', { company: company.name });
        const file = await files.add({ path, origin: 'report', name: formatExportName(name, order.format) });
        return { token: file.token, name: file.name, bytes: file.bytes, items, ...toUnwritableSummary({ unwritable }, order.encoding) };
      }),
    }),
  };
};
