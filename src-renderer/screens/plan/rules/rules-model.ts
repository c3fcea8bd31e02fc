import type { CallInput } from '#shared/contract/calls.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';

export type Policy = NonNullable<CallInput<'plan.changePolicy'>['policy']>;
export type Limit = Policy['people'];

/** Sections with deletable objects. The console never deletes single objects. */
export const DELETABLE_SECTIONS = ['routes', 'serials', 'invoice_groups'] as const satisfies readonly GatewaySection[];

/** A limit's input; empty = no limit, `undefined` = not a number. */
export function parseLimitNumber(value: string | number, most: number): number | null | undefined {
  if (value === '') return null;
  const number = typeof value === 'number' ? value : Number(value);
  return Number.isFinite(number) && number >= 0 && number <= most ? number : undefined;
}

/** The policy with another limit; `where` is a section's deletions, or people. */
export const withLimit = (policy: Policy, where: (typeof DELETABLE_SECTIONS)[number] | 'people', limit: Limit): Policy =>
  where === 'people' ? { ...policy, people: limit } : { ...policy, deletions: { ...policy.deletions, [where]: limit } };

export const getLimit = (policy: Policy, where: (typeof DELETABLE_SECTIONS)[number] | 'people'): Limit =>
  where === 'people' ? policy.people : policy.deletions[where];

type Freeze = Policy['freeze'][number];

/** A default freeze window of each kind. */
export const createFreeze = (kind: Freeze['kind'], today: string): Freeze => {
  switch (kind) {
    case 'dates':
      return { kind, name: '', from: today, to: today };
    case 'month-end':
      return { kind, name: '', days: 3 };
    case 'outside-hours':
      return { kind, name: '', from: '09:00', to: '17:00' };
    case 'non-business-days':
      return { kind, name: '' };
  }
};

/** True if the dates are in order. */
export const isFreezeValid = (freeze: Freeze): boolean =>
  freeze.kind === 'dates'
    ? freeze.from !== '' && freeze.to !== '' && freeze.from <= freeze.to
    : freeze.kind === 'outside-hours'
      ? freeze.from !== '' && freeze.to !== ''
      : true;
