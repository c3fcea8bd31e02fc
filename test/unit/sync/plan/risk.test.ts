import { describe, expect, it } from 'vitest';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { FieldChange, ItemKind } from '#shared/domain/sync/plan/item.ts';
import { computeItemRisk } from '#shared/domain/sync/plan/risk.ts';

const field = (changes: Partial<FieldChange>): FieldChange => ({
  path: '/code',
  kind: 'set',
  origin: 'ours',
  base: 'A',
  ours: 'B',
  before: 'A',
  after: 'B',
  conflict: false,
  ...changes,
});
const item = (kind: ItemKind, fields: readonly FieldChange[]) => ({
  kind,
  write: 'put' as const,
  fields,
  target: { code: 'B' } as unknown as Body,
  server: { code: 'A' } as unknown as Body,
});

describe('what can go wrong', () => {
  it.each<ItemKind>(['change', 'conflict'])('includes the code of a %s', (kind) => {
    const conflict = kind === 'conflict';
    const told = computeItemRisk('invoice_groups', item(kind, [field({ origin: conflict ? 'both' : 'ours', conflict })]));
    expect(told).toEqual({ risk: 'medium', risks: ['invoice-code'] });
  });

  it('does not include what only the server changed', () => {
    expect(computeItemRisk('invoice_groups', item('drift', [field({ origin: 'theirs' })]))).toEqual({ risk: 'low', risks: [] });
  });
});
