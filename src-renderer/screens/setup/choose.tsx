import { useEffect, useRef, useState } from 'react';
import { Actions, Button, Choices, Dialog, Radio, Stack, useText } from '#renderer/ui/index.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import { ACCOUNT_BRANCHES } from '#shared/domain/setup/branches.ts';

interface ChooseProps {
  /** Completed steps of the present account, which a new registration reopens. */
  readonly doneSteps: number;
  readonly branches: SetupGuide['branches'];
  /** Returns the saved choices; `null` = not saved. */
  readonly onChoose: (answer: Partial<SetupGuide['branches']>) => Promise<SetupGuide['branches'] | null>;
}

/** Branches of the manual: account, and other integrations. */
export const BranchChoice = ({ branches, doneSteps, onChoose }: ChooseProps) => {
  const [isAsking, setIsAsking] = useState(false);
  const text = useText('setupScreen.choose');
  // The pressed choice is shown until the last response, so that an earlier one does not revert it.
  const [mine, setMine] = useState(branches);
  const pending = useRef(0);
  /** The choices of the guide on screen. */
  const held = useRef(branches);
  held.current = branches;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal answer is no news.
  useEffect(() => {
    if (pending.current === 0) setMine(branches);
  }, [branches.account, branches.otherIntegration]);
  const answer = async (change: Partial<SetupGuide['branches']>): Promise<void> => {
    setMine((before) => ({ ...before, ...change }));
    pending.current += 1;
    const after = await onChoose(change);
    pending.current -= 1;
    if (pending.current === 0) setMine(after ?? held.current);
  };
  return (
    <Stack>
      <Radio.Group
        label={text('account')}
        value={mine.account ?? ''}
        onChange={(value) => {
          const account = ACCOUNT_BRANCHES.find((branch) => branch === value) ?? null;
          if (account === 'again' && mine.account !== null && doneSteps > 0) setIsAsking(true);
          else void answer({ account });
        }}
      >
        <Choices>
          {ACCOUNT_BRANCHES.map((branch) => (
            <Radio key={branch} value={branch} label={text(branch)} />
          ))}
        </Choices>
      </Radio.Group>
      <Radio.Group
        label={text('other')}
        value={mine.otherIntegration === null ? '' : String(mine.otherIntegration)}
        onChange={(value) => void answer({ otherIntegration: value === 'true' })}
      >
        <Choices>
          <Radio value="false" label={text('otherNo')} />
          <Radio value="true" label={text('otherYes')} />
        </Choices>
      </Radio.Group>
      <Dialog opened={isAsking} onClose={() => setIsAsking(false)} title={text('anewTitle')}>
        <p>{text('anewText', { count: doneSteps })}</p>
        <Actions>
          <Button variant="default" onClick={() => setIsAsking(false)}>
            {text('anewCancel')}
          </Button>
          <Button
            onClick={() => {
              setIsAsking(false);
              void answer({ account: 'again' });
            }}
          >
            {text('anewConfirm')}
          </Button>
        </Actions>
      </Dialog>
    </Stack>
  );
};
