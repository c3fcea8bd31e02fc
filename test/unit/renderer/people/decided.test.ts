import { describe, expect, it } from 'vitest';
import {
  formatFix,
  getNextFixAction,
  getResponsibleParty,
  listFixesOfFinding,
  listFixesWithoutFinding,
} from '#renderer/screens/people/decided.ts';
import type { PersonGate } from '#renderer/screens/people/person-view.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import { createTexts } from '#shared/messages/texts.ts';

type Found = PersonGate['findings'][number];

const invitation = (changes: Partial<FixRow> = {}): FixRow => ({
  person: 'u1',
  side: 'amazon',
  neoUserId: 'u1',
  loginId: 'abe',
  name: '阿部 愛',
  code: 'amazon-user-missing',
  from: 'abe@example.co.jp',
  to: 'abe@example.co.jp',
  account: null,
  choice: 'invitation',
  confidence: null,
  reasons: [],
  oldAccount: '',
  adoptedAt: '2026-11-24T00:00:00.000Z',
  written: null,
  state: 'adopted',
  ...changes,
});
const written = invitation({ state: 'written', written: { at: '2026-11-25T00:00:00.000Z', file: 'sheet.csv', row: 2 } });
const group = invitation({
  person: 'amazon abe@example.co.jp',
  code: null,
  account: { kind: 'move-group', from: '総務', group: '購買', why: 'mover', owner: 'u1' },
});

const nobody: Found['triage'] = { state: 'open', acceptance: null, assignment: null, note: '', fix: null };
const found = (triage: Partial<Found['triage']> = {}, changes: Partial<Found> = {}): Found => ({
  row: 3,
  code: 'amazon-user-missing',
  severity: 'block',
  side: 'amazon',
  ofCompany: false,
  reason: { key: 'amazon-user-missing', params: {} },
  triage: { ...nobody, ...triage },
  ...changes,
});
const closed = (finding: Found): PersonGate => ({ gate: 4, state: 'closed', findings: [finding], unseen: [], move: 'amazon' });
const assigned = (side: 'neo' | 'amazon' | null, person: string): Found =>
  found({ state: 'assigned', assignment: { side, person, by: '山田', at: '2026-11-24T00:00:00.000Z' } });
const accepted = found({
  state: 'accepted',
  acceptance: { reason: '来月から', until: null, state: 'active', by: '山田', at: '2026-11-24T00:00:00.000Z' },
});

describe('whose move it is', () => {
  it('follows the last decision and its progress', () => {
    expect(getResponsibleParty(closed(found()), [])).toEqual({ move: 'amazon', who: '' });
    expect(getResponsibleParty(closed(found()), [invitation()])).toEqual({ move: 'write', who: '' });
    expect(getResponsibleParty(closed(found()), [written])).toEqual({ move: 'amazon', who: '' });
    expect(getResponsibleParty(closed(assigned('neo', '')), [])).toEqual({ move: 'neo', who: '' });
    expect(getResponsibleParty(closed(assigned('neo', '鈴木')), [])).toEqual({ move: 'person', who: '鈴木' });
    expect(getResponsibleParty(closed(accepted), [])).toEqual({ move: 'none', who: '' });
    expect(getResponsibleParty(closed(accepted), [invitation()])).toEqual({ move: 'write', who: '' });
  });

  it('is no one’s if an accepted finding has changed: it stays hidden until it is reviewed', () => {
    const { acceptance } = accepted.triage;
    const changed = found({ state: 'accepted', acceptance: acceptance && { ...acceptance, state: 'changed' } });
    expect(getResponsibleParty(closed(changed), [])).toEqual({ move: 'none', who: '' });
    for (const language of ['ja', 'en'] as const) {
      const text = createTexts(language)('people.decided.accepted', { reason: '来月から', until: 'none', state: 'changed' });
      expect(text).toMatch(language === 'ja' ? /変わりました。もう一度確認して/ : /changed.*review/);
      expect(text).not.toMatch(/効いていません|no longer in force/);
    }
  });

  it('is no one’s at a gate that is not closed, and does not change for a fix overtaken by the lists', () => {
    expect(getResponsibleParty({ ...closed(found()), state: 'risk', move: null }, [invitation()])).toBeNull();
    expect(getResponsibleParty(closed(found()), [invitation({ state: 'overtaken' })])).toEqual({ move: 'amazon', who: '' });
  });
});

describe('an adopted fix', () => {
  it('is shown with its finding, never with findings of the company, and with the account if there is none', () => {
    const gates = [closed(found())];
    expect(listFixesOfFinding(found(), [invitation(), group])).toEqual([invitation()]);
    expect(listFixesOfFinding(found({}, { ofCompany: true }), [invitation()])).toEqual([]);
    expect(listFixesWithoutFinding(4, { gates, fixes: [invitation(), group] })).toEqual([group]);
    expect(listFixesWithoutFinding(3, { gates, fixes: [group] })).toEqual([]);
  });

  it('gives the next step, and reports what left this console as not checked', () => {
    expect([invitation(), written, group, invitation({ side: 'neo' }), { ...written, side: 'neo' as const }].map(getNextFixAction)).toEqual(
      ['write-amazon', 'invite-amazon', 'write-amazon', 'write-neo', 'import-neo'],
    );
    expect(getNextFixAction({ ...group, state: 'written' })).toBe('send-amazon');
    expect(getNextFixAction(invitation({ state: 'lost' }))).toBe('review');
    const say = createTexts('ja');
    expect(formatFix(invitation(), say).join('')).toMatch(/Amazon に招待する（abe@example\.co\.jp）.*まだファイルに書き出していません/u);
    expect(formatFix(written, say)[1]).toMatch(/未確認/u);
    expect(formatFix(group, say)[0]).toMatch(/「総務」から「購買」へ移動/u);
  });
});
