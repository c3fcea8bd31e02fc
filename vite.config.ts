import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { NONCE_PLACEHOLDER } from './src-main/hosts/policy/content-security-policy.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * The window's build. Both hosts serve it under the policy of `src-main/hosts/policy`, so nothing here may produce an
 * inline script, and every nonce is the placeholder that the host replaces in `index.html` on each answer.
 */
export default defineConfig({
  root: at('./src-renderer'),
  base: '/',
  publicDir: false,
  plugins: [react()],
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
    chunkSizeWarningLimit: 1500,
    license: true,
  },
});
