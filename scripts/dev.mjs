// `npm run dev`: the window with hot reload in the browser, with a real Node host. Accepts the host's arguments.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { inRoot, install, projectNode, runNode } from './project.mjs';
import { say } from './say.mjs';

/**
 * Starts the Node host and returns its launch address.
 * @param {string[]} args
 * @returns {Promise<{ address: URL, stop: () => void }>}
 */
function startHost(args) {
  const host = spawn(/** @type {string} */ (projectNode()), [inRoot('dist/main/node-host.js'), '--no-open', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  host.on('exit', (code) => process.exit(code ?? 1));
  return new Promise((resolve) => {
    createInterface({ input: host.stdout }).on('line', (line) => {
      if (line.startsWith('http')) resolve({ address: new URL(line), stop: () => host.kill('SIGTERM') });
    });
  });
}

async function serve() {
  const { createServer } = await import('vite');
  // These modules are TypeScript, which only the project's own Node loads directly.
  const { createContentSecurityPolicy, NONCE_PLACEHOLDER } = await import('../src-main/hosts/policy/content-security-policy.ts');
  // The hosts' policy, relaxed for Vite's client: a fixed nonce, for its inline script as well.
  const policy = createContentSecurityPolicy(NONCE_PLACEHOLDER).replace(
    `script-src 'self'`,
    `script-src 'self' 'nonce-${NONCE_PLACEHOLDER}'`,
  );
  const { address, stop } = await startHost(process.argv.slice(2));
  const { origin } = address;
  let own = '';
  const vite = await createServer({
    configFile: inRoot('vite.config.ts'),
    server: {
      host: '127.0.0.1',
      headers: { 'Content-Security-Policy': policy },
      proxy: {
        '^/(session|call|cancel|events|files)([/?]|$)': {
          target: origin,
          changeOrigin: true,
          configure(proxy) {
            // Replaces the page's own origin by the host's. A foreign origin is passed on unchanged and refused.
            proxy.on('proxyReq', (request, incoming) => {
              if (incoming.headers.origin === own) request.setHeader('origin', origin);
            });
          },
        },
      },
    },
  });
  await vite.listen();
  own = new URL(vite.resolvedUrls?.local[0] ?? '').origin;
  say(
    'hot reload is on; after a change of the main process, start again. Ctrl+C ends.',
    '画面の変更はすぐに反映されます。メインプロセスを変更したら起動し直してください。終了は Ctrl+C です。',
  );
  process.stdout.write(`${own}/${address.hash}\n`);
  const end = async () => {
    await vite.close();
    stop();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

install();
if (process.execPath !== projectNode()) {
  process.exitCode = await runNode([fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
} else {
  // The host needs a built window to start, although that window is not shown.
  await build(existsSync(inRoot('dist/renderer/index.html')) ? ['main'] : ['main', 'renderer']);
  await serve();
}
