import type { ReactNode } from 'react';
import { Facts, type NamespaceText, Row, TextLink, useText } from '#renderer/ui/index.ts';
import type { WeeklyCheck } from '#shared/contract/weekly-check.ts';
import type { Page } from './view-model.ts';

/** Returns the days and the time in words. */
export const formatWhen = ({ days, time }: Pick<WeeklyCheck, 'days' | 'time'>, text: NamespaceText<'weeklyCheck'>): string =>
  text('every', { days: days.map((day) => text(`day.${day}`)).join(text('separator')), time });

function formatNotify({ notify }: WeeklyCheck, text: NamespaceText<'weeklyCheck'>): string {
  switch (notify.by) {
    case 'mail':
      return notify.to.join(', ');
    case 'webhook':
      return text(`notify.forms.${notify.form}`);
    case 'file':
      return text('notify.by.file');
  }
}

interface CheckFactsProps {
  readonly check: WeeklyCheck;
  /** Opens the question of a fact again. */
  readonly onChange?: (page: Page) => void;
  /** More `dt` and `dd` elements. */
  readonly children?: ReactNode;
}

/** The answers of a check, as terms and values. */
export const CheckFacts = ({ check, onChange, children }: CheckFactsProps) => {
  const text = useText('weeklyCheck');
  const rows = [
    ['when', 'when', formatWhen(check, text)],
    ['neo', 'lists', check.neo ?? text('fromServer')],
    ['amazon', 'lists', check.amazon],
    ['notify', 'notify', formatNotify(check, text)],
  ] as const;
  return (
    <Facts terms="9rem" lines>
      {rows.flatMap(([fact, page, value]) => [
        <dt key={`${fact} term`}>{text(`fact.${fact}`)}</dt>,
        <dd key={fact}>
          <Row justify="space-between" wrap="nowrap">
            <span>{value}</span>
            {onChange === undefined ? null : (
              <TextLink aria-label={text('changeOf', { what: text(`fact.${fact}`) })} onClick={() => onChange(page)}>
                {text('change')}
              </TextLink>
            )}
          </Row>
        </dd>,
      ])}
      {children}
    </Facts>
  );
};
