import { expect, test } from 'vitest';
import { formatExportName } from '#main/app/export-name.ts';

test('a file is named after its company, with any name, and the date in Japan', () => {
  const day = Date.parse('2026-11-25T15:00:00Z');
  expect(formatExportName('A/B 商事 <本社>: 引き継ぎ書', 'html', day)).toBe('A_B 商事 _本社__ 引き継ぎ書 2026-11-26.html');
  expect(formatExportName('例示商事 注文と期限', 'csv', day - 1)).toBe('例示商事 注文と期限 2026-11-25.csv');
});
