import { expect, it } from 'vitest';
import type { CompanySession } from '#main/company/session.ts';
import { openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('stay open together, so that people who work in several small companies do not wait for them to be opened again', async () => {
  const companies = openCompanies(temporaryFolder('idle-companies'));
  const sessionOf = (id: string): Promise<CompanySession> => companies.within(id, async (session) => session);
  const ids: string[] = [];
  for (let at = 0; at < 8; at++) ids.push((await companies.create({ name: `会社 ${at}`, kind: 'test' })).id);
  const sessions = await Promise.all(ids.map(sessionOf));
  for (const [at, id] of ids.entries()) expect(await sessionOf(id)).toBe(sessions[at]);
  await companies.close();
});
