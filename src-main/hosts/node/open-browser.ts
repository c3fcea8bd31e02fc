import { spawn } from 'node:child_process';

/** Returns the program and its arguments that open an address; the address is appended. No shell is involved. */
export function getOpenerCommand(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler'];
  if (platform === 'darwin') return ['open'];
  return ['xdg-open'];
}

/** Whether a browser can be shown. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (env['CI']) return false;
  return platform !== 'linux' || Boolean(env['WAYLAND_DISPLAY'] || env['DISPLAY']);
}

/**
 * Opens an address in the system browser. All users can read process arguments, so the address must contain no secret, and must be checked
 * (`openPermittedLink`) or be the console's launch page. Rejects if no browser can be opened or the opener fails.
 */
export function openBrowser(
  address: string,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (!hasDisplay(platform, env)) return Promise.reject(new Error('no display'));
  const [program, ...args] = getOpenerCommand(platform);
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, address], { detached: true, stdio: 'ignore', env });
    child.unref();
    // Some openers run as long as the browser; after this time it counts as opened.
    const running = setTimeout(resolve, 2_000);
    child.once('error', (error) => {
      clearTimeout(running);
      reject(error);
    });
    child.once('exit', (code) => {
      clearTimeout(running);
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code}`));
    });
  });
}
