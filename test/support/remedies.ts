import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import { type StepRemedies, searchRemedies } from '#shared/domain/routes/remedies/remedies.ts';

/** Returns the remedies of a step; runs the search to its end without pausing. */
export const remediesOf = (...input: Parameters<typeof searchRemedies>): StepRemedies => runToEnd(searchRemedies(...input));
