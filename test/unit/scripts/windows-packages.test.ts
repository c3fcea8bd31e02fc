import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const packagesOf = (...path: readonly string[]): Record<string, { readonly version?: string }> =>
  JSON.parse(readFileSync(join(ROOT, ...path, 'package-lock.json'), 'utf8')).packages;

it('the bundler that Vitest uses inside Windows is of the version that it uses here', () => {
  const ofWindows = packagesOf('test', 'support', 'windows', 'packages')['node_modules/@rolldown/binding-wasm32-wasi'];
  expect(ofWindows?.version).toBe(packagesOf()['node_modules/rolldown']?.version);
});
