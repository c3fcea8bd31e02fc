/** Returns the user's locale, such as `ja_JP.UTF-8` or `ja-JP`; `''` if unknown. Windows has no environment variable for it. */
export function getSystemLocale(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return named === '' && platform === 'win32' ? Intl.DateTimeFormat().resolvedOptions().locale : named;
}
