import { describe, expect, it } from 'vitest';
import { compareWords, type WordRun } from '#renderer/parts/plan/compare-words.ts';

/** Returns the words with marked runs in brackets. */
const shown = (runs: readonly WordRun[]): string => runs.map(({ text, mark }) => (mark === null ? text : `[${text}]`)).join('');
/** Returns the changes, with removed words between minus signs and added words between plus signs. */
const became = (before: string, after: string): string =>
  compareWords(before, after)
    .became.map(({ text, mark }) => (mark === null ? text : mark === 'gone' ? `-${text}-` : `+${text}+`))
    .join('');
const marks = (before: string, after: string): readonly string[] => {
  const { before: from, after: to } = compareWords(before, after);
  return [shown(from), shown(to)];
};

describe('words that differ', () => {
  it('are marked on the side that has them', () => {
    expect(marks('山本 秀明、太田 裕之', '山本 秀明、松本 哲也、太田 裕之')).toEqual([
      '山本 秀明、太田 裕之',
      expect.stringMatching(/^山本 秀明.*\[.*松本 哲也.*\].*太田 裕之$/),
    ]);
    expect(marks('3 営業日', '5 営業日')).toEqual(['[3] 営業日', '[5] 営業日']);
    expect(marks('https://neo.example.co.jp/cgi-bin/dneo/a.cgi', 'https://neo.example.co.jp/cgi-bin/dneo/b.cgi')).toEqual([
      expect.stringMatching(/\[.*a.*\]/),
      expect.stringMatching(/\[.*b.*\]/),
    ]);
  });

  it('are marked at their position if they were only removed, and not if they were replaced', () => {
    expect(became('山本 秀明、松本 哲也、太田 裕之', '山本 秀明、太田 裕之')).toMatch(/^山本 秀明.*-.*松本 哲也.*-.*太田 裕之$/);
    expect(became('山本 秀明、太田 裕之', '山本 秀明、松本 哲也、太田 裕之')).toMatch(/^山本 秀明.*\+.*松本 哲也.*\+.*太田 裕之$/);
    expect(became('3 営業日', '5 営業日')).toBe('+5+ 営業日');
    expect(became('購買部 全員 至急', '購買部 半数')).toBe('購買部 +半数+');
    expect(became('購買部 全員 至急', '購買部 全員')).toBe('購買部 全員- 至急-');
    expect(became('全員', '半数以上')).toBe('半数以上');
    expect(became('', '新しい値')).toBe('新しい値');
  });

  it('keep every letter of both texts', () => {
    for (const [before, after] of [
      ['購買部の承認者 1 人以上', '購買部の承認者 全員'],
      ['', '新しい値'],
      ['DEMO-2026-0001', 'DEMO-2027-0001'],
      ['同じ', '同じ'],
    ] as const) {
      const { before: from, after: to, became: both } = compareWords(before, after);
      expect(both.flatMap(({ text, mark }) => (mark === 'gone' ? [] : text)).join('')).toBe(after);
      expect(from.map(({ text }) => text).join('')).toBe(before);
      expect(to.map(({ text }) => text).join('')).toBe(after);
    }
  });

  it('are not marked if the texts have little in common or are equal', () => {
    expect(marks('全員', '半数以上')).toEqual(['全員', '半数以上']);
    expect(marks('未設定', '購買申請の標準的な経路')).toEqual(['未設定', '購買申請の標準的な経路']);
    expect(marks('同じ 値', '同じ 値')).toEqual(['同じ 値', '同じ 値']);
  });

  it('are not looked for in texts that are too long', () => {
    const long = 'あ い '.repeat(2_000);
    expect(compareWords(long, `${long}う`).after.every(({ mark }) => mark === null)).toBe(true);
  });
});
