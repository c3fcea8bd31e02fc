import { onWindows } from './on-windows.ts';

const UNDER_WINE = onWindows && process.platform !== 'win32';

/** Converts a path of this process into the form that a started program prints: under Wine, this machine's files are on drive Z:. */
export const shownPath = (path: string): string => (UNDER_WINE ? `Z:${path.replaceAll('/', '\\')}` : path);

/** Converts a path that such a program printed into a path of this process. */
export const ownPath = (shown: string): string => (UNDER_WINE ? shown.replace(/^Z:/, '').replaceAll('\\', '/') : shown);
