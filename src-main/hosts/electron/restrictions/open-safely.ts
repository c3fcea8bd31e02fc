import type { Shell } from 'electron';
import type { Result } from '#shared/contract/call/result.ts';
import { openSafely } from '../../policy/open-link.ts';

/** Opens a link in the system browser if the allow-list contains its host. The only caller of the system's opener. */
export const createLinkOpener =
  (shell: Pick<Shell, 'openExternal'>) =>
  (link: unknown, extraHosts: readonly string[]): Promise<Result<Record<string, never>>> =>
    openSafely(link, extraHosts, (href) => shell.openExternal(href));
