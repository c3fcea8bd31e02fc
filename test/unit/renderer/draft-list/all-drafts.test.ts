import { expect, test } from 'vitest';
import { createFurtherPageInputs, createPageInput, joinPages } from '#renderer/parts/draft-list/all-drafts.ts';
import type { CallOutput } from '#shared/contract/calls.ts';

const TOTAL = 1_001;
const page = (offset: number): CallOutput<'drafts.list'> => ({
  revision: 1,
  total: TOTAL,
  rows: Array.from({ length: Math.min(500, TOTAL - offset) }, (_, at) => ({
    id: `g${offset + at}`,
    name: '',
    code: '',
    state: 'same',
    problems: { block: 0, risk: 0, note: 0 },
    hasNote: false,
    updatedAt: '',
    line: null,
  })),
});

test('all drafts of a section are known when the last page of them is', () => {
  const further = createFurtherPageInputs('amazon_groups', page(0));
  expect(further).toEqual([createPageInput('amazon_groups', 500), createPageInput('amazon_groups', 1_000)]);
  expect(joinPages(page(0), [page(500), undefined])).toBeUndefined();
  expect(joinPages(page(0), [page(500), page(1_000)])?.map(({ id }) => id)).toEqual(Array.from({ length: TOTAL }, (_, at) => `g${at}`));
});

test('a short list is one page, and nothing is known before it', () => {
  const short = { ...page(0), total: 500 };
  expect(createFurtherPageInputs('routes', short)).toEqual([]);
  expect(joinPages(short, [])).toHaveLength(500);
  expect([createFurtherPageInputs('routes', undefined), joinPages(undefined, [])]).toEqual([[], undefined]);
});
