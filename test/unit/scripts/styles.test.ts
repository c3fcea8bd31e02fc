import { expect, test } from 'vitest';
import { repeatedRules } from '../../../scripts/styles/repeated.mjs';

const BODY = 'display: flex; gap: 8px; color: red;';
const placesIn = (sheets: Record<string, string>) => repeatedRules(new Map(Object.entries(sheets))).map(({ places }) => places);

test('finds a rule body in two sheets, regardless of the order of declarations, comments and layers', () => {
  expect(
    placesIn({
      'a.css': `.one { ${BODY} }`,
      'b.css': '@layer a, b;\n@layer b { /* x */ .two,\n.three { color: red; gap: 8px; /* y */ display: flex } }',
    }),
  ).toEqual([['a.css .one', 'b.css .two, .three']]);
});

test('ignores a body in one sheet only, in another medium, or with fewer than three declarations', () => {
  expect(placesIn({ 'a.css': `.one { ${BODY} } .two { ${BODY} }` })).toEqual([]);
  expect(placesIn({ 'a.css': `.one { ${BODY} }`, 'b.css': `@media print { .two { ${BODY} } }` })).toEqual([]);
  expect(placesIn({ 'a.css': '.one { color: red; gap: 0; }', 'b.css': '.two { color: red; gap: 0; }' })).toEqual([]);
  expect(placesIn({ 'a.css': `@keyframes a { to { ${BODY} } }`, 'b.css': `@keyframes a { to { ${BODY} } }` })).toEqual([]);
});

test('sorts by length of the body, and then by number of occurrences', () => {
  const found = placesIn({
    'a.css': `.one { ${BODY} } .two { ${BODY} margin: 0; padding: 0 }`,
    'b.css': `.three { ${BODY} } .four { ${BODY} margin: 0; padding: 0 }`,
  });
  expect(found).toEqual([
    ['a.css .two', 'b.css .four'],
    ['a.css .one', 'b.css .three'],
  ]);
});
