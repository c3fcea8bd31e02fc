import type { Shell } from 'electron';
import type { Result } from '#shared/contract/call/result.ts';
import { openPermittedLink } from '../../policy/open-link.ts';

/** Opens a link in the system browser if its host is on the allow-list. Only this file calls the system's opener. */
export const createLinkOpener =
  (shell: Pick<Shell, 'openExternal'>) =>
  (link: unknown, extraHosts: readonly string[]): Promise<Result<Record<string, never>>> =>
    openPermittedLink(link, extraHosts, (href) => shell.openExternal(href));

/**
 * Opens a path of a team server that the user connected, in the system browser. The path must be one that this program made, or a
 * confirmation of trust.
 */
export const createServerOpener =
  (shell: Pick<Shell, 'openExternal'>) =>
  async (origin: string, path: string): Promise<void> => {
    if (!/^\/(?:desktop\?[\w=&-]+|confirm\/[\w-]+)$/.test(path)) throw new Error('not a page for the system browser');
    await shell.openExternal(`${origin}${path}`);
  };
