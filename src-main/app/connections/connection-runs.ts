import type { ConnectionRun, ConnectionRunView, ConnectionTarget } from '#shared/contract/connections/connections.ts';
import {
  AMAZON_LAYERS,
  BUSINESS_LAYERS,
  type ConnectionLayer,
  GROUPWARE_LAYERS,
  type LayerResult,
  LDAP_LAYERS,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import type { CompanySession } from '../../company/session.ts';
import { createConnectionService } from '../services/connection-service.ts';
import type { CompanyJobs } from '../services/jobs.ts';

interface Order<Asked> {
  readonly target: ConnectionTarget;
  readonly asked: Asked;
  /** The layers in order; omitted = those of the target. */
  readonly order?: readonly ConnectionLayer[];
  readonly layers: (signal: AbortSignal) => AsyncIterable<LayerResult<ConnectionLayer>>;
  /** Whether entered values are tested instead of stored ones. Unless they get stored, the result does not count for the company. */
  readonly isOfTyped?: boolean;
  /** Called with a finished run before its end is published; returns whether the tested values were stored. */
  readonly done?: (run: ConnectionRun) => Promise<boolean>;
}

export interface ConnectionRuns {
  /** Starts a test as a job with the result `{ passed }` and returns the job id. */
  start<Asked extends object>(order: Order<Asked>): string;
  /** Returns the running test, else the last one that is not stored (canceled, or of entered values), else the stored one. */
  last(target: ConnectionTarget): Promise<ConnectionRunView | null>;
}

const LAYERS: Readonly<Record<ConnectionTarget, readonly ConnectionLayer[]>> = {
  groupware: GROUPWARE_LAYERS,
  amazon: AMAZON_LAYERS,
  directory: LDAP_LAYERS,
  business: BUSINESS_LAYERS,
};
const JOBS = { groupware: 'test-groupware', amazon: 'test-amazon', directory: 'test-directory', business: 'test-amazon-business' } as const;

/** Creates the connection tests of a company; each is a job that reports layer by layer. `now`: ms since 1970. */
export function createConnectionRuns(
  { session, jobs }: { readonly session: CompanySession; readonly jobs: CompanyJobs },
  now: () => number = Date.now,
): ConnectionRuns {
  const kept = createConnectionService(session);
  /** Runs that are active or not stored, with the fingerprint of the tested values (`computeTestedValuesFingerprint`). */
  const runs = new Map<ConnectionTarget, { readonly run: ConnectionRun; readonly values: string }>();
  return {
    start({ target, asked, order = LAYERS[target], layers, isOfTyped = false, done }) {
      const begun: ConnectionRun = {
        ...asked,
        state: 'running',
        startedAt: new Date(now()).toISOString(),
        layers: [],
        current: order[0] ?? null,
      };
      return jobs.start(JOBS[target], async ({ signal, report }) => {
        let run = begun;
        const values = kept.testedValues(target);
        const tell = (change: Partial<ConnectionRun>): void => {
          run = { ...run, ...change };
          runs.set(target, { run, values });
          report({ phase: 'testing', done: run.layers.length, total: order.length });
        };
        tell({});
        try {
          for await (const layer of layers(signal)) {
            const found = [...run.layers, { ...layer, reasons: layer.reasons.map((reason) => ({ ...reason })) }];
            tell({ layers: found, current: order[found.length] ?? null });
          }
          signal.throwIfAborted();
          tell({ state: 'done', current: null });
          if (!isOfTyped) await kept.keepConnectionTest(target, run, values);
          const isStored = (await done?.(run)) ?? false;
          // Compute the fingerprint after the test, because values that the test stored must not count as changed later.
          if (isStored) await kept.keepConnectionTest(target, run, kept.testedValues(target));
          if (isStored || !isOfTyped) runs.delete(target);
          return { passed: !run.layers.some(({ state }) => state === 'failed') };
        } catch (error) {
          if (run.state === 'running') tell({ state: 'cancelled', current: null });
          throw error;
        }
      });
    },
    async last(target) {
      const known = runs.get(target);
      if (known === undefined) return kept.lastConnectionTest(target);
      const { run, values } = known;
      return { ...run, outdated: run.state === 'done' && values !== kept.testedValues(target) };
    },
  };
}
