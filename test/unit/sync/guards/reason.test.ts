import { expect, it } from 'vitest';
import { changeOf } from '#renderer/parts/decisions/asking.ts';
import { reasonSchema } from '#shared/contract/plan/plan.ts';
import { isReason } from '#shared/domain/sync/guards/reason.ts';

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
  expect(isReason(text)).toBe(expected);
  expect(reasonSchema.safeParse(text).success).toBe(expected);
  expect(changeOf('accept', { reason: text, until: null, side: 'none', person: '', note: '' }) !== null).toBe(expected);
});
