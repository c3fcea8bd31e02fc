import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { CALL_FACTS } from './shared/contract/call-facts.ts';
import { NONCE_PLACEHOLDER } from './src-main/hosts/policy/content-security-policy.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The window and the hosts need to know of a call what it reads, not its schemas: see the file that this replaces. */
export const callFacts: Plugin = {
  name: 'call-facts',
  load: (id) => (id === at('./shared/contract/call-facts.ts') ? `export const CALL_FACTS = ${JSON.stringify(CALL_FACTS)};` : null),
};

/** The screen that a window begins with, unless its address names another. */
const FIRST_SCREEN = at('./src-renderer/screens/readiness/index.tsx');

/** The page names the files of the first screen: they come while the script that will ask for them is still compiled. */
const firstScreen: Plugin = {
  name: 'first-screen',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const withImports = (name: string | undefined, known = new Set<string>()): ReadonlySet<string> => {
        const file = name === undefined ? undefined : bundle[name];
        if (file?.type !== 'chunk' || known.has(file.fileName)) return known;
        known.add(file.fileName);
        for (const imported of file.imports) withImports(imported, known);
        return known;
      };
      const first = withImports(chunks.find(({ isEntry }) => isEntry)?.fileName);
      const files = withImports(chunks.find(({ facadeModuleId }) => facadeModuleId === FIRST_SCREEN)?.fileName);
      if (files.size === 0) throw new Error('the first screen has no file of its own');
      const hrefs = [...files].filter((name) => !first.has(name));
      return hrefs.map((name) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}`, nonce: NONCE_PLACEHOLDER },
        injectTo: 'head',
      }));
    },
  },
};

/**
 * The window's build. Both hosts serve it under the policy of `src-main/hosts/policy`, so nothing here may produce an
 * inline script, and every nonce is the placeholder that the host replaces in `index.html` on each answer.
 */
export default defineConfig({
  root: at('./src-renderer'),
  base: '/',
  publicDir: false,
  // What is drawn is kept by the compiler until something that it is made of has changed: docs/adr/0010-ui-kit.md.
  plugins: [callFacts, firstScreen, react({ compiler: true })],
  // A language is brought whole; by its keys each namespace would be an export.
  json: { namedExports: false },
  html: { cspNonce: NONCE_PLACEHOLDER },
  build: {
    outDir: at('./dist/renderer'),
    emptyOutDir: true,
    target: 'es2024',
    sourcemap: false,
    reportCompressedSize: false,
    // The polyfill is an inline script for browsers older than the ones the console runs in.
    modulePreload: { polyfill: false },
    // A data: URL would need a wider policy than 'self'.
    assetsInlineLimit: 0,
    // One sheet: with one for each screen, which rule wins would hang on which screen was opened first.
    cssCodeSplit: false,
    chunkSizeWarningLimit: 1500,
    license: true,
    rolldownOptions: {
      output: {
        // Its own name lists every screen that shares it.
        chunkFileNames: ({ name }) => `assets/${name.startsWith('shared') ? 'shared' : '[name]'}-[hash].js`,
        // A file is a request, each of which takes longer than what a few kilobytes more would: what the window begins with is one file, and what
        // several screens share is another. Put together by who shares it, files would import each other, and find nothing there yet.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 1 },
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
  },
});
