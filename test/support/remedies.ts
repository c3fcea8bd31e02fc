import { runToEnd } from '#shared/domain/pieces/in-pieces.ts';
import { type StepRemedies, searchRemedies } from '#shared/domain/routes/remedies/remedies.ts';

/** The remedies of a step, every trial at once. */
export const remediesOf = (...input: Parameters<typeof searchRemedies>): StepRemedies => runToEnd(searchRemedies(...input));
