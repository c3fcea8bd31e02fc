/**
 * The locale of the person at the terminal, such as `ja_JP.UTF-8` or `ja-JP`; `''` where the system names none. Windows sets no variable for it.
 */
export function systemLocale(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return named === '' && platform === 'win32' ? Intl.DateTimeFormat().resolvedOptions().locale : named;
}
