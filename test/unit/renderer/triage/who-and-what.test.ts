import { expect, it } from 'vitest';
import { whoAndWhat } from '#renderer/parts/reasons/who-and-what.ts';

it('starts with the finding if no person is named, so that there is text to click', () => {
  expect(whoAndWhat('佐藤 一', '申請経路がない')).toEqual(['佐藤 一', '申請経路がない']);
  expect(whoAndWhat('', '申請経路がない')).toEqual(['申請経路がない', '']);
});
