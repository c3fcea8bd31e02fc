import { ExpectedError } from '#shared/contract/result.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { exportName } from '../export-name.ts';
import type { HandlersOf } from './handlers.ts';

export const planHandlers = (context: CompanyContext): HandlersOf<'plan'> => {
  const { engine, files, jobs, networkDesk, planChanged, draftsChanged } = context;
  /** Answers and tells the windows. */
  const changed = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    await planChanged();
    return value;
  };
  /** That a stock NEO shows no objects is what was asked, not a failure. */
  const ifStock = async (error: unknown): Promise<'stock'> => {
    const isNoGateway = error instanceof ExpectedError && error.failure.code === 'server-not-gateway';
    if (isNoGateway && (await engine.planState()).server === 'stock-neo') return 'stock';
    throw error;
  };
  return {
    async 'plan.readServer'() {
      const server = await networkDesk.storedAccess();
      return {
        jobId: jobs.start('read-server', async (work) => {
          const read = await engine
            .readServer(server, work)
            .catch((error: unknown) => ifStock(error))
            // Also when it fails: a stock NEO is noted as one.
            .finally(planChanged);
          if (read === 'stock') return { stock: true, objects: 0, adopted: 0, settled: 0, changed: 0, unreadable: 0 };
          if (read.adopted + read.settled > 0) await draftsChanged((await engine.draftSummary()).revision);
          return { stock: false, ...read };
        }),
      };
    },
    'plan.state': () => engine.planState(),
    'plan.items': (window) => engine.planItems(window),
    'plan.item': (at) => engine.planItem(at),
    'plan.resolve': (order) => changed(engine.resolvePlan(order)),
    async 'plan.takeTheirs'(order) {
      const answer = await changed(engine.takeTheirs(order));
      await draftsChanged(answer.draftRevision);
      return answer;
    },
    'plan.ignore': (order) => changed(engine.ignoreDifferences(order)),
    'plan.unignore': (order) => changed(engine.unignoreDifferences(order)),
    'plan.ignored': (window) => engine.ignoredDifferences(window),
    'plan.select': (order) => changed(engine.selectPlan(order)),
    'plan.effects': () => engine.planEffects(),
    'plan.people': (window) => engine.planPeople(window),
    'plan.guards': (order) => engine.planGuards(order),
    'plan.arm': ({ company }) => changed(engine.armProfile(company)),
    async 'plan.disarm'() {
      await changed(engine.armProfile(null));
      return { armedUntil: null };
    },
    'plan.policy': () => engine.guardPolicy(),
    'plan.changePolicy': ({ policy }) => changed(engine.changeGuardPolicy(policy)),
    'plan.serverChanges': (window) => engine.serverChanges(window),
    'plan.export': (order) => ({
      jobId: jobs.start('plan-export', async (work) => {
        const path = files.temporaryPath();
        const { items } = await engine.exportPlan({ ...order, path }, work);
        const { profile } = await engine.current();
        const name = createTexts(order.language)('planFile.name', { profile: profile.name });
        const file = await files.add({ path, origin: 'report', name: exportName(name, order.format) });
        return { token: file.token, name: file.name, bytes: file.bytes, items };
      }),
    }),
  };
};
