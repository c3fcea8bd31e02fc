import type { Worker } from 'node:worker_threads';
import { ExpectedError } from '#shared/contract/result.ts';
import type { Engine, Work } from './engine.ts';
import { type FromWorker, LONG_WORK, type ToWorker } from './worker-protocol.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly work: Work | null;
}

/**
 * The engine in a thread of its own, so that a window stays responsive. A thread that dies fails the calls it was working
 * on as bugs; the next call starts a new one, which opens the same workspace again.
 */
export function createWorkerEngine(start: () => Worker): Engine {
  let worker: Worker | null = null;
  let nextId = 1;
  let openProfile: string | null = null;
  const waiting = new Map<number, Waiting>();

  function running(): Worker {
    if (worker !== null) return worker;
    const started = start();
    started.on('message', settle);
    started.on('error', (error) => died(started, error));
    started.on('exit', (code) => died(started, new Error(`the engine's thread ended with ${code}`)));
    worker = started;
    if (openProfile !== null) call('openProfile', [openProfile], null).catch(() => undefined);
    return started;
  }

  function died(who: Worker, error: Error): void {
    if (worker === who) worker = null;
    const failed = [...waiting.values()];
    waiting.clear();
    for (const { reject } of failed) reject(error);
  }

  function settle(message: FromWorker): void {
    const entry = waiting.get(message.id);
    if (entry === undefined) return;
    if (message.type === 'progress') {
      entry.work?.report(message.progress);
      return;
    }
    waiting.delete(message.id);
    if (message.type === 'answer') entry.resolve(message.value);
    else if (message.type === 'failure') entry.reject(new ExpectedError(message.failure.code, message.failure.params));
    else if (message.type === 'aborted') entry.reject(new DOMException('given up', 'AbortError'));
    else entry.reject(Object.assign(new Error(message.message), { stack: message.stack }));
  }

  function call(method: keyof Engine, args: readonly unknown[], work: Work | null): Promise<unknown> {
    const port = running();
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, work });
      const onAbort = (): void => port.postMessage({ type: 'abort', id } satisfies ToWorker);
      work?.signal.addEventListener('abort', onAbort, { once: true });
      port.postMessage({ type: 'call', id, method, args, work: work !== null } satisfies ToWorker);
      if (work?.signal.aborted) onAbort();
    });
  }

  const forward = new Proxy({} as Engine, {
    get(_, method: keyof Engine) {
      return (...args: unknown[]) => {
        if (!LONG_WORK.has(method)) return call(method, args, null);
        return call(method, args.slice(0, -1), args.at(-1) as Work);
      };
    },
  });

  const remember = <T extends { readonly profile: { readonly id: string } }>(opened: T): T => {
    openProfile = opened.profile.id;
    return opened;
  };

  return {
    ...Object.fromEntries(ENGINE_METHODS.map((method) => [method, forward[method]])),
    openProfile: async (id: string) => remember(await forward.openProfile(id)),
    takeCompany: async (name: string, company: Parameters<Engine['takeCompany']>[1]) => remember(await forward.takeCompany(name, company)),
    openDemo: async (work: Work) => remember(await forward.openDemo(work)),
    async createProfile(profile: Parameters<Engine['createProfile']>[0]) {
      const created = await forward.createProfile(profile);
      openProfile = created.id;
      return created;
    },
    async deleteProfile(id: string, confirmName: string) {
      await forward.deleteProfile(id, confirmName);
      if (openProfile === id) openProfile = null;
    },
    async close() {
      if (worker === null) return;
      const closing = worker;
      await forward.close();
      worker = null;
      closing.removeAllListeners();
      await closing.terminate();
    },
  } as Engine;
}

/** Every method, so that the client is a plain object a test can compare with the interface. */
const ENGINE_METHODS = [
  'listProfiles',
  'createProfile',
  'openProfile',
  'renameProfile',
  'setReadOnly',
  'deleteProfile',
  'current',
  'nameOperator',
  'changeDomains',
  'changeMatchingPolicy',
  'openDemo',
  'previewList',
  'topOfList',
  'writeBadRows',
  'compareList',
  'importList',
  'formerLists',
  'compareFormer',
  'takeFormer',
  'listLimit',
  'changeListLimit',
  'connectServer',
  'readPeople',
  'connection',
  'changeConnection',
  'lastConnectionTest',
  'keepConnectionTest',
  'changeServer',
  'demoAccess',
  'amazonAccess',
  'readiness',
  'rows',
  'finding',
  'findPeople',
  'writeReport',
  'changeTriage',
  'undoTriage',
  'ledger',
  'history',
  'runChanges',
  'exclusions',
  'previewExclusions',
  'changeExclusions',
  'views',
  'saveView',
  'renameView',
  'deleteView',
  'fixOptions',
  'checkFix',
  'previewFixes',
  'adoptFix',
  'adoptFixes',
  'dropFixes',
  'undoFixes',
  'fixes',
  'previewNeoFile',
  'writeNeoFile',
  'previewTemplate',
  'writeAmazonSheet',
  'fixWritings',
  'draftSummary',
  'drafts',
  'draft',
  'applyDraft',
  'createDraft',
  'duplicateDrafts',
  'renameDraft',
  'revertDrafts',
  'deleteDrafts',
  'draftImpact',
  'undoDraft',
  'redoDraft',
  'exportDrafts',
  'readAmazonGroups',
  'previewDraftImport',
  'importDrafts',
  'pickPeople',
  'namesOf',
  'coverage',
  'companyRules',
  'changeCompanyRules',
  'importCompanyRules',
  'exportCompanyRules',
  'simulateRoute',
  'simulateRouteForAll',
  'peopleAffected',
  'routeHealth',
  'routeLeadTime',
  'enterLastIssued',
  'invoiceCodes',
  'invoicePeople',
  'rehearse',
  'rehearsal',
  'rehearsalRows',
  'secretRecords',
  'noteSecret',
  'companyToCarry',
  'takeCompany',
  'setupGuide',
  'markSetup',
  'unmarkSetup',
  'assignSetup',
  'noteSetup',
  'chooseSetup',
  'calendar',
  'changeCalendar',
  'rehearseOrder',
  'orderSummary',
  'orders',
  'order',
  'orderForecast',
  'ordersByRoute',
  'ordersByApprover',
  'readOrders',
  'exportOrders',
  'clocks',
  'lockPolicy',
  'changeLockPolicy',
  'accountReview',
  'changeAccountReview',
  'holidaySource',
  'importHolidays',
  'forgetHolidays',
  'digest',
  'notices',
  'seeNotices',
  'takeNotices',
  'writeBook',
  'supportFacts',
  'readServer',
  'planState',
  'planItems',
  'planItem',
  'resolvePlan',
  'takeTheirs',
  'ignoreDifferences',
  'unignoreDifferences',
  'ignoredDifferences',
  'selectPlan',
  'planEffects',
  'planPeople',
  'planGuards',
  'guardPolicy',
  'changeGuardPolicy',
  'armProfile',
  'serverChanges',
  'exportPlan',
  'secretsToSend',
  'apply',
  'resumeApply',
  'retryApply',
  'pauseApply',
  'cancelApply',
  'digestOfRun',
  'applyState',
  'applyRuns',
  'previewUndo',
  'undoRun',
  'reviewPlanFile',
  'sealOfPlanFile',
  'importApproval',
  'approvals',
  'trustApprover',
  'distrustApprover',
  'noteApprovalKey',
  'historyLog',
  'historyEntry',
  'verifyHistory',
  'handOverSheet',
  'handOverEntered',
  'tickHandOver',
  'finishHandOver',
  'reopenHandOver',
  'historyHas',
  'exportHistory',
  'close',
] as const satisfies readonly (keyof Engine)[];
