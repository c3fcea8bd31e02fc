import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextIndex } from '#shared/domain/directory/text-index.ts';

describe('TextIndex', () => {
  it('answers like a Map, for any texts', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('', 'a', 'Aa', 'BB', 'AaAa', 'BBBB', 'AaBB', 'BBAa'),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), fc.array(text, { maxLength: 10 }), (texts, asked) => {
        const index = new TextIndex(texts);
        const model = new Map<string, number>();
        texts.forEach((each, at) => {
          if (!model.has(each)) model.set(each, at);
          expect(index.put(at)).toBe(model.get(each));
        });
        for (const each of [...texts, ...asked]) expect(index.find(each)).toBe(model.get(each) ?? -1);
      }),
    );
  });

  it('finds nothing before anything is in', () => {
    expect(new TextIndex(['a']).find('a')).toBe(-1);
    expect(new TextIndex([]).find('a')).toBe(-1);
  });
});
