import { IconCheck } from '@tabler/icons-react';
import { useText } from '#renderer/ui/index.ts';
import classes from '../../../parts/fixes/fixes.module.css';
import type { FixSide } from '../../../parts/fixes/view-model.ts';

export const STEPS = ['choose', 'check', 'write', 'hand-over'] as const;
export type Step = (typeof STEPS)[number];

/** Progress of making the file. */
export const Steps = ({ side, at }: { side: FixSide; at: Step }) => {
  const text = useText('fixesScreen');
  const here = STEPS.indexOf(at);
  return (
    <ol className={classes.steps} aria-label={text('steps.label')}>
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === here ? 'step' : undefined} data-done={index < here || undefined}>
          <span className={classes.stepNumber} aria-hidden>
            {index < here ? <IconCheck size={14} stroke={2.5} /> : index + 1}
          </span>
          {text(step === 'hand-over' ? `steps.${side}` : `steps.${step}`)}
        </li>
      ))}
    </ol>
  );
};
