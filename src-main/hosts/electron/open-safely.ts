import type { Shell } from 'electron';
import type { Result } from '#shared/contract/result.ts';
import { openSafely } from '../policy/open-link.ts';

/** Opens a link in the system browser where the allow-list knows its host. The only place that reaches the system's opener. */
export const createLinkOpener =
  (shell: Pick<Shell, 'openExternal'>) =>
  (link: unknown, extraHosts: readonly string[]): Promise<Result<Record<string, never>>> =>
    openSafely(link, extraHosts, (href) => shell.openExternal(href));
