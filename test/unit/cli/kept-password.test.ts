import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noteSecret } from '#main/app/services/note-secret.ts';
import { openCommandCompany } from '#main/hosts/cli/command-company.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { openCompanies } from '../../support/engine.ts';

const kept = vi.hoisted(() => new Map<string, string>());
vi.mock('keytar', () => ({ default: { getPassword: async (_service: string, account: string) => kept.get(account) ?? null } }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-kept-password-'));
  kept.clear();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a command sends the catalog password that a window kept, and none that is for another Amazon', async () => {
  const companies = openCompanies(join(folder, 'workspaces'));
  const { id } = await companies.create({ name: '自社', kind: 'test' });
  kept.set(`${id}/catalog-password`, 'p4ss');
  const note = (boundTo: string) =>
    companies.within(id, async (session) => noteSecret(session, 'catalog-password', { kind: 'set', keptIn: 'system', boundTo }));
  const asked = async () => {
    const { secret, close } = await openCommandCompany(id, folder, createTexts('ja'));
    try {
      return await secret('catalog-password');
    } finally {
      await close();
    }
  };
  await note('amazon');
  expect(await asked()).toBe('p4ss');
  await note('http://127.0.0.1:8080');
  await expect(asked()).rejects.toThrow('secret-bound-elsewhere');
  await companies.close();
});
