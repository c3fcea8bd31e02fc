import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListRefusedError, ListStream } from '#main/groupware/list-stream.ts';

/** Generates texts that resemble JSON structure, names that begin like the list's name, and arbitrary texts. */
const anyText = fc.oneof(fc.constantFrom('', 'list', 'item', '"', '\\', '\\"', '[', ']}', '{"list":[1]}', ',', '山田 太郎'), fc.string());
const anyName = fc.constantFrom('a', 'list_', 'listing', 'listlist', 'lis', 'items', 'item', 'status', 'allcnt', 'list\\');
const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(anyText, fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(anyName, fc.constant('list')), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const anyFields = fc.dictionary(anyName, anyValue, { maxKeys: 3, noNullPrototype: true });
const anyItem = fc.oneof(
  fc.dictionary(fc.oneof(anyName, fc.constant('list')), anyValue, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  anyValue,
);
const anyRecord = fc.dictionary(anyName, anyValue, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

/** Generates lists in each form that NEO uses: the value at `list`, its items, and the value that remains without the items. */
const anyList = fc.oneof(
  fc.array(anyItem, { maxLength: 5 }).map((items) => ({ list: items as unknown, items, left: [] as unknown })),
  fc.array(anyItem, { maxLength: 5 }).map((items) => ({ list: { item: items }, items, left: { item: [] } })),
  fc.array(anyItem, { maxLength: 5 }).map((items) => ({ list: { item: items, of: ['x'] }, items, left: { item: [], of: ['x'] } })),
  anyRecord.map((item) => ({ list: { item }, items: [item], left: { item } })),
  anyRecord.filter((item) => !('item' in item)).map((item) => ({ list: item, items: [item], left: item })),
  fc.constantFrom('', null, {}, 3, true).map((list) => ({ list: list as unknown, items: [] as unknown[], left: list as unknown })),
);

const cutInto = (text: string, cuts: readonly number[]): string[] => {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, at) => text.slice(from, places[at] ?? text.length));
};

describe('the items of an answer', () => {
  it('are those of its list in every format, wherever the answer is split and whatever surrounds it', () => {
    fc.assert(
      fc.property(
        anyFields,
        anyList,
        anyFields,
        fc.constantFrom(0, 2),
        fc.array(fc.nat(), { maxLength: 6 }),
        (before, list, after, indent, cuts) => {
          const { list: _, ...later } = after;
          const text = JSON.stringify({ ...before, list: list.list, ...later }, null, indent);
          const items: unknown[] = [];
          const stream = new ListStream((item) => items.push(item));
          for (const part of cutInto(text, cuts)) stream.push(part);
          const around = stream.end();
          expect(items).toEqual(JSON.parse(JSON.stringify(list.items)));
          expect(stream.count).toBe(items.length);
          expect(around).toEqual(JSON.parse(JSON.stringify({ ...before, list: list.left, ...later })));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('are delivered as soon as they are complete', () => {
    const items: unknown[] = [];
    const stream = new ListStream((item) => items.push(item));
    const seen = ['{"list":[{"id":1}', ',{"id"', ':2}]', ',"status":"ok"}'].map((part) => {
      stream.push(part);
      return items.length;
    });
    expect(seen).toEqual([0, 1, 2, 2]);
  });

  const refusalOf = (...parts: readonly string[]): string => {
    const stream = new ListStream(() => undefined);
    try {
      for (const part of parts) stream.push(part);
      stream.end();
    } catch (error) {
      if (error instanceof ListRefusedError) return error.why;
      throw error;
    }
    return 'read';
  };
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

  it.each([
    ['a list that is cut', 'not-json', ['{"list":[1,2']],
    ['a list that is cut after an item', 'not-json', ['{"list":[1,2,']],
    ['an answer that is cut behind its list', 'not-json', ['{"list":[1]']],
    ['an item that is none', 'not-json', ['{"list":[x]}']],
    ['words', 'not-json', ['hello']],
    ['a page', 'not-json', ['<html>']],
    ['nothing', 'not-json', []],
    ['64 levels around the list', 'read', [`{"a":${deep(63)},"list":[]}`]],
    ['65 levels around the list', 'too-deep', [`{"a":${deep(64)},"list":[]}`]],
    ['16 levels in an item', 'read', [`{"list":[${deep(16)}]}`]],
    ['17 levels in an item', 'too-deep', [`{"list":[${deep(17)}]}`]],
    ['an item of 64 KiB', 'read', [`{"list":["${'x'.repeat(65_534)}"]}`]],
    ['a larger item', 'too-large', [`{"list":["${'x'.repeat(65_535)}"]}`]],
    ['a larger item that comes bit by bit', 'too-large', ['{"list":["', ...Array(70).fill('x'.repeat(1_000))]],
    ['an item of 2,000 parts', 'read', [`{"list":[[${Array(2_000).fill(1).join(',')}]]}`]],
    ['an item of more', 'too-large', [`{"list":[[${Array(2_001).fill(1).join(',')}]]}`]],
    ['a mebibyte around the list', 'too-large', ['{"a":"', ...Array(1_100).fill('x'.repeat(1_000))]],
  ])('%s: %s', (_, why, parts) => {
    expect(refusalOf(...parts)).toBe(why);
  });

  it('are those of the first list alone, and never of a list inside an item or above the answer', () => {
    const itemsOf = (text: string): unknown[] => {
      const items: unknown[] = [];
      const stream = new ListStream((item) => items.push(item));
      stream.push(text);
      stream.end();
      return items;
    };
    expect(itemsOf('[{"list":[1]}]')).toEqual([]);
    expect(itemsOf('{"list":{"other":[1]}}')).toEqual([{ other: [1] }]);
    expect(itemsOf('{"list":{"item":{"item":[1]}}}')).toEqual([{ item: [1] }]);
    expect(itemsOf('{"list":[[1,[2]],{"list":[3],"item":[4]}]}')).toEqual([[1, [2]], { list: [3], item: [4] }]);
    expect(itemsOf('{"list":[[]]}')).toEqual([[]]);
    expect(itemsOf('{"of":{"item":1},"list":[[2,3]]}')).toEqual([[2, 3]]);
    expect(itemsOf('{"list":"","of":[2]}')).toEqual([]);
    expect(itemsOf('{ "list" : [ ] }')).toEqual([]);
  });
});
