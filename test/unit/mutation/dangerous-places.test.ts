import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../../../scripts/project.mjs';
import { DANGEROUS_CHANGES } from '../../mutation/dangerous-places.ts';

it.each(DANGEROUS_CHANGES)('the code to mutate occurs exactly once: $name', ({ file, from, to }) => {
  expect(readFileSync(inRoot(file), 'utf8').split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
});
