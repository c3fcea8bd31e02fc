import { describe, expect, it } from 'vitest';
import type { Organization } from '#shared/domain/directory/directory.ts';
import { OrganizationTree } from '#shared/domain/directory/organizations.ts';

const organization = (id: string, code: string, name: string, parentId: string | null = null): Organization => ({
  id,
  code,
  name,
  parentId,
});
const idOf = (tree: OrganizationTree, reference: string): string | null => tree.resolve(reference)?.id ?? null;

describe('an organisation that a list refers to', () => {
  const tree = new OrganizationTree([
    organization('1', 'HON', '本社'),
    organization('2', 'TOK', '東京支店', '1'),
    organization('3', '', '総務課', '1'),
    organization('4', 'SOM', '総務課', '2'),
    organization('5', '本社', '名古屋支店', '1'),
  ]);

  it('is found by its id, its code and its name', () => {
    expect(['2', '*2', '@TOK', 'TOK', '東京支店'].map((reference) => idOf(tree, reference))).toEqual(['2', '2', '2', '2', '2']);
  });

  it('is null without a code, or with one that the list does not contain', () => {
    expect(['@', '', '*', '@東京支店', '大阪支店'].map((reference) => idOf(tree, reference))).toEqual([null, null, null, null, null]);
  });

  it('is null if several share the name, which are returned in their order', () => {
    expect(idOf(tree, '総務課')).toBeNull();
    expect(tree.sharing('総務課').map(({ id }) => id)).toEqual(['3', '4']);
    expect(tree.sharing('東京支店')).toEqual([]);
    expect(idOf(tree, 'SOM')).toBe('4');
  });

  it('is matched by name before code', () => {
    expect(idOf(tree, '本社')).toBe('1');
    expect(idOf(tree, '@本社')).toBe('5');
  });

  it('is found in a list of twenty thousand of one name', () => {
    const many = new OrganizationTree(Array.from({ length: 20_000 }, (_, at) => organization(String(at), '', '課')));
    expect(many.sharing('課')).toHaveLength(20_000);
  });
});

describe('the way upward', () => {
  it('ends at the top, at a missing parent, and at a circular reference', () => {
    const tree = new OrganizationTree([
      organization('1', '', '本社'),
      organization('2', '', '支店', '1'),
      organization('3', '', '課', '2'),
      organization('4', '', '離れ', 'gone'),
      organization('5', '', '輪一', '6'),
      organization('6', '', '輪二', '5'),
    ]);
    const up = (id: string) => tree.upward(tree.resolve(id) as Organization).map((each) => each.id);
    expect([up('3'), up('1'), up('4'), up('5')]).toEqual([['3', '2', '1'], ['1'], ['4'], ['5', '6']]);
  });
});
