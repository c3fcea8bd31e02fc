import { useLayoutEffect, useRef, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Actions, Button, ErrorState, Form, Muted, Row, Stack, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { CheckFacts } from './facts.tsx';
import { ListsQuestion, NotifyQuestion, WhenQuestion } from './questions.tsx';
import { type AnswerErrors, type Answers, type CheckState, createAnswers, findErrors, PAGES, type Page, toCheck } from './view-model.ts';

interface QuestionnaireProps {
  readonly state: CheckState;
  readonly hasServer: boolean;
  /** Leaves the existing schedule as it is; `null` = there is none. */
  readonly onCancel: (() => void) | null;
  readonly onWritten: () => void;
}

/** One question per page, then the review that writes the schedule. */
export const Questionnaire = ({ state, hasServer, onCancel, onWritten }: QuestionnaireProps) => {
  const text = useText('weeklyCheck');
  const client = useClient();
  const [page, setPage] = useState<Page>('when');
  const [answers, setAnswers] = useState<Answers>(() => createAnswers(state.check, hasServer));
  const [errors, setErrors] = useState<AnswerErrors>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading of the new page receives the focus.
  useLayoutEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [page]);
  const at = PAGES.indexOf(page);
  const show = (to: Page): void => {
    setFailure(null);
    setErrors({});
    setPage(to);
  };
  const change = (part: Partial<Answers>): void => {
    setAnswers({ ...answers, ...part });
    setErrors(Object.fromEntries(Object.entries(errors).filter(([field]) => !(field in part))));
  };
  const write = async (): Promise<void> => {
    setBusy(true);
    const secret = answers.by === 'file' || answers.secret === '' ? null : answers.secret;
    const result = await client.call('weeklyCheck.write', { check: toCheck(answers), secret });
    setBusy(false);
    if (result.ok) onWritten();
    else setFailure(result.error);
  };
  const goOn = (): void => {
    const found = findErrors(page, answers, state);
    setErrors(found);
    const next = PAGES[at + 1];
    if (Object.keys(found).length > 0) {
      // The fields show their errors after this render.
      setTimeout(() => fields.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error] input')?.focus());
    } else if (next === undefined) void write();
    else show(next);
  };
  const props = { answers, errors, state, change };
  const before = PAGES[at - 1];
  return (
    <Form maw="40rem" onSubmit={goOn}>
      <Row justify="space-between" align="baseline">
        <h2 ref={heading} tabIndex={-1}>
          {text(`${page}.title`)}
        </h2>
        <Muted>{text('step', { step: at + 1, steps: PAGES.length })}</Muted>
      </Row>
      <Stack ref={fields} gap="lg">
        {page === 'when' ? <WhenQuestion {...props} /> : null}
        {page === 'lists' ? <ListsQuestion {...props} hasServer={hasServer} /> : null}
        {page === 'notify' ? <NotifyQuestion {...props} /> : null}
        {page === 'review' ? (
          <>
            <CheckFacts check={toCheck(answers)} onChange={show} />
            <Muted component="p">{text('review.where', { scheduler: state.scheduler })}</Muted>
          </>
        ) : null}
      </Stack>
      {failure === null ? null : <ErrorState failure={failure} />}
      <Actions>
        {onCancel === null ? null : (
          <Button variant="subtle" onClick={onCancel}>
            {text('cancel')}
          </Button>
        )}
        {before === undefined ? null : (
          <Button variant="default" onClick={() => show(before)}>
            {text('back')}
          </Button>
        )}
        <Button type="submit" loading={busy}>
          {text(page === 'review' ? 'review.write' : 'next')}
        </Button>
      </Actions>
    </Form>
  );
};
