/** The seed of a property that failed, told at the end of `npm test`: every property of the run begins with it. */
const { TSUNAGI_SEED } = process.env;
if (TSUNAGI_SEED !== undefined) (await import('fast-check')).configureGlobal({ seed: Number(TSUNAGI_SEED) });

export {};
