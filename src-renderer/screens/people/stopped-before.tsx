import { Muted, useText } from '#renderer/ui/index.ts';
import type { PersonView } from './person-view.ts';

/** Says of what comes later that an order of this person does not get there now; nothing for whom no gate stops. */
export const StoppedBefore = ({ view: { firstClosed, state } }: { readonly view: PersonView }) => {
  const text = useText('people.stoppedBefore');
  if (firstClosed === null && state !== 'outside') return null;
  return (
    <Muted component="p" mb="sm">
      {firstClosed === null ? text('outside') : text('gate', { gate: firstClosed })}
    </Muted>
  );
};
