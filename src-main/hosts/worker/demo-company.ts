import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoCompany } from '../../company/demo-company.ts';
import { removeFile, removeFolder, tryToRemove } from '../../disk/held-files.ts';
import type { DemoAmazonUser } from '../../sandbox/company/amazon-accounts.ts';
import { createDemoCompany, DEMO_SEED } from '../../sandbox/company/company.ts';
import { createDemoConfiguration } from '../../sandbox/company/configuration.ts';
import { writeAmazonList, writeDemoFiles } from '../../sandbox/demo-files.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox.ts';
import { toStorageFailure } from '../../storage/storage-failure.ts';

export interface DemoFolders {
  /** Folder of the server's data. */
  readonly demo: string;
  readonly temporary: string;
}

/** Starts the demo company's server and writes its Amazon export, as an administrator would have downloaded it. */
export async function startDemoCompany(folders: DemoFolders, today: string, start = startSandbox): Promise<DemoCompany> {
  const company = createDemoCompany(DEMO_SEED, today);
  const folder = join(folders.temporary, 'demo-company');
  await writeDemoFiles(folder, company).catch(async (error: unknown) => {
    tryToRemove(() => removeFolder(folder));
    throw error;
  });
  const created: DemoAmazonUser[] = [];
  const onAmazonUser = (user: DemoAmazonUser): void => {
    created.push(user);
    writeAmazonList(folder, [...company.amazonUsers, ...created]);
  };
  const sandbox = await startServer(folders.demo, { today, onAmazonUser }, start);
  return {
    name: company.name,
    access: { address: sandbox.address, accessKey: sandbox.accessKey },
    amazon: { origin: sandbox.amazon.origin, sharedSecret: sandbox.amazon.sharedSecret },
    cloudServers: sandbox.cloudServers,
    amazonBusiness: sandbox.amazonBusiness,
    amazonFile: { path: join(folder, 'amazon-users.csv'), name: 'amazon-users.csv' },
    companyDomains: company.domains,
    aliasDomains: company.aliasDomains,
    configuration: createDemoConfiguration(company, today),
    startOver() {
      sandbox.startOver();
      if (created.splice(0).length > 0) writeAmazonList(folder, company.amazonUsers);
    },
    close: () => sandbox.close(),
  };
}

/** Uses the existing file, so that applied changes survive a restart; a damaged file is replaced. */
async function startServer(
  folder: string,
  options: Pick<SandboxOptions, 'today' | 'onAmazonUser'>,
  start: typeof startSandbox,
): Promise<Sandbox> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const database = join(folder, 'groupware.sqlite');
  try {
    return await start({ ...options, database, colleagues: true });
  } catch (error) {
    // The file is kept on storage errors such as a full disk, which do not mean that it is damaged.
    if (toStorageFailure(error) !== null) throw error;
    for (const file of [database, `${database}-journal`]) removeFile(file);
    return start({ ...options, database, colleagues: true });
  }
}
