import { join } from 'node:path';
import type { DemoCompany } from '../../app/engine/session.ts';
import { createDemoCompany, DEMO_SEED } from '../../sandbox/company/company.ts';
import { demoConfiguration } from '../../sandbox/company/configuration.ts';
import { writeDemoFiles } from '../../sandbox/demo-files.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';

/** Starts the demo company's server and writes its Amazon export, as an administrator would have downloaded it. */
export async function startDemoCompany(temporaryFolder: string, today: string): Promise<DemoCompany> {
  const company = createDemoCompany(DEMO_SEED, today);
  const folder = join(temporaryFolder, 'demo-company');
  await writeDemoFiles(folder, company);
  const sandbox = await startSandbox({ today });
  return {
    name: company.name,
    access: { address: sandbox.address, accessKey: sandbox.accessKey },
    amazon: { origin: sandbox.amazon.origin, sharedSecret: sandbox.amazon.sharedSecret },
    amazonFile: { path: join(folder, 'amazon-users.csv'), name: 'amazon-users.csv' },
    companyDomains: company.domains,
    aliasDomains: company.aliasDomains,
    configuration: demoConfiguration(company, today),
    close: () => sandbox.close(),
  };
}
