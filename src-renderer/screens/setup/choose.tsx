import { useEffect, useState } from 'react';
import { Radio, useText } from '#renderer/ui/index.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import { ACCOUNT_BRANCHES } from '#shared/domain/setup/branches.ts';
import classes from './setup.module.css';

interface ChooseProps {
  readonly branches: SetupGuide['branches'];
  readonly onChoose: (answer: Partial<SetupGuide['branches']>) => void;
}

/** The manual's branches: which account, and whether another product is linked. */
export const Choose = ({ branches, onChoose }: ChooseProps) => {
  const text = useText('setupScreen.choose');
  // What was pressed stands at once; the guide's answer takes its place.
  const [mine, setMine] = useState(branches);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal answer is no news.
  useEffect(() => setMine(branches), [branches.account, branches.otherIntegration]);
  const answer = (change: Partial<SetupGuide['branches']>): void => {
    setMine((before) => ({ ...before, ...change }));
    onChoose(change);
  };
  return (
    <div className={classes.choose}>
      <Radio.Group
        label={text('account')}
        value={mine.account ?? ''}
        onChange={(value) => answer({ account: ACCOUNT_BRANCHES.find((branch) => branch === value) ?? null })}
      >
        <div className={classes.radios}>
          {ACCOUNT_BRANCHES.map((branch) => (
            <Radio key={branch} value={branch} label={text(branch)} />
          ))}
        </div>
      </Radio.Group>
      <Radio.Group
        label={text('other')}
        value={mine.otherIntegration === null ? '' : String(mine.otherIntegration)}
        onChange={(value) => answer({ otherIntegration: value === 'true' })}
      >
        <div className={classes.radios}>
          <Radio value="false" label={text('otherNo')} />
          <Radio value="true" label={text('otherYes')} />
        </div>
      </Radio.Group>
    </div>
  );
};
