import { describe, expect, test } from 'vitest';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { FieldChange, RiskReason } from '#shared/domain/sync/plan/item.ts';
import { RISK_REASONS } from '#shared/domain/sync/plan/item.ts';
import { computeItemRisk, getHighestRisk } from '#shared/domain/sync/plan/risk.ts';

const change = (path: string, more: Partial<FieldChange> = {}): FieldChange =>
  ({ path, kind: 'set', before: 'a', after: 'b', origin: 'ours', conflict: false, ...more }) as FieldChange;
const risksOf = (section: GatewaySection, fields: readonly FieldChange[], kind: 'change' | 'create' = 'change') =>
  computeItemRisk(section, { kind, write: 'put', fields, target: null, server: null });

describe('the risk of a changed field', () => {
  const FIELDS: readonly (readonly [GatewaySection, string, RiskReason, 'high' | 'medium'])[] = [
    ['integration', '/systemLogin', 'login', 'high'],
    ['integration', '/poRequestUrl', 'order-address', 'high'],
    ['common_settings', '/routeId', 'default-route', 'high'],
    ['common_settings', '/serialId', 'default-serial', 'medium'],
    ['invoice_groups', '/code', 'invoice-code', 'medium'],
    ['routes', '/steps/s1/finalDecider', 'final-decider', 'medium'],
  ];

  test.each(FIELDS)('of %s %s is %s', (section, path, reason, risk) => {
    expect(risksOf(section, [change(path)])).toEqual({ risk, risks: [reason] });
  });

  test.each(FIELDS)('of %s %s is none if only the server changed it', (section, path) => {
    expect(risksOf(section, [change(path, { origin: 'theirs' })])).toEqual({ risk: 'low', risks: [] });
  });

  test('says that a value of the server is overwritten when the draft wins a conflict', () => {
    const won = change('/systemLogin', { origin: 'both', conflict: true, resolution: 'ours' } as unknown as Partial<FieldChange>);
    expect(risksOf('integration', [won])).toEqual({ risk: 'high', risks: ['overwrites-server', 'login'] });
  });

  test.each([
    ['the draft’s value', 'ours', ['overwrites-server']],
    ['a third value', { edit: 'c' }, ['overwrites-server']],
    ['the server’s value', 'theirs', []],
  ])('with %s in place of a value that the server changed counts as overwriting unless it is the server’s', (_, resolution, risks) => {
    const decided = change('/punchoutUrl', { origin: 'both', conflict: true, resolution } as unknown as Partial<FieldChange>);
    expect(risksOf('integration', [decided]).risks).toEqual(risks);
  });

  test('is none for fields that stop no one', () => {
    expect(risksOf('integration', [change('/punchoutUrl')])).toEqual({ risk: 'low', risks: [] });
  });
});

test('these reasons alone make an item a high risk', () => {
  expect(RISK_REASONS.filter((reason) => getHighestRisk([reason]) === 'high')).toEqual([
    'deletes',
    'fewer-allowed',
    'order-address',
    'login',
    'credentials',
    'default-route',
    'overwrites-server',
  ]);
});
