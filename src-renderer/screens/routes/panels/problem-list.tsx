import { IconWand } from '@tabler/icons-react';
import { Button, Muted, PlainList, StateMark, UnstyledButton, useText } from '#renderer/ui/index.ts';
import type { Command } from '#shared/domain/routes/commands.ts';
import { formatRouteDescription, type RouteNames } from '#shared/domain/routes/describe.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import classes from '../editor.module.css';
import { type DraftProblem, getEditedPart, sortBySeverity } from '../view-model.ts';

/** Applies an edit that resolves a problem of a step, or the route (`null`), and focuses it. */
export type ApplyProblemFix = (command: Command, stepId: string | null) => void;

interface ProblemListProps {
  readonly problems: readonly DraftProblem[];
  readonly route: Route;
  readonly names: RouteNames;
  /** Moves to the step, or to the route's settings. */
  readonly onJump?: (stepId: string | null) => void;
  readonly onMend: ApplyProblemFix;
}

/** Problems, most severe first: description, position, and fix if any. */
export const ProblemList = ({ problems, route, names, onJump, onMend }: ProblemListProps) => {
  const words = useText('');
  const text = useText('routesScreen');
  return (
    <PlainList className={classes.problemList}>
      {sortBySeverity(problems).map((problem, at) => {
        const { code, severity, text: key, params, stepId, fix } = problem;
        const sentence = words.phrase(key, params);
        const mended = fix === null ? null : getEditedPart(route, fix as Command, stepId, names);
        const becomes =
          mended === null ? null : text('fixTo', { step: formatRouteDescription([mended], (part, of) => words.phrase(part, of)) });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: one code may be told twice of one step.
          <li key={`${code} ${stepId} ${at}`}>
            <StateMark state={severity} look="icon" />
            <div>
              {onJump === undefined ? (
                sentence
              ) : (
                <UnstyledButton className={classes.jump} onClick={() => onJump(stepId)}>
                  {sentence}
                </UnstyledButton>
              )}
              {becomes === null ? null : <Muted component="p">{becomes}</Muted>}
            </div>
            {fix === null ? null : (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconWand size={14} aria-hidden />}
                aria-label={text('fixOf', { problem: sentence })}
                onClick={() => onMend(fix as Command, stepId)}
              >
                {text('fix')}
              </Button>
            )}
          </li>
        );
      })}
    </PlainList>
  );
};
