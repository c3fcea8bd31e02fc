import { afterAll, beforeAll, beforeEach } from 'vitest';
import { accessOf, createCopies, draftManyChanges, newCompany, openConsoleOn } from './apply-company.ts';
import type { Engine } from './engine.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A company with many drafted changes, shared by the tests of a file. Its test server is reset before each test. */
export interface DraftedCompany {
  readonly sandbox: Sandbox;
  /** Runs `use` with a console on a copy of the company, and closes the console afterwards. */
  onCopy<T>(use: (engine: Engine) => Promise<T>): Promise<T>;
}

export function draftedCompanyOfFile(): DraftedCompany {
  let made: { readonly sandbox: Sandbox; readonly companyId: string; readonly copies: ReturnType<typeof createCopies> } | undefined;
  let folder = '';
  const there = () => {
    if (made === undefined) throw new Error('the company is there within tests only');
    return made;
  };
  beforeAll(async () => {
    const sandbox = await startSandbox({ throttleMs: 1 });
    folder = temporaryFolder('apply');
    const companyId = await newCompany(folder, accessOf(sandbox), '試験');
    const engine = await openConsoleOn(folder, companyId);
    await draftManyChanges(engine, companyId);
    await engine.close();
    made = { sandbox, companyId, copies: createCopies(folder) };
  });
  beforeEach(() => {
    there().sandbox.misbehave(null);
    there().sandbox.startOver();
  });
  afterAll(async () => {
    await made?.sandbox.close();
    made?.copies.close();
  });
  return {
    get sandbox() {
      return there().sandbox;
    },
    async onCopy(use) {
      const { copies, companyId } = there();
      const engine = await openConsoleOn(copies.copy(), companyId);
      try {
        return await use(engine);
      } finally {
        await engine.close();
      }
    },
  };
}
