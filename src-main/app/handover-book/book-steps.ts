import type { SetupStepView } from '#shared/contract/setup.ts';
import type { BookContext } from './book-context.ts';

export const getSetupStepName = ({ texts }: BookContext, { id }: SetupStepView): string => texts(`setupGuide.step.${id}.name`);

/** Formats the responsible person, who recorded the step and when, and the note. */
export function formatStepResponsibility({ own, texts }: BookContext, { responsible, mark, note }: SetupStepView): string {
  return [
    responsible === '' ? '' : own('labelled', { label: texts('setupScreen.responsible'), value: responsible }),
    mark === null
      ? ''
      : own(`mark.${mark.kind}`, {
          by: mark.saidBy || mark.by || own('nobody'),
          at: texts('planFile.moment', { at: Date.parse(mark.at) }),
        }),
    note === '' ? '' : own('labelled', { label: texts('setupScreen.note'), value: note }),
  ]
    .filter((line) => line !== '')
    .join('\n');
}
