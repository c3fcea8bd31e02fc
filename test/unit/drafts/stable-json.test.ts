import { expect, it } from 'vitest';
import { isSameJson, toStableJson } from '#shared/domain/drafts/stable-json.ts';

it('equal values have the same text, in any order of fields', () => {
  const value = { b: [1, 'x', null, true], a: { d: {}, c: [] }, gone: undefined };
  expect(toStableJson(value)).toBe('{"a":{"c":[],"d":{}},"b":[1,"x",null,true]}');
  expect(isSameJson(value, { a: { c: [], d: {} }, b: [1, 'x', null, true] })).toBe(true);
  expect(isSameJson([1, 2], [2, 1])).toBe(false);
  expect(isSameJson({ a: null }, {})).toBe(false);
  expect(toStableJson(undefined)).toBe('null');
});

it('each field and each item is on a separate line if the text is indented', () => {
  expect(toStableJson({ b: [1, { c: 2 }], a: {}, d: [] }, 2)).toBe(
    ['{', '  "a": {},', '  "b": [', '    1,', '    {', '      "c": 2', '    }', '  ],', '  "d": []', '}'].join('\n'),
  );
  expect(toStableJson('文', 2)).toBe('"文"');
});
