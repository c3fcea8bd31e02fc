import { join } from 'node:path';
import { writeReport } from '#main/app/reports/report.ts';
import { EMPTY_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { engineOf, openCompanies } from '../support/engine.ts';
import { generateLists } from './generated-lists.ts';
import { longestTurn, type Measurement } from './measure.ts';

const PEOPLE = 200_000;
const BUDGET_MS = 300;

/** How long a call waits at most (CPU of the longest step) while a company of 200,000 people is imported, audited and reported. */
export async function measureLoad(folder: string): Promise<Measurement[]> {
  const own = join(folder, 'load');
  const { neo, amazon } = generateLists(join(own, 'lists'), PEOPLE);
  const companies = openCompanies(join(own, 'workspaces'));
  const { id } = await companies.create({ name: '二十万人', kind: 'test' });
  const engine = engineOf(companies, id);
  const work = { signal: new AbortController().signal, report: () => undefined };
  const measurements: Measurement[] = [];
  const measure = async (name: string, run: () => Promise<unknown>): Promise<void> => {
    const value = await longestTurn(run);
    measurements.push({ name: `longest that a call waits, ${PEOPLE} people: ${name}`, value, unit: 'ms', budget: BUDGET_MS, peer: null });
  };
  await measure('import of NEO', () => engine.importList({ path: neo, name: 'neo.csv', kind: 'neo-users', reading: {} }, work));
  await measure('import of Amazon', () => engine.importList({ path: amazon, name: 'amazon.csv', kind: 'amazon-users', reading: {} }, work));
  await companies.within(id, async (session) => {
    await measure('first readiness', () => session.ready());
    await session.warmSearches();
    const order = { encoding: 'utf8-bom', language: 'ja', filter: EMPTY_FILTER, sort: { by: 'severity', direction: 'ascending' } } as const;
    for (const format of ['csv', 'json', 'xlsx', 'html'] as const)
      await measure(`${format} report`, () => writeReport(session, { ...order, format, path: join(own, `report.${format}`) }, work));
  });
  await companies.close();
  return measurements;
}
