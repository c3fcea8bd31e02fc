/** The seed of a failed property, printed at the end of `npm test`: every property of the run starts with it. */
const { TSUNAGI_SEED } = process.env;
if (TSUNAGI_SEED !== undefined) (await import('fast-check')).configureGlobal({ seed: Number(TSUNAGI_SEED) });

export {};
