import { expect, test } from 'vitest';
import {
  formatCountdown,
  getRunMark,
  getRunProgress,
  getStepMark,
  getStepSentence,
  getStepWord,
  getUnknownStepOutcome,
  listFilteredStates,
} from '#renderer/screens/plan/apply/run-view-model.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';

test('a run that wrote everything succeeds only if the values read back equal the sent ones', () => {
  const none = { failed: 0, unknown: 0, differing: 0 };
  expect(getRunMark({ ...none, state: 'done' })).toBe('ready');
  expect(getRunMark({ ...none, state: 'done', differing: 1 })).toBe('risk');
  expect(getRunMark({ ...none, state: 'failed', failed: 1 })).toBe('block');
  expect(getRunMark({ ...none, state: 'interrupted' })).toBe('risk');
  expect(getRunMark({ ...none, state: 'cancelled' })).toBe('unknown');
  expect(getRunMark({ ...none, state: 'cancelled', unknown: 1 })).toBe('risk');
});

test('a step reports whether it was read back', () => {
  expect(getStepWord({ state: 'done', verified: null }, true)).toBe('done');
  expect(getStepWord({ state: 'done', verified: true }, true)).toBe('verified');
  expect(getStepWord({ state: 'done', verified: false }, true)).toBe('differing');
  expect(getStepWord({ state: 'left-out', verified: null }, true)).toBe('left-out');
  expect(getStepWord({ state: 'sent', verified: null }, true)).toBe('sent');
  expect(getStepWord({ state: 'sent', verified: null }, false)).toBe('unanswered');
  expect(getStepMark({ state: 'done', verified: false })).toBe('risk');
  expect(getStepMark({ state: 'failed', verified: null })).toBe('block');
});

test('describes what is known of a step with an unknown outcome', () => {
  expect(getStepWord({ state: 'unknown', verified: null }, false)).toBe('unknown');
  expect(getStepMark({ state: 'unknown', verified: false })).toBe('risk');
  expect(getUnknownStepOutcome({ state: 'unknown', action: 'put', verified: null })).toBe('unread');
  expect(getUnknownStepOutcome({ state: 'unknown', action: 'delete', verified: false })).toBe('other');
  expect(getUnknownStepOutcome({ state: 'unknown', action: 'secret', verified: null })).toBe('secret');
  expect(getUnknownStepOutcome({ state: 'sent', action: 'put', verified: null })).toBeNull();
});

test('a step describes its change as done, as pending, or as neither if it had no effect', () => {
  const change = createPhrase('plan.change.set', { tense: 'inline', label: createPhrase('plan.label.name'), from: '「A」', to: '「B」' });
  const sentence = createPhrase('plan.item.one', { object: createPhrase('plan.object.routes', { name: '購買' }), change });
  const said = (language: 'ja' | 'en', state: Parameters<typeof getStepSentence>[0]['state']): string =>
    formatPhrase(getStepSentence({ state, sentence }), createTexts(language));
  expect(said('ja', 'done')).toBe('申請経路「購買」の名前を「A」から「B」に変更しました。');
  expect(said('ja', 'waiting')).toBe('申請経路「購買」の名前を「A」から「B」に変更します。');
  for (const state of ['sent', 'unknown', 'failed', 'left-out', 'given-up'] as const) {
    expect(said('ja', state)).toBe('申請経路「購買」の名前を「A」から「B」に変更する');
    expect(said('en', state)).toBe('Route “購買”: change the name from 「A」 to 「B」');
  }
  expect(said('en', 'done')).toBe('Route “購買”: changed the name from 「A」 to 「B」.');
});

test('completed steps include failures, and an empty run is complete', () => {
  expect(getRunProgress({ done: 3, failed: 1, total: 8 })).toBe(50);
  expect(getRunProgress({ done: 0, failed: 0, total: 0 })).toBe(100);
});

test('each state belongs to exactly one filtered view', () => {
  expect(listFilteredStates('all')).toEqual([]);
  const named = (['left', 'failed', 'done'] as const).flatMap(listFilteredStates);
  expect([...named].sort()).toEqual(['done', 'failed', 'given-up', 'left-out', 'sent', 'unknown', 'waiting']);
});

test('a pause counts down by the second and never below nothing', () => {
  const until = '2026-04-01T00:10:00.000Z';
  const at = (text: string): string => formatCountdown(until, Date.parse(text));
  expect(at('2026-04-01T00:00:00.000Z')).toBe('10:00');
  expect(at('2026-04-01T00:09:50.100Z')).toBe('0:10');
  expect(at('2026-04-01T00:10:05.000Z')).toBe('0:00');
});
