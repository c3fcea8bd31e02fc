import { expect, it } from 'vitest';
import { getFindingLines } from '#renderer/parts/reasons/finding-lines.ts';

it('starts with the finding if no person is named, so that there is text to click', () => {
  expect(getFindingLines('佐藤 一', '申請経路がない')).toEqual(['佐藤 一', '申請経路がない']);
  expect(getFindingLines('', '申請経路がない')).toEqual(['申請経路がない', '']);
});
