// Measures a packaged program: its size, and the start time of a command and the window.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoWindow } from './electron.mjs';

const LONGEST_START_MS = 60_000;

/** @param {string} path a file or a folder @returns {number} bytes */
export function sizeOf(path) {
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

/**
 * Returns the packaged program of a platform.
 * @param {string} unpacked
 * @param {import('./packages.mjs').Platform} platform
 */
export function programIn(unpacked, platform) {
  if (platform === 'win') return join(unpacked, 'Tsunagi.exe');
  return platform === 'mac' ? join(unpacked, 'Tsunagi.app', 'Contents', 'MacOS', 'Tsunagi') : join(unpacked, 'tsunagi');
}

/**
 * Returns the milliseconds until a command completed; `null` if it failed.
 * @param {string} program
 */
export function commandStart(program) {
  // Uses the launcher's arguments; Chromium has no sandbox for root.
  const words = process.platform === 'linux' ? ['--no-sandbox', '--no-zygote', '--log-level=3', '--version'] : ['--version'];
  const began = performance.now();
  const { status, stdout } = spawnSync(program, words, { encoding: 'utf8', timeout: LONGEST_START_MS });
  return status === 0 && /^\d+\.\d+\.\d+/.test(stdout) ? Math.round(performance.now() - began) : null;
}

/**
 * Returns the milliseconds until the window was shown, from the program's log; `null` if no window is possible or it did not appear.
 * @param {string} program
 * @returns {Promise<number | null>}
 */
export async function windowStart(program) {
  if (whyNoWindow() !== null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-start-'));
  const log = join(folder, 'log', 'tsunagi.log');
  const began = performance.now();
  const child = spawn(program, [`--data-dir=${folder}`], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const running = () => child.exitCode === null && child.signalCode === null;
  let shown = null;
  while (running() && shown === null && performance.now() - began < LONGEST_START_MS) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (existsSync(log) && readFileSync(log, 'utf8').includes('window shown')) shown = Math.round(performance.now() - began);
  }
  child.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
  return shown;
}
