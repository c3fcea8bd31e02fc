import { onWindows } from './on-windows.ts';

const UNDER_WINE = onWindows && process.platform !== 'win32';

/** A path of this process as a program prints it that a test started: under Wine this machine's files are on drive Z:. */
export const shownPath = (path: string): string => (UNDER_WINE ? `Z:${path.replaceAll('/', '\\')}` : path);

/** A path that such a program printed, as this process opens it. */
export const ownPath = (shown: string): string => (UNDER_WINE ? shown.replace(/^Z:/, '').replaceAll('\\', '/') : shown);
