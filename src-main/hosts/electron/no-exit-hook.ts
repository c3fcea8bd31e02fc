/**
 * Replaces `when-exit` in the bundle (vite.main.config.ts). electron-store uses that package to remove temporary files, but it ends the
 * process on a signal itself; on Windows this skips closing files.
 */
export default (): (() => void) => () => undefined;
