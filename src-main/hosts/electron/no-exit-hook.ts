/**
 * Replaces `when-exit` in the bundle (vite.main.config.ts). That package, used by electron-store to remove temporary files, ends the process on
 * a signal itself, which on Windows stops it without closing files.
 */
export default (): (() => void) => () => undefined;
