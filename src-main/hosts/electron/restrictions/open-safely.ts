import type { Shell } from 'electron';
import type { Result } from '#shared/contract/call/result.ts';
import { openPermittedLink } from '../../policy/open-link.ts';

/** Opens a link in the system browser if its host is on the allow-list. No other code calls the system's opener. */
export const createLinkOpener =
  (shell: Pick<Shell, 'openExternal'>) =>
  (link: unknown, extraHosts: readonly string[]): Promise<Result<Record<string, never>>> =>
    openPermittedLink(link, extraHosts, (href) => shell.openExternal(href));
