export { putAstrayAway, useAstray } from './astray.ts';
export { ClientProvider, useClient } from './context.tsx';
export { exportFile } from './exports.ts';
export { cancelJob, dismissJob, followJobs, keepFile, runJob, useJob, useJobs } from './jobs.ts';
export { useMeantFor } from './meant-for.ts';
export type { Transport } from './transport.ts';
export { useCall } from './use-call.ts';
export { useDraftsAtRest } from './use-drafts-at-rest.ts';
export { changeSettings, followConsole, refreshConsole, useConsole, useNeoPeople, useRevision } from './workspace.ts';
