import { describe, expect, it } from 'vitest';
import { getCardWork, listActors, listProgress } from '#renderer/screens/readiness/queue/cards.ts';
import type { CauseRow } from '#shared/contract/fixes/causes.ts';

const cause = (changes: Partial<CauseRow> = {}): CauseRow => ({
  kind: 'spelling',
  codes: ['email-differs-case', 'email-differs-width'],
  people: 3,
  actors: { me: 0, neo: 3, amazon: 0, person: 0 },
  progress: { none: 3, adopted: 0, awaiting: 0, missed: 0 },
  awaitedSides: [],
  curable: 0,
  arrived: 0,
  state: 'open',
  root: null,
  ...changes,
});
const progress = (changes: Partial<CauseRow['progress']>) => ({ none: 0, adopted: 0, awaiting: 0, missed: 0, ...changes });

describe('the button of a card', () => {
  it('leads to exactly the people of the cause, and promises fixes only if there are some', () => {
    const target = { screen: 'matching', params: { codes: ['email-differs-case', 'email-differs-width'], firstGateOnly: true } };
    expect(getCardWork(cause())).toEqual({ action: 'see', target });
    expect(getCardWork(cause({ curable: 1 }))).toEqual({ action: 'fix', target });
    expect(getCardWork(cause({ progress: progress({ none: 1, adopted: 2 }) })).action).toBe('see');
  });
  it('leads to the files if everyone has an adopted fix, and to the written fixes if a newer list lacks them', () => {
    expect(getCardWork(cause({ progress: progress({ adopted: 2, awaiting: 1 }), state: 'file-made' }))).toEqual({
      action: 'files',
      target: { screen: 'fixes', params: { tab: 'files' } },
    });
    expect(getCardWork(cause({ progress: progress({ missed: 1, awaiting: 2 }), state: 'file-made' }))).toEqual({
      action: 'written',
      target: { screen: 'fixes', params: { tab: 'list', states: ['written'] } },
    });
  });
  it('leads to the import of the list that will show the fixes', () => {
    const waiting = { progress: progress({ awaiting: 3 }), state: 'awaiting-import' } as const;
    expect(getCardWork(cause({ ...waiting, awaitedSides: ['amazon'] })).target).toEqual({
      screen: 'import',
      params: { kind: 'amazon-users' },
    });
    expect(getCardWork(cause(waiting)).target).toEqual({ screen: 'import', params: {} });
  });
  it('opens the root instead of the people, but not after the fixes have arrived', () => {
    const root = { screen: 'invoicing', id: 'group-1', name: '本社' } as const;
    expect(getCardWork(cause({ kind: 'invoiceCode', codes: ['invoice-code-near-miss'], root }))).toEqual({
      action: 'open',
      target: { screen: 'invoicing', params: { id: 'group-1' } },
    });
    expect(getCardWork(cause({ kind: 'integration', codes: ['integration-incomplete'] })).target.screen).toBe('integration');
    expect(getCardWork(cause({ people: 0, arrived: 2, state: 'arrived', root })).target).toEqual({
      screen: 'fixes',
      params: { tab: 'list', states: ['arrived'] },
    });
  });
});

it('a card names the parties that must act, those with most people first', () => {
  expect(listActors({ actors: { me: 1, neo: 0, amazon: 4, person: 1 } })).toEqual([
    { actor: 'amazon', people: 4 },
    { actor: 'me', people: 1 },
    { actor: 'person', people: 1 },
  ]);
});

it('a card says of fixes only what its state does not say', () => {
  expect(listProgress(cause({ progress: progress({ none: 1, adopted: 2 }), arrived: 4 }))).toEqual([
    { key: 'adopted', count: 2 },
    { key: 'arrived', count: 4 },
  ]);
  expect(listProgress(cause({ progress: progress({ awaiting: 3 }), state: 'awaiting-import' }))).toEqual([]);
  expect(listProgress(cause({ progress: progress({ none: 1, awaiting: 1, missed: 1 }), state: 'file-made' }))).toEqual([
    { key: 'inFile', count: 2 },
    { key: 'missed', count: 1 },
  ]);
  expect(listProgress(cause({ people: 0, progress: progress({}), arrived: 2, state: 'arrived' }))).toEqual([]);
});
