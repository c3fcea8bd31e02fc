import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const COMPANIES = 12;
const MINUTE = 60_000;

// On Linux a scanner that reads has no effect.
it.skipIf(process.platform !== 'win32')(
  'keeps every created company while another program opens each new file',
  async () => {
    const path = temporaryFolder('scanned');
    const scanner = new Worker(join(import.meta.dirname, '../../support/windows/scanner.cjs'), { argv: ['share', path] });
    try {
      await new Promise((resolve) => scanner.once('online', resolve));
      const folder = new CompanyFolder(path);
      const names = Array.from({ length: COMPANIES }, (_, at) => `会社 ${at}`);
      for (const name of names) folder.create(name, 'test', new Date().toISOString()).close();
      expect(folder.list()).toMatchObject({ companies: names.map((name) => ({ name })), unreadable: [] });
    } finally {
      await scanner.terminate();
    }
  },
  5 * MINUTE,
);
