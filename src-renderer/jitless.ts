import { config } from 'zod/mini';

/** Zod otherwise probes for `eval`, which the content policy refuses and reports. Has to run before any schema is made. */
config({ jitless: true });
