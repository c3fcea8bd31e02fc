import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { getOpenerCommand, hasDisplay, openBrowser } from '#main/hosts/node/open-browser.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder('browser');

/** The call counts an opener as successful after two seconds; a busy machine may take longer. */
const LONGEST_WAIT_MS = 30_000;

/** Writes a fake opener that records its arguments, one per line. */
function opener(body: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, 'xdg-open'), 0o755);
  return { PATH: `${folder}:/usr/bin:/bin`, DISPLAY: ':0' };
}

describe('opening the system browser', () => {
  it('uses each system’s own opener, and never a shell', () => {
    expect(getOpenerCommand('linux')).toEqual(['xdg-open']);
    expect(getOpenerCommand('darwin')).toEqual(['open']);
    expect(getOpenerCommand('win32')).toEqual(['rundll32.exe', 'url.dll,FileProtocolHandler']);
  });

  it('detects a system without a display', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('linux', { DISPLAY: ':0', CI: 'true' })).toBe(false);
    expect(hasDisplay('darwin', {})).toBe(true);
  });

  describe.skipIf(process.platform !== 'linux')('on Linux', () => {
    it('passes the address as one argument, with any content', async () => {
      const noted = join(folder, 'noted');
      const address = 'http://127.0.0.1:1/#token=a;touch%20x&b=$(touch y)`touch z`|"\'';
      await openBrowser(address, 'linux', opener(`printf '%s\\n' "$#" "$1" > '${noted}'`));
      expect(readFileSync(noted, 'utf8')).toBe(`1\n${address}\n`);
    });

    it('does not start anything without a display', async () => {
      const noted = join(folder, 'started');
      const env = opener(`touch '${noted}'`);
      await expect(openBrowser('http://127.0.0.1:1/', 'linux', { ...env, DISPLAY: '' })).rejects.toThrow('no display');
      expect(existsSync(noted)).toBe(false);
    });

    it('reports that the opener failed or is missing', async () => {
      await expect(openBrowser('http://127.0.0.1:1/', 'linux', opener('exit 3'))).rejects.toThrow('3');
      await expect(openBrowser('http://127.0.0.1:1/', 'linux', { PATH: '/nonexistent', DISPLAY: ':0' })).rejects.toThrow('ENOENT');
    });

    it('resolves while the opener is still running, because some openers run as long as the browser', async () => {
      const [began, ended] = [join(folder, 'began'), join(folder, 'ended')];
      const finish = join(folder, 'finish');
      const opened = openBrowser(
        'http://127.0.0.1:1/',
        'linux',
        opener(`touch '${began}'; until [ -e '${finish}' ]; do sleep 0.1; done; touch '${ended}'`),
      ).then(() => 'opened');
      await expect.poll(() => existsSync(began)).toBe(true);
      // The opener ends only after this, so without a time limit the call would wait for it.
      const answer = await Promise.race([opened, delay(LONGEST_WAIT_MS, 'still waiting')]);
      writeFileSync(finish, '');
      expect(answer).toBe('opened');
      await expect.poll(() => existsSync(ended)).toBe(true);
    });
  });
});
