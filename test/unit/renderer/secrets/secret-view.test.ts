import { describe, expect, it } from 'vitest';
import { checkPassphrase, getSecretMark, hasStoredValue, toKeychainFailure } from '#renderer/parts/secrets/secret-view.ts';
import { KEYCHAIN_PROBLEMS, type SecretFacts } from '#shared/contract/connections/secrets.ts';
import { createTexts } from '#shared/messages/texts.ts';

const STATES: readonly Pick<SecretFacts, 'state' | 'gone'>[] = [
  { state: 'set', gone: null },
  { state: 'session-only', gone: null },
  { state: 'unreachable', gone: null },
  { state: 'not-set', gone: null },
  { state: 'not-set', gone: 'session-ended' },
  { state: 'not-set', gone: 'removed' },
  { state: 'not-set', gone: 'set-elsewhere' },
];

describe('a secret as it is shown', () => {
  it('has a distinct word in every state, in both languages', () => {
    for (const language of ['ja', 'en'] as const) {
      const text = createTexts(language);
      const words = STATES.map((facts) => text(`secretsPart.state.${getSecretMark(facts).word}`));
      expect(new Set(words).size).toBe(STATES.length);
      for (const word of words) expect(word).not.toContain('secretsPart');
    }
  });

  it('is ready only if it is stored permanently, and can be used only if it can be read', () => {
    expect(STATES.filter((facts) => getSecretMark(facts).look === 'ready')).toEqual([{ state: 'set', gone: null }]);
    expect(STATES.filter(hasStoredValue).map(({ state }) => state)).toEqual(['set', 'session-only']);
  });
});

describe('a keychain that does not work', () => {
  it('has a distinct reason and next step for every cause', () => {
    for (const language of ['ja', 'en'] as const) {
      const text = createTexts(language);
      for (const state of ['locked', 'unavailable'] as const) {
        const said = KEYCHAIN_PROBLEMS.map((why) => {
          const failure = toKeychainFailure({ state, why, reason: 'r', sessionChosen: false });
          return failure === null ? '' : text(`error.${failure.code}.next`, failure.params);
        });
        for (const each of said) expect(each).toMatch(/\S{3}/);
      }
      const open = (['locked', 'denied', 'timeout'] as const).map((why) => text('error.keychain-locked.why', { why, reason: '' }));
      const absent = (['libsecret', 'addon', 'dbus', 'service', 'restarted', 'other'] as const).map((why) =>
        text('error.keychain-unavailable.why', { why, reason: '' }),
      );
      expect(new Set([...open, ...absent]).size).toBe(9);
    }
    expect(toKeychainFailure({ state: 'ok', why: null, reason: '', sessionChosen: true })).toBeNull();
  });
});

describe('a passphrase', () => {
  it.each([
    ['short', 'short', 'tooShort'],
    ['12 characters', '12 characters', null],
    ['12 characters', '12 characterz', 'differs'],
    ['合言葉は長いほど安全です', '合言葉は長いほど安全です', null],
    // Twelve UTF-16 units, but six characters.
    ['🐎🐎🐎🐎🐎🐎', '🐎🐎🐎🐎🐎🐎', 'tooShort'],
  ])('%s / %s is %s', (passphrase, again, problem) => {
    expect(checkPassphrase(passphrase, again, 12)).toBe(problem);
  });
});
