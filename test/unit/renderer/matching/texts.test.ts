import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { ROUTE_REASON_KEYS } from '#shared/domain/routes/simulation/outcome.ts';
import { createReasonFormatter, formatReason } from '#shared/messages/reason-text.ts';
import { createTexts, MESSAGES } from '#shared/messages/texts.ts';

const LANGUAGES = ['ja', 'en'] as const;

describe.each(LANGUAGES)('the words for findings in %s', (language) => {
  const translate = createTexts(language);
  const messages = MESSAGES[language];
  it('name, explain and say what to do about every code', () => {
    for (const code of FINDING_CODES) {
      const { name, explanation, action } = messages.finding[code];
      expect(name.length, code).toBeGreaterThan(0);
      // The name must fit into a filter chip, a row and a headline.
      expect(name.length, code).toBeLessThanOrEqual(language === 'ja' ? 22 : 34);
      expect(explanation, code).toMatch(/[。.]$/);
      expect(action, code).toMatch(/[。.]$/);
    }
  });
  it('have a sentence for the reason of every code', () => {
    for (const code of FINDING_CODES) {
      // The texts of other screens explain routes and addresses.
      if (code.startsWith('route-') || code === 'po-url-suspicious') continue;
      const key = code === 'work-email-malformed' ? 'malformed' : code.replace('email-differs-', '');
      expect(messages.reason, code).toHaveProperty([key]);
    }
  });
  it('have a sentence for everything that may be wrong with a route', () => {
    for (const key of ROUTE_REASON_KEYS) expect(messages.route.reason).toHaveProperty([key]);
  });
  it('name every character that needs a name', () => {
    for (const key of Object.keys(messages.character)) expect(translate.phrase(`character.${key}`)).not.toBe(`character.${key}`);
  });
});

describe('reasonText', () => {
  const translate = createTexts('ja');
  it('mentions further differences and doubts after the first', () => {
    const reason = { key: 'width', params: { neo: 'a', amazon: 'b', also: 'case,dash', ambiguous: 1 } };
    expect(formatReason(reason, translate)).toBe(
      `${translate('reason.width')}ほかに、大文字と小文字、ハイフンと引用符も違います。候補がほかにもあります。どれが正しいかを確認してください。`,
    );
  });
  it('describes the problem of an address', () => {
    expect(formatReason({ key: 'malformed', params: { problem: 'at-repeated', count: 2 } }, translate)).toBe(
      '職場メールの形式が正しくありません。「@」が 2 個あります。',
    );
    expect(formatReason({ key: 'malformed-person-match', params: { problem: 'at-missing', by: 'code' } }, translate)).toBe(
      '職場メールの形式が正しくありません。「@」がありません。Amazon には、社員番号が同じ人がいます。',
    );
  });
  it('writes days as the interface does, and does without a day that is not known', () => {
    expect(formatReason({ key: 'amazon-invitation-expired', params: { invitedOn: '2026-11-24' } }, translate)).toBe(
      '招待（2026/11/24（火））が、承諾されないまま 90 日を過ぎました。',
    );
    expect(formatReason({ key: 'amazon-invitation-pending', params: { invitedOn: '' } }, translate)).toBe(
      'Amazon からの招待が、まだ承諾されていません。',
    );
  });
  it('keeps apart what one sentence for many must not blur', () => {
    const texts = createReasonFormatter(translate);
    const on = (invitedOn: string): string => texts({ key: 'amazon-invitation-pending', params: { invitedOn, days: 3 } });
    expect(new Set([on(''), on('2026-11-01'), on('2026-11-02')]).size).toBe(3);
  });
});
