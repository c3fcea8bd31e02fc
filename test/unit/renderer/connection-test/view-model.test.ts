import { describe, expect, it } from 'vitest';
import { listMissingFieldsInRows } from '#main/groupware/stock-neo-client.ts';
import { createLayerRows, createTestHeadline, formatRunAsText, getLeadingFact } from '#renderer/parts/connection-test/view-model.ts';
import type { ConnectionRun, ConnectionRunView } from '#shared/contract/connections/connections.ts';
import {
  AMAZON_LAYERS,
  BUSINESS_LAYERS,
  CLOUD_LAYERS,
  CONNECTION_FIELDS,
  CONNECTION_REASON_IDS,
  createConnectionReason,
  createSkippedLayerResult,
  GROUPWARE_LAYERS,
  LDAP_LAYERS,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { buildReasonArguments, formatFieldNames, type ReasonFormatters } from '#shared/messages/reason-arguments.ts';
import { createTexts } from '#shared/messages/texts.ts';

type Layer = ConnectionRun['layers'][number];
const layer = (name: Layer['layer'], more: Partial<Layer> = {}): Layer => ({
  layer: name,
  state: 'passed',
  milliseconds: 12,
  reasons: [],
  facts: {},
  ...more,
});
const run = (layers: Layer[], more: Partial<ConnectionRunView> = {}): ConnectionRunView => ({
  state: 'done',
  startedAt: '2026-11-24T00:00:00.000Z',
  layers,
  current: null,
  outdated: false,
  ...more,
});
const words: ReasonFormatters = { date: (iso) => iso.slice(0, 10), field: (key) => `<${key}>`, list: (items) => items.join('・') };

describe('the rows of a run', () => {
  it('are every layer of the target, whether reached or not', () => {
    expect(createLayerRows('groupware', null).map((row) => [row.layer, row.look])).toEqual(
      GROUPWARE_LAYERS.map((name) => [name, 'waiting']),
    );
    expect(createLayerRows('amazon', null).map((row) => row.layer)).toEqual(AMAZON_LAYERS);
  });

  it('show the layer at work, those before it and those to come', () => {
    const rows = createLayerRows('groupware', run([layer('groupware-address')], { state: 'running', current: 'groupware-dns' }));
    expect(rows.slice(0, 3).map(({ look }) => look)).toEqual(['passed', 'running', 'waiting']);
  });

  it('are not shown as waiting if they were never reached and the run was canceled', () => {
    const rows = createLayerRows('groupware', run([layer('groupware-address')], { state: 'cancelled' }));
    expect(rows.slice(0, 3).map(({ look }) => look)).toEqual(['passed', 'never', 'never']);
  });

  it('show why one was skipped, and no time for it', () => {
    const skipped = { ...createSkippedLayerResult('groupware-tls', 'earlier'), reasons: [], facts: { because: 'earlier' } };
    const row = createLayerRows('groupware', run([skipped])).find(({ layer: name }) => name === 'groupware-tls');
    expect(row).toMatchObject({ look: 'skipped', because: 'earlier', milliseconds: null, facts: [] });
  });

  it('show facts worth reading only, in the order of their meaning', () => {
    const facts = { trustedBy: 'extra', issuer: 'CA', host: 'neo', given: 1, product: '' };
    const row = createLayerRows('groupware', run([layer('groupware-tls', { facts })])).find(({ layer: name }) => name === 'groupware-tls');
    expect(row?.facts).toEqual([
      ['host', 'neo'],
      ['issuer', 'CA'],
      ['trustedBy', 'extra'],
    ]);
    expect(row && getLeadingFact(row)).toEqual(['issuer', 'CA']);
  });
});

describe('the headline', () => {
  it('is empty if nothing was tested', () => {
    expect(createTestHeadline('amazon', null)).toEqual({ kind: 'none' });
  });
  it('shows progress while the test runs and after it was canceled', () => {
    const half = [layer('groupware-address'), layer('groupware-dns')];
    expect(createTestHeadline('groupware', run(half, { state: 'running' }))).toEqual({
      kind: 'running',
      done: 2,
      total: GROUPWARE_LAYERS.length,
    });
    expect(createTestHeadline('groupware', run(half, { state: 'cancelled' }))).toMatchObject({ kind: 'cancelled', done: 2 });
  });
  it('counts the tested layers and those with a note', () => {
    const layers = [
      layer('groupware-address'),
      layer('groupware-dns', { state: 'warning' }),
      { ...createSkippedLayerResult('groupware-tls', 'not-needed'), reasons: [], facts: {} },
    ];
    expect(createTestHeadline('groupware', run(layers))).toEqual({ kind: 'passed', passed: 2, remarks: 1 });
  });
  it('does not claim success after the tested values changed', () => {
    const passed = run([layer('groupware-address')], { outdated: true });
    expect(createTestHeadline('groupware', passed)).toEqual({ kind: 'outdated' });
    const failed = run([layer('groupware-address', { state: 'failed' })], { outdated: true });
    expect(createTestHeadline('groupware', failed)).toMatchObject({ kind: 'failed', outdated: true });
  });
  it('names the first layer that failed, and why, and counts the others', () => {
    const reason = createConnectionReason('key-refused', { status: 403 });
    const layers = [
      layer('groupware-address'),
      layer('groupware-key', { state: 'failed', reasons: [{ ...reason }] }),
      layer('groupware-users', { state: 'failed' }),
      layer('groupware-clock', { state: 'skipped' }),
    ];
    expect(createTestHeadline('groupware', run(layers))).toEqual({
      kind: 'failed',
      layer: 'groupware-key',
      reason,
      failed: 2,
      skipped: 1,
      total: GROUPWARE_LAYERS.length,
      outdated: false,
    });
  });
});

describe.each(['ja', 'en'] as const)('the words in %s', (language) => {
  const texts = createTexts(language);
  const messages = { ja, en }[language] as unknown as Record<string, Record<string, Record<string, unknown>>>;

  it('are there for every layer, reason and field', () => {
    for (const name of [...GROUPWARE_LAYERS, ...AMAZON_LAYERS, ...LDAP_LAYERS, ...CLOUD_LAYERS, ...BUSINESS_LAYERS])
      expect(Object.keys(messages['connection']?.['layer']?.[name] ?? {}).sort(), name).toEqual(['doesNotProve', 'name', 'proves']);
    for (const id of CONNECTION_REASON_IDS)
      expect(Object.keys(messages['connection']?.['reason']?.[id] ?? {}).sort(), id).toEqual(['next', 'what', 'why']);
    expect(Object.keys(messages['connectionTest']?.['field'] ?? {}).sort()).toEqual([...CONNECTION_FIELDS].sort());
  });

  it('are complete with and without values', () => {
    for (const id of CONNECTION_REASON_IDS)
      for (const part of ['what', 'why', 'next']) {
        const bare = buildReasonArguments(createConnectionReason(id), words);
        const full = Object.fromEntries(Object.keys(bare).map((name) => [name, 7]));
        for (const values of [bare, full]) {
          const said = texts.phrase(`connection.reason.${id}.${part}`, values);
          expect(said, `${id}.${part}`).not.toMatch(/[{}]|connection\.\w/);
          expect(said.trim(), `${id}.${part}`).not.toBe('');
        }
      }
  });

  it('omit what a refused certificate does not contain', () => {
    for (const id of [
      'tls-issuer-unknown',
      'tls-self-signed',
      'tls-expired',
      'tls-host-mismatch',
      'proxy-refused',
      'dns-not-found',
      'redirected',
    ] as const)
      expect(texts(`connection.reason.${id}.what`, buildReasonArguments(createConnectionReason(id), words)), id).not.toMatch(
        /none|undefined/,
      );
  });
});

it('shows an expiry as a date', () => {
  const reason = createConnectionReason('tls-expired', { expires: '2021-01-01T00:00:00.000Z', subject: '' });
  expect(buildReasonArguments(reason, words)).toMatchObject({ expires: '2021-01-01', subject: 'none' });
});

it('shows fields by their names', () => {
  const reason = createConnectionReason('users-fields-missing', { fields: 'loginId, workEmail, organizations' });
  expect(buildReasonArguments(reason, words)).toMatchObject({ fields: '<loginId>・<workEmail>・<organization>' });
});

it.each(['ja', 'en'] as const)('includes a name for every field that a stock NEO can omit, in %s', (language) => {
  const texts = createTexts(language);
  const missing = listMissingFieldsInRows([{ colour: 'red' }]);
  const said = formatFieldNames(missing.join(', '), {
    field: (key) => texts.phrase(`field.neo-users.${key}`),
    list: (items) => items.join('|'),
  });
  expect(said.split('|')).toHaveLength(missing.length);
  expect(said).not.toContain('field.');
});

it('copies as plain text, with the code of each reason', () => {
  const reason = createConnectionReason('key-refused', { status: 403 });
  const rows = createLayerRows(
    'groupware',
    run([layer('groupware-address', { facts: { host: 'neo' } }), layer('groupware-key', { state: 'failed', reasons: [{ ...reason }] })]),
  );
  const text = formatRunAsText(
    rows.filter(({ look }) => look !== 'never' && look !== 'waiting'),
    {
      title: 'Test',
      layer: (name) => name,
      look: (look) => look,
      reason: () => ['what', 'why', 'next'],
      fact: (name, value) => `${name}: ${value}`,
      milliseconds: (value) => `${value} ms`,
    },
  );
  expect(text).toBe(
    [
      'Test',
      '',
      'passed  groupware-address  12 ms',
      '    host: neo',
      'failed  groupware-key  12 ms',
      '    [key-refused]',
      '    what',
      '    why',
      '    next',
      '',
    ].join('\n'),
  );
});
