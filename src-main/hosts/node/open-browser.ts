import { spawn } from 'node:child_process';

/** The system's own opener: a program and the arguments before the address. No shell reads the address. */
export function openerOf(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler'];
  if (platform === 'darwin') return ['open'];
  return ['xdg-open'];
}

/** Whether there is somebody to show a browser to. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (env['CI']) return false;
  return platform !== 'linux' || Boolean(env['WAYLAND_DISPLAY'] || env['DISPLAY']);
}

/**
 * Opens an address in the system browser. Every user of the machine can read it in the list of processes, so it must hold no secret, and
 * it must have been checked (`openSafely`) or be the path of the console's own launch page.
 * Rejects when there is no browser to open or the system's opener says that it failed.
 */
export function openBrowser(
  address: string,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (!hasDisplay(platform, env)) return Promise.reject(new Error('no display'));
  const [program, ...args] = openerOf(platform);
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, address], { detached: true, stdio: 'ignore', env });
    child.unref();
    // Some openers stay for as long as the browser does: one that runs on has found it.
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
