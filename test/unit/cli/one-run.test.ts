import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { getShortProcessFlags } from '#main/hosts/cli/one-run.ts';

const flagsOf = (v8: string, maglev: unknown) =>
  getShortProcessFlags({
    versions: { ...process.versions, v8 },
    config: { ...process.config, variables: { ...process.config.variables, v8_enable_maglev: maglev } as typeof process.config.variables },
  });

it('this Node knows every setting that it is given', () => {
  const { stderr, status } = spawnSync(process.execPath, [...getShortProcessFlags(process), '-e', '0'], { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

it('an engine version that was not measured, or built without Maglev, gets no flags', () => {
  expect(flagsOf('13.6.233.17-node.53', 1)).not.toEqual([]);
  expect(flagsOf('12.4.254.21-node.33', 1)).toEqual([]);
  expect(flagsOf('9.4.146.26-node.22', 1)).toEqual([]);
  expect(flagsOf('13.6.233.17-node.53', 0)).toEqual([]);
  expect(flagsOf('13.6.233.17-node.53', undefined)).toEqual([]);
});
