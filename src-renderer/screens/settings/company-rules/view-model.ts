import type { CallOutput } from '#shared/contract/calls.ts';

export type Rules = CallOutput<'companyRules.get'>['rules'];

/** Rules as edited: a number may be empty while typing. */
export interface RulesForm extends Omit<Rules, 'fewestApprovals' | 'amountTiers'> {
  readonly fewestApprovals: number | null;
  readonly amountTiers: readonly {
    readonly key: string;
    readonly from: number | null;
    readonly approvers: string;
    readonly fewestApprovals: number | null;
  }[];
}

export const toRulesForm = (rules: Rules): RulesForm => ({
  ...rules,
  amountTiers: rules.amountTiers.map((tier, at) => ({ ...tier, key: `given-${at}` })),
});

/** Converts the fields to rules, without empty tiers by amount; `null` while a required field is empty. */
export function toRules({ fewestApprovals, amountTiers, ...rules }: RulesForm): Rules | null {
  const tiers = amountTiers.filter(({ from, approvers }) => from !== null || approvers.trim() !== '');
  if (fewestApprovals === null || tiers.some(({ from, approvers }) => from === null || approvers.trim() === '')) return null;
  const complete = tiers.map(({ from, approvers, fewestApprovals: least }) => ({
    from: from ?? 0,
    approvers: approvers.trim(),
    fewestApprovals: least ?? 0,
  }));
  return { ...rules, fewestApprovals, amountTiers: complete.toSorted((a, b) => a.from - b.from) };
}

/** Returns whether nothing was typed since `began`; empty rows do not count. */
export const isUntouched = (form: RulesForm, began: Rules): boolean => isSameRules(toRules(form), began);

/** The form after others saved: input since `began` stays, the rest is updated. */
export function mergeTypedForm(form: RulesForm, began: Rules, saved: Rules): RulesForm {
  const was = toRulesForm(began);
  const tiers = (rules: RulesForm): string => JSON.stringify(rules.amountTiers.map(({ key: _, ...tier }) => tier));
  const kept = <F extends Exclude<keyof RulesForm, 'amountTiers'>>(field: F): RulesForm[F] =>
    form[field] === was[field] ? toRulesForm(saved)[field] : form[field];
  return {
    fewestApprovals: kept('fewestApprovals'),
    mostSteps: kept('mostSteps'),
    forbidSelfApproval: kept('forbidSelfApproval'),
    discourageNamedPeople: kept('discourageNamedPeople'),
    amountTiers: tiers(form) === tiers(was) ? toRulesForm(saved).amountTiers : form.amountTiers,
  };
}

export const isSameRules = (a: Rules | null, b: Rules): boolean => a !== null && JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

const ordered = ({ fewestApprovals, mostSteps, forbidSelfApproval, discourageNamedPeople, amountTiers }: Rules): readonly unknown[] => [
  fewestApprovals,
  mostSteps,
  forbidSelfApproval,
  discourageNamedPeople,
  ...amountTiers.map(({ from, approvers, fewestApprovals: least }) => [from, approvers, least]),
];
