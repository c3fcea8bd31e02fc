import { config } from 'zod/mini';

/** Otherwise Zod probes for `eval`, which the content security policy refuses and reports. Must run before any schema is created. */
config({ jitless: true });
