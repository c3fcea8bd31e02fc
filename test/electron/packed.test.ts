import { once } from 'node:events';
import { linkSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeDesktop, PATIENCE_MS } from '../support/electron/desktop.ts';

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describeDesktop('a packed console', ({ launch, windows, dataFolder, program }) => {
  test('does not let other programs in by way of a debugging port', async () => {
    // Electron counts as packed under any name but its own.
    const packed = path.join(path.dirname(program.electron), `tsunagi-${process.pid}`);
    linkSync(program.electron, packed);
    try {
      const port = await freePort();
      launch({ program: packed, args: [`--remote-debugging-port=${port}`] });
      await expect.poll(windows, { timeout: PATIENCE_MS }).toContain('つなぎ');
      await expect(fetch(`http://127.0.0.1:${port}/json`)).rejects.toThrow();
      expect(readFileSync(path.join(dataFolder(), 'log/tsunagi.log'), 'utf8')).toContain('debugging refused');
    } finally {
      rmSync(packed);
    }
  });
});
