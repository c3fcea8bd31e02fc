/**
 * Signals that ask a process to end. Windows sends SIGHUP when the console window is closed, and SIGBREAK for Ctrl+Break; without a
 * listener both end the process at once.
 */
const END_SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Adds a listener for these signals; returns a function that removes it. */
export function onEndSignal(listener: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of END_SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of END_SIGNALS) process.off(signal, listener);
  };
}

/** Calls the listener for the first of these signals; a second one ends the process. Returns a function that removes the listener. */
export function onFirstEndSignal(listener: () => void): () => void {
  const remove = onEndSignal(() => {
    remove();
    listener();
  });
  return remove;
}
