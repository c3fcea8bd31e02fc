import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnectionRuns } from '#main/app/connections/connection-runs.ts';
import type { Companies } from '#main/company/companies.ts';
import { getStoredConnectionTest } from '#main/company/connections/connection-proof.ts';
import type { CompanySession } from '#main/company/session.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ConnectionLayer, LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import { openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const OWN = 'https://neo.example.co.jp/cgi-bin/dneo/dneo.cgi';
const OTHER = 'https://other.example.co.jp/cgi-bin/dneo/dneo.cgi';

describe('the last test of a connection', () => {
  let folder: string;
  let companies: Companies;
  let session: CompanySession;
  let ended: Promise<unknown>;
  let runs: ReturnType<typeof createConnectionRuns>;
  beforeEach(async () => {
    folder = temporaryFolder('connection-runs');
    companies = openCompanies(folder);
    const { id } = await companies.create({ name: '自社', kind: 'test' });
    session = await companies.within(id, async (opened) => opened);
    session.file().changeServer(OWN);
    runs = createConnectionRuns({
      session,
      jobs: {
        start(_kind, work) {
          ended = work({ signal: new AbortController().signal, report: () => undefined });
          return 'job';
        },
      },
    });
  });
  afterEach(async () => {
    await companies.close();
  });
  async function* layers(state: 'passed' | 'failed'): AsyncGenerator<LayerResult<ConnectionLayer>> {
    yield { layer: 'groupware-address', state, milliseconds: 1, facts: {}, reasons: [] } as LayerResult<ConnectionLayer>;
  }
  const order = (state: 'passed' | 'failed') => ({ target: 'groupware', asked: {}, layers: () => layers(state) }) as const;
  const kept = () => getStoredConnectionTest(session.file(), 'groupware');

  it('does not apply to values that changed after it, although the keychain refused to store them', async () => {
    runs.start({
      ...order('passed'),
      done: async () => {
        throw new ExpectedError('keychain-locked', { why: 'locked', reason: 'locked collection' });
      },
    });
    await expect(ended).rejects.toThrow('keychain-locked');
    expect(await runs.last('groupware')).toMatchObject({ state: 'done', outdated: false });
    session.file().changeServer(OTHER);
    expect(await runs.last('groupware')).toMatchObject({ state: 'done', outdated: true });
  });

  it('is shown but not saved for the company if its typed values were not saved', async () => {
    runs.start(order('passed'));
    await ended;
    runs.start({ ...order('failed'), isOfTyped: true, done: async () => false });
    await ended;
    expect(await runs.last('groupware')).toMatchObject({ layers: [{ state: 'failed' }], outdated: false });
    expect(kept()).toMatchObject({ layers: [{ state: 'passed' }], outdated: false });
    session.file().changeServer(OTHER);
    expect(await runs.last('groupware')).toMatchObject({ layers: [{ state: 'failed' }], outdated: true });
  });

  it('is saved if the typed values were saved', async () => {
    runs.start({
      ...order('passed'),
      isOfTyped: true,
      async done() {
        session.file().changeServer(OTHER);
        return true;
      },
    });
    await ended;
    expect(kept()).toMatchObject({ layers: [{ state: 'passed' }], outdated: false });
    expect(await runs.last('groupware')).toEqual(kept());
  });
});
