import type { Translate } from '#shared/messages/texts.ts';
import { isSameFile } from '../../../files/same-file.ts';
import { UsageError } from './usage-error.ts';

/**
 * Throws UsageError if the output path is a file named by another option, which may be the only copy. `others`: paths by option;
 * `undefined` = not given.
 */
export async function refuseOverwriting(
  option: string,
  path: string | undefined,
  others: Readonly<Record<string, string | undefined>>,
  translate: Translate,
): Promise<void> {
  if (path === undefined) return;
  for (const [other, file] of Object.entries(others))
    if (file !== undefined && (await isSameFile(path, file)))
      throw new UsageError(translate('cli.usage.overwrites', { given: `--${option}`, path, option: `--${other}` }));
}
