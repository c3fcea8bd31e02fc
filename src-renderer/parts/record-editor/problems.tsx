import { IconWand } from '@tabler/icons-react';
import { Button, PlainList, Row, StateMark, useFormat, useText, useTexts } from '#renderer/ui/index.ts';
import { formatProblemParams, getProblemDisplay } from './problem-view.ts';
import classes from './record-editor.module.css';
import type { DraftProblem } from './use-record.ts';

interface ProblemsProps {
  readonly problems: readonly DraftProblem[];
  /** Applies the fix of the problem. */
  readonly onFix: (problem: DraftProblem) => void;
  /** Value that the fix would write, if it is shown on the button. */
  readonly fixLabel?: (problem: DraftProblem) => string | null;
}

/** Problems as sentences, with a quick fix if there is exactly one. Announced to screen readers on change. */
export const Problems = ({ problems, onFix, fixLabel }: ProblemsProps) => {
  const text = useText('recordEditor');
  const say = useProblemText();
  return (
    <PlainList gap="sm" className={classes.problems} aria-live="polite">
      {problems.map((problem) => {
        const look = getProblemDisplay(problem);
        return (
          <li key={`${problem.code} ${problem.path}`} data-look={look}>
            <Row component="span" align="stretch" wrap="nowrap" className={classes.problemText}>
              <StateMark state={look === 'unfilled' ? 'unknown' : look} look="icon" label={text(`severity.${look}`)} />
              <span>{say(problem)}</span>
            </Row>
            {problem.fix === null ? null : (
              <Button
                size="xs"
                variant="default"
                className={classes.fix}
                leftSection={<IconWand size={14} aria-hidden />}
                onClick={() => onFix(problem)}
              >
                {fixLabel?.(problem) ?? text('fix')}
              </Button>
            )}
          </li>
        );
      })}
    </PlainList>
  );
};

/** A problem as text, with days formatted for the interface. */
const useProblemText = (): ((problem: Pick<DraftProblem, 'text' | 'params'>) => string) => {
  const format = useFormat();
  const texts = useTexts();
  return ({ text, params }) => texts.phrase(text, formatProblemParams(params, format.date));
};
