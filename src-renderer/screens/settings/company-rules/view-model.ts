import type { CallOutput } from '#shared/contract/calls.ts';

export type Rules = CallOutput<'companyRules.get'>['rules'];

/** The rules as they stand in the fields: a number that is being typed may be nothing yet. */
export interface RulesForm extends Omit<Rules, 'fewestApprovals' | 'amountTiers'> {
  readonly fewestApprovals: number | null;
  readonly amountTiers: readonly {
    readonly key: string;
    readonly from: number | null;
    readonly approvers: string;
    readonly fewestApprovals: number | null;
  }[];
}

export const formOf = (rules: Rules): RulesForm => ({
  ...rules,
  amountTiers: rules.amountTiers.map((tier, at) => ({ ...tier, key: `given-${at}` })),
});

/** The rules that the fields hold, tiers by amount; an empty tier is left out. `null` while a field that must be filled is empty. */
export function rulesOf({ fewestApprovals, amountTiers, ...rules }: RulesForm): Rules | null {
  const tiers = amountTiers.filter(({ from, approvers }) => from !== null || approvers.trim() !== '');
  if (fewestApprovals === null || tiers.some(({ from, approvers }) => from === null || approvers.trim() === '')) return null;
  const complete = tiers.map(({ from, approvers, fewestApprovals: least }) => ({
    from: from ?? 0,
    approvers: approvers.trim(),
    fewestApprovals: least ?? 0,
  }));
  return { ...rules, fewestApprovals, amountTiers: complete.toSorted((a, b) => a.from - b.from) };
}

export const sameRules = (a: Rules | null, b: Rules): boolean => a !== null && JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

const ordered = ({ fewestApprovals, mostSteps, forbidSelfApproval, discourageNamedPeople, amountTiers }: Rules): readonly unknown[] => [
  fewestApprovals,
  mostSteps,
  forbidSelfApproval,
  discourageNamedPeople,
  ...amountTiers.map(({ from, approvers, fewestApprovals: least }) => [from, approvers, least]),
];
