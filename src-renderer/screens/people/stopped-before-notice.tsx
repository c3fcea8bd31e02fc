import { Muted, useText } from '#renderer/ui/index.ts';
import type { PersonView } from './person-view.ts';

/** Explains that an order does not reach later gates; hidden if no gate is closed. */
export const StoppedBeforeNotice = ({ view: { firstClosed, state } }: { readonly view: PersonView }) => {
  const text = useText('people.stoppedBefore');
  if (firstClosed === null && state !== 'outside') return null;
  return (
    <Muted component="p" mb="sm">
      {firstClosed === null ? text('outside') : text('gate', { gate: firstClosed })}
    </Muted>
  );
};
