import { expect, it } from 'vitest';
import { isUntouched, mergeTypedForm, type Rules, toRules, toRulesForm } from '#renderer/screens/settings/company-rules/view-model.ts';

const BEGAN: Rules = {
  fewestApprovals: 1,
  mostSteps: null,
  forbidSelfApproval: true,
  discourageNamedPeople: false,
  amountTiers: [{ from: 100_000, approvers: '部長', fewestApprovals: 0 }],
};
const SAVED: Rules = { ...BEGAN, mostSteps: 9, amountTiers: [{ from: 300_000, approvers: '本部長', fewestApprovals: 2 }] };

it('keeps typed rules if others saved rules in the meantime, and takes over the saved ones otherwise', () => {
  const typed = { ...toRulesForm(BEGAN), fewestApprovals: 4 };
  expect(toRules(mergeTypedForm(typed, BEGAN, SAVED))).toEqual({ ...SAVED, fewestApprovals: 4 });
  const tiers = { ...toRulesForm(BEGAN), amountTiers: [] };
  expect(toRules(mergeTypedForm(tiers, BEGAN, SAVED))).toEqual({ ...SAVED, amountTiers: [] });
});

it('a field that is empty while it is typed in counts as typed, and a new row without anything in it does not', () => {
  expect(isUntouched({ ...toRulesForm(BEGAN), fewestApprovals: null }, BEGAN)).toBe(false);
  expect(mergeTypedForm({ ...toRulesForm(BEGAN), fewestApprovals: null }, BEGAN, SAVED).fewestApprovals).toBeNull();
  const row = { key: 'new', from: null, approvers: '', fewestApprovals: 0 };
  expect(isUntouched({ ...toRulesForm(BEGAN), amountTiers: [...toRulesForm(BEGAN).amountTiers, row] }, BEGAN)).toBe(true);
});
