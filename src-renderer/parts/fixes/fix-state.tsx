import { type MarkState, StateMark, useText } from '#renderer/ui/index.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';

const LOOKS: Readonly<Record<FixRow['state'], MarkState>> = {
  adopted: 'note',
  written: 'unknown',
  arrived: 'ready',
  overtaken: 'risk',
  lost: 'risk',
};

/** State of a fix as icon and word. */
export const FixStateMark = ({ state, look = 'plain' }: { state: FixRow['state']; look?: 'plain' | 'chip' }) => {
  const text = useText('fix.state');
  return <StateMark state={LOOKS[state]} look={look} label={text(state)} />;
};
