import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { BUILT_CHILDREN } from '../child-of-test.ts';

const FAULTS = join(import.meta.dirname, '../../faults');
const ROOT = join(import.meta.dirname, '../../..');

/**
 * Bundles the programs that tests kill: under Wine their several hundred source files take ten seconds to start, one file takes one second.
 */
export default async function buildChildren(): Promise<void> {
  const sources = readdirSync(FAULTS).filter((name) => name.endsWith('-child.ts'));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { alias: { 'when-exit': join(ROOT, 'src-main/hosts/electron/no-exit-hook.ts') } },
    ssr: { noExternal: true, target: 'node', external: ['electron', 'keytar'] },
    build: {
      ssr: true,
      outDir: BUILT_CHILDREN,
      emptyOutDir: true,
      target: 'node22',
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: Object.fromEntries(sources.map((name) => [basename(name, '.ts'), join(FAULTS, name)])),
        external: [/^node:/],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
}
