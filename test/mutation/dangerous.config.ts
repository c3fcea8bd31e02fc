import { mergeConfig, type Plugin } from 'vite';
import { inRoot } from '../../scripts/project.mjs';
import everyTest from '../../vitest.config.ts';
import { DANGEROUS_CHANGES } from './dangerous-places.ts';

/** The tests with one dangerous change in what they load: that at the place that `TSUNAGI_CHANGE` names, counted from 0. No file is touched. */
const change = DANGEROUS_CHANGES[Number(process.env['TSUNAGI_CHANGE'])];
if (change === undefined) throw new Error('TSUNAGI_CHANGE names no change');

const changing: Plugin = {
  name: 'one-dangerous-change',
  enforce: 'pre',
  transform: (code, id) => (id.split('?')[0] === inRoot(change.file) ? code.replace(change.from, () => change.to) : null),
};

// A module kept from one run would have the change of that run in the next.
export default mergeConfig(everyTest, { plugins: [changing], test: { fsModuleCache: false } });
