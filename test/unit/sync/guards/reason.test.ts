import { expect, it } from 'vitest';
import { toTriageChange } from '#renderer/parts/decisions/decision-form.ts';
import { changeReasonSchema } from '#shared/contract/plan/plan.ts';
import { isValidReason } from '#shared/domain/sync/guards/reason.ts';

it.each([
  ['退職', true],
  ['異動のため', true],
  [' ok ', true],
  ['', false],
  ['　　\u3000', false],
  [' \t\n', false],
  ['\u200b\u200b\u200b', false],
  ['あ', false],
  ['　あ　', false],
])('%j is a reason for windows and calls alike: %s', (text, expected) => {
  expect(isValidReason(text)).toBe(expected);
  expect(changeReasonSchema.safeParse(text).success).toBe(expected);
  expect(toTriageChange('accept', { reason: text, until: null, side: 'none', person: '', note: '' }) !== null).toBe(expected);
});
