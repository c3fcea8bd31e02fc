import { describe, expect, it } from 'vitest';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]): (readonly [string, string])[] => {
      const key = path === '' ? name : `${path}.${name}`;
      return typeof value === 'string' ? [[key, value]] : [...flat(value, key)];
    }),
  );
}

const JAPANESE = flat(ja as Tree);
const ENGLISH = flat(en as Tree);
const english = (key: string): string => ENGLISH.get(key) ?? '';

/** NEO's own terms for its screens, and search terms that a user may type. */
const NOT_OURS = /^(orders\.|palette\.reading\.)/;

const keysWhere = (texts: ReadonlyMap<string, string>, pattern: RegExp): readonly string[] =>
  Array.from(texts).flatMap(([key, text]) => (pattern.test(text) && !NOT_OURS.test(key) ? [key] : []));

describe('words for actions', () => {
  it('no text uses 取り消す, which has three meanings, or "taken back"', () => {
    expect(keysWhere(JAPANESE, /取り?消/)).toEqual([]);
    expect(keysWhere(ENGLISH, /\b(take|takes|took|taken) (\w+ ){0,4}back\b|withdr[ae]w|\bgive[ns]? up\b/i)).toEqual([]);
  });

  it('中止 is to stop something that runs', () => {
    const keys = keysWhere(JAPANESE, /中止/);
    expect(keys).toEqual(expect.arrayContaining(['job.cancel', 'planScreen.run.cancel', 'connectionTest.cancel', 'report.stop']));
    for (const key of keys) expect(english(key), key).toMatch(/\bstop/i);
  });

  it('元に戻す is to undo', () => {
    const keys = keysWhere(JAPANESE, /元に戻/);
    expect(keys).toEqual(expect.arrayContaining(['undo.undo', 'historyScreen.panel.undoRun', 'planScreen.run.undo', 'desktop.menu.undo']));
    for (const key of keys) expect(english(key), key).toMatch(/\bundo|\bundid|\brestored/i);
  });

  it('uses やり直す for redo as the counterpart of 元に戻す', () => {
    const keys = keysWhere(JAPANESE, /やり直(す|し)/).filter((key) => /undo|redo/i.test(key));
    expect(keys).toEqual(expect.arrayContaining(['undo.redo', 'undo.redone', 'triage.redone', 'desktop.menu.redo', 'palette.redo']));
    for (const key of keys) expect(english(key), key).toMatch(/redo|again/i);
  });

  it('決め直す is to decide again', () => {
    const keys = keysWhere(JAPANESE, /決め直/);
    expect(keys).toEqual(expect.arrayContaining(['planScreen.decide.takeBack', 'matching.act.takeBack']));
    for (const key of keys) expect(english(key), key).toMatch(/decide again/i);
  });

  it('キャンセル closes a dialog in both languages', () => {
    for (const key of keysWhere(JAPANESE, /^キャンセル$/)) expect(english(key), key).toBe('Cancel');
    for (const key of keysWhere(ENGLISH, /^cancel(l?ed)?$/i)) expect(JAPANESE.get(key), key).toBe('キャンセル');
  });
});
