/** Whether the programs that a test starts are Windows programs: on Windows, or under Wine instead of Node (`npm run test:windows`). */
export const onWindows = process.platform === 'win32' || process.env['TSUNAGI_WINDOWS_NODE'] !== undefined;

/** Programs start several times slower under Wine, so tests of platform-independent code are skipped there. */
export const runsUnderWine = process.platform !== 'win32' && onWindows;
