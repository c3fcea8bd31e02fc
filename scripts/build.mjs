// Builds `dist/` if its sources changed: `node scripts/build.mjs [main] [renderer]`; builds both parts if none is given.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot, install, runNode } from './project.mjs';
import { say } from './say.mjs';

const VITE = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'];

/** @type {Record<'main' | 'renderer', { inputs: string[], steps: string[][] }>} */
const PARTS = {
  main: {
    inputs: ['package.json', 'package-lock.json', 'vite.config.ts', 'vite.main.config.ts', 'shared', 'src-main'],
    steps: [
      [...VITE, '--config', 'vite.main.config.ts'],
      [...VITE, '--config', 'vite.main.config.ts', '--mode', 'preload'],
    ],
  },
  renderer: {
    inputs: ['package.json', 'package-lock.json', 'vite.config.ts', 'shared', 'src-renderer'],
    steps: [VITE],
  },
};

/**
 * A digest over the content of files and folders: unlike times, it survives a clone and a checkout.
 * @param {string[]} inputs
 */
function digest(inputs) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = (path) => {
    hash
      .update(`${path}\0`)
      .update(readFileSync(inRoot(path)))
      .update('\0');
  };
  for (const input of inputs) {
    if (!existsSync(inRoot(input))) continue;
    const entries = input.includes('.') ? null : readdirSync(inRoot(input), { recursive: true, withFileTypes: true });
    if (!entries) add(input);
    else
      for (const path of entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(inRoot().length + 1))
        .sort())
        add(path);
  }
  return hash.digest('hex');
}

/**
 * Builds each part whose sources changed since the last build. Exits with 2 if a build fails.
 * @param {Array<'main' | 'renderer'>} parts
 */
export async function build(parts) {
  for (const part of parts) {
    const { inputs, steps } = PARTS[part];
    const stamp = inRoot('dist', `${part}.digest`);
    const now = digest(inputs);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now && existsSync(inRoot('dist', part))) continue;
    // Removes the stamp before the build, so that a failed or interrupted build does not count as built for the former sources.
    rmSync(stamp, { force: true });
    say(`building (${part}) ...`, `ビルドしています（${part}）…`);
    for (const step of steps) {
      // A build started by a test would otherwise use the kit's development build.
      const code = await runNode(step, { stdio: ['ignore', 2, 2], env: { ...process.env, NODE_ENV: 'production' } });
      if (code !== 0) {
        say('the build failed; the reason stands above.', 'ビルドに失敗しました。理由は上のメッセージを参照してください。');
        process.exit(2);
      }
    }
    mkdirSync(inRoot('dist'), { recursive: true });
    writeFileSync(stamp, now);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  install();
  const names = process.argv.slice(2).filter((name) => name === 'main' || name === 'renderer');
  await build(names.length > 0 ? names : ['main', 'renderer']);
}
