/** Whether the programs that a test starts are Windows programs: on Windows, and under Wine in the place of Node (`npm run test:windows`). */
export const onWindows = process.platform === 'win32' || process.env['TSUNAGI_WINDOWS_NODE'] !== undefined;

/** Programs start several times slower under Wine, so that tests of code that is the same on every system are left out there. */
export const runsUnderWine = process.platform !== 'win32' && onWindows;
