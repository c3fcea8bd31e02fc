import { Radio, useText } from '#renderer/ui/index.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import { ACCOUNT_BRANCHES } from '#shared/domain/setup/branches.ts';
import classes from './setup.module.css';

interface ChooseProps {
  readonly branches: SetupGuide['branches'];
  readonly onChoose: (branches: SetupGuide['branches']) => void;
}

/** The manual's branches: which account, and whether another product is linked. */
export const Choose = ({ branches, onChoose }: ChooseProps) => {
  const text = useText('setupScreen.choose');
  return (
    <div className={classes.choose}>
      <Radio.Group
        label={text('account')}
        value={branches.account ?? ''}
        onChange={(value) => onChoose({ ...branches, account: ACCOUNT_BRANCHES.find((branch) => branch === value) ?? null })}
      >
        <div className={classes.radios}>
          {ACCOUNT_BRANCHES.map((branch) => (
            <Radio key={branch} value={branch} label={text(branch)} />
          ))}
        </div>
      </Radio.Group>
      <Radio.Group
        label={text('other')}
        value={branches.otherIntegration === null ? '' : String(branches.otherIntegration)}
        onChange={(value) => onChoose({ ...branches, otherIntegration: value === 'true' })}
      >
        <div className={classes.radios}>
          <Radio value="false" label={text('otherNo')} />
          <Radio value="true" label={text('otherYes')} />
        </div>
      </Radio.Group>
    </div>
  );
};
