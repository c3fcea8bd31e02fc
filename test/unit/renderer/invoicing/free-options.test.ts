import { expect, test } from 'vitest';
import { listFreeOptions } from '#renderer/screens/invoicing/free-options.ts';

test('an option that several Amazon groups have is one choice, with all their names', () => {
  const unused = [
    { id: '1', name: '本社', option: 'HONSHA01' },
    { id: '2', name: '工場', option: 'KOJO01' },
    { id: '3', name: '本社 別館', option: 'HONSHA01' },
    { id: '4', name: '', option: 'HONSHA01' },
    { id: '5', name: '記号', option: 'KI-GO' },
    { id: '6', name: '', option: 'SOKO01' },
  ];
  // Each value is offered only once.
  expect(listFreeOptions(unused)).toEqual([
    { option: 'HONSHA01', name: '本社、本社 別館' },
    { option: 'KOJO01', name: '工場' },
    { option: 'SOKO01', name: '' },
  ]);
});
