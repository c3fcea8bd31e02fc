import { describe, expect, it } from 'vitest';
import { assignListToSide, findFreeName, NO_LISTS } from '#renderer/screens/welcome/first-lists-model.ts';

const file = { token: 't', name: 'users.csv', bytes: 10 };

describe('a list that is given before there is a company', () => {
  it('keeps its assigned side if it is that list', () => {
    const { lists } = assignListToSide(NO_LISTS, 'neo-users', file, { list: 'neo-users', rows: 3 });
    expect(lists).toEqual({ 'neo-users': { file, rows: 3, note: null }, 'amazon-users': null });
  });

  it('is moved to the other field if it is the other list, and reported', () => {
    const { lists } = assignListToSide(NO_LISTS, 'neo-users', file, { list: 'amazon-users', rows: 3 });
    expect(lists).toEqual({ 'neo-users': null, 'amazon-users': { file, rows: 3, note: 'moved' } });
  });

  it('is accepted for its field if its header is inconclusive, and reported', () => {
    const { lists } = assignListToSide(NO_LISTS, 'amazon-users', file, { list: null, rows: 3 });
    expect(lists['amazon-users']).toEqual({ file, rows: 3, note: 'uncertain' });
  });

  it('changes nothing when it holds no users', () => {
    const before = assignListToSide(NO_LISTS, 'neo-users', file, { list: 'neo-users', rows: 3 }).lists;
    expect(assignListToSide(before, 'neo-users', file, { list: 'order-report', rows: 9 })).toEqual({
      lists: before,
      refused: 'order-report',
    });
  });
});

it('a company without a name gets the first free one', () => {
  expect(findFreeName('自社', [])).toBe('自社');
  expect(findFreeName('自社', ['自社', '自社 2'])).toBe('自社 3');
});
