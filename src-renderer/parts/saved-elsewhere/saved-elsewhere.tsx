import { Button, Notice, Row, Stack, useText } from '#renderer/ui/index.ts';

interface SavedElsewhereProps {
  /** What was typed here stays; what was not touched becomes as it was saved. */
  readonly onKeep: () => void;
  /** What was typed here goes, and what is saved is shown. */
  readonly onTake: () => void;
}

/** What was typed here stands beside what was saved meanwhile: which of both counts only a person knows. */
export const SavedElsewhere = ({ onKeep, onTake }: SavedElsewhereProps) => {
  const text = useText('savedElsewhere');
  return (
    <div role="alert">
      <Notice state="risk">
        <Stack gap="xs">
          <span>{text('said')}</span>
          <Row>
            <Button size="xs" variant="default" onClick={onKeep}>
              {text('keep')}
            </Button>
            <Button size="xs" variant="default" onClick={onTake}>
              {text('take')}
            </Button>
          </Row>
        </Stack>
      </Notice>
    </div>
  );
};
