import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { callFacts } from './vite.config.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const ENTRIES = {
  cli: 'src-main/hosts/cli/main.ts',
  'node-host': 'src-main/hosts/node/start.ts',
  // A separate entry, so that its file is beside the files that it names and not part of other programs: worker, window files.
  'node-console': 'src-main/hosts/node/main.ts',
  worker: 'src-main/hosts/worker/start.ts',
  'file-reader': 'src-main/files/reader-thread.ts',
  electron: 'src-main/hosts/electron/start.ts',
  // A separate entry, so that its file is beside the files that it names: preload, worker, window files.
  desktop: 'src-main/hosts/electron/main.ts',
};
const PRELOAD = 'src-main/hosts/electron/preload.ts';

const present = (entries: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(entries)
      .filter(([, path]) => existsSync(at(path)))
      .map(([name, path]) => [name, at(path)]),
  );

/**
 * The texts are by far the longest literals, and a command needs one language and a few of its sections. Each section is parsed where it is
 * first asked for; Vite's own `json.stringify` would parse all of both at every start.
 */
const textsBySection: Plugin = {
  name: 'texts-by-section',
  enforce: 'pre',
  load: {
    filter: { id: /\/shared\/messages\/(?:ja|en)\.json$/ },
    handler(id) {
      const sections = Object.entries(JSON.parse(readFileSync(id, 'utf8')) as Record<string, unknown>);
      const lines = sections.map(([name, texts]) => `${JSON.stringify(name)}: section(() => ${JSON.stringify(JSON.stringify(texts))}),`);
      return {
        // Within a function a literal is made where the function is called, and compiled code that is kept has only those.
        code: `const section = (json) => {
  let texts;
  return { enumerable: true, get: () => (texts ??= JSON.parse(json())) };
};
export default /* @__PURE__ */ Object.defineProperties({}, {\n${lines.join('\n')}\n});`,
        moduleType: 'js',
      };
    },
  },
};

/** What the bundles leave to the runtime: Node itself, Electron, and the one addon that must stay outside an archive. */
const external = [/^node:/, ...builtinModules, 'electron', 'keytar'];

/**
 * The main process: `vite build -c vite.main.config.ts` makes the ES modules, `--mode preload` the one CommonJS file
 * that a sandboxed preload has to be. Everything else is bundled, so that a start reads few files.
 */
export default defineConfig(({ mode }) => {
  const preload = mode === 'preload';
  return {
    // The icons that the desktop host finds beside its bundle.
    publicDir: preload ? false : at('./src-main/hosts/electron/tray'),
    plugins: [textsBySection, callFacts],
    resolve: { alias: { 'when-exit': at('./src-main/hosts/electron/no-exit-hook.ts') } },
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { noExternal: true, target: 'node', external: ['electron', 'keytar'] },
    build: {
      ssr: true,
      outDir: at('./dist/main'),
      emptyOutDir: !preload,
      target: 'node24',
      minify: false,
      sourcemap: false,
      reportCompressedSize: false,
      // Licences of everything that is bundled, as `.vite/license.md` beside the bundles; the preload has no foreign code in it.
      license: !preload,
      rolldownOptions: {
        input: preload ? present({ preload: PRELOAD }) : present(ENTRIES),
        external,
        output: preload
          ? { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false }
          : {
              format: 'es',
              entryFileNames: '[name].js',
              chunkFileNames: 'chunks/[name]-[hash].js',
              // Each file costs a command more than its content: code used by all commands is one chunk, code that reads lists another.
              codeSplitting: {
                groups: [
                  { name: 'begin', test: /\/hosts\/cli\/command-line\.ts$/, priority: 3 },
                  { name: 'command', test: /\/hosts\/cli\/arguments\.ts$/, priority: 2 },
                  { name: 'audit', test: /\/hosts\/cli\/commands\/audit\.ts$/, priority: 1 },
                ],
              },
            },
      },
    },
  };
});
