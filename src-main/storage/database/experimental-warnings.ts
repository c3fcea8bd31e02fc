/** Stops Node 22 from printing that `node:sqlite` is experimental, which a user cannot change. All other warnings are printed as before. */
export function hideExperimentalWarnings(): void {
  const listeners = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') for (const listener of listeners) listener(warning);
  });
}
