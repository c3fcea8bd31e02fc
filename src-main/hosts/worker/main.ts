import { hostname } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { businessDay } from '../../app/business-day.ts';
import { createLocalCompanies } from '../../app/engine/local-companies.ts';
import { serveCompanies } from '../../app/engine/serve-companies.ts';
import { accountName } from '../../app/operator.ts';
import { WorkspaceFolder } from '../../storage/workspace-folder.ts';
import { startDemoCompany } from './demo-company.ts';

/** What the starting thread gives along. */
export interface EngineThreadData {
  readonly workspaceFolder: string;
  readonly temporaryFolder: string;
  /** What the demo company's server keeps. */
  readonly demoFolder: string;
  /** The name that whoever sits here gave; `''` = none. */
  readonly operatorName: string;
}

if (parentPort === null) throw new Error('The engine is a worker thread; start the console instead.');
const { workspaceFolder, temporaryFolder, demoFolder, operatorName } = workerData as EngineThreadData;

serveCompanies(
  createLocalCompanies({
    folder: new WorkspaceFolder(workspaceFolder),
    startDemo: () => startDemoCompany({ demo: demoFolder, temporary: temporaryFolder }, businessDay(Date.now())),
    now: Date.now,
    operator: accountName(),
    operatorName,
    machine: hostname(),
  }),
  parentPort,
);
