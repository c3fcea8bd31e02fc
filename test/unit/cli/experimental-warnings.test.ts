import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { inRoot } from '../../../scripts/project.mjs';

it('a command hides warnings about experimental modules and prints all others', () => {
  const script = `const { hideExperimentalWarnings } = await import(${JSON.stringify(pathToFileURL(inRoot('src-main/storage/database/experimental-warnings.ts')).href)});
    hideExperimentalWarnings();
    process.emitWarning('module', 'ExperimentalWarning');
    process.emitWarning('deprecated call', 'DeprecationWarning');`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '' },
  });
  expect(stderr).toContain('deprecated call');
  expect(stderr).not.toContain('ExperimentalWarning');
});
