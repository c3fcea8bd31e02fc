import {
  IconAlertTriangle,
  IconBan,
  IconChevronRight,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconLoader2,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ConnectionField, ConnectionReason } from '#shared/domain/integration/connection-test/connection-test.ts';
import { buildReasonArguments, formatFieldNames } from '#shared/messages/reason-arguments.ts';
import { Button, Facts, Muted, useFormat, useText } from '../../ui/index.ts';
import classes from './connection-test.module.css';
import { focusField } from './field.ts';
import { getLeadingFact, type LayerDisplay, type LayerRow } from './view-model.ts';

const ICONS = {
  waiting: IconCircleDashed,
  running: IconLoader2,
  passed: IconCircleCheck,
  warning: IconAlertTriangle,
  failed: IconBan,
  skipped: IconCircleMinus,
  never: IconCircleDashed,
} satisfies Record<LayerDisplay, unknown>;

/** A fact's text in the interface's number and date format. */
export const useFactText = (): ((name: string, value: string | number) => string) => {
  const text = useText('connection');
  const field = useText('field.neo-users');
  const format = useFormat();
  return (name, value) => {
    if (name === 'expires') return format.date(String(value));
    if (name === 'missingFields') return formatFieldNames(String(value), { field, list: format.list });
    if (name === 'from' || name === 'trustedBy') return text.has(`${name}.${value}`) ? text.phrase(`${name}.${value}`) : String(value);
    return typeof value === 'number' && name === 'users' ? format.count(value) : String(value);
  };
};

/** A reason as text: what happened, why, what to do. */
export const useReasonText = (): ((reason: ConnectionReason, part: 'what' | 'why' | 'next') => string) => {
  const text = useText('connection.reason');
  const field = useText('field.neo-users');
  const format = useFormat();
  return (reason, part) => text(`${reason.id}.${part}`, buildReasonArguments(reason, { field, date: format.date, list: format.list }));
};

interface LayerProps {
  readonly row: LayerRow;
  /** Fields that can be focused from this window. */
  readonly fields: readonly ConnectionField[];
}

/** One layer: its line, and an expandable part with what it proves, what it does not, and the reason of a failure. */
export const LayerLine = ({ row, fields }: LayerProps) => {
  const text = useText('connectionTest');
  const names = useText('connection.layer');
  const factName = useText('connection.fact');
  const factText = useFactText();
  const say = useReasonText();
  const format = useFormat();
  const fold = useRef<HTMLDetailsElement>(null);
  const Icon = ICONS[row.look];
  const lead = getLeadingFact(row);
  const failed = row.look === 'failed';
  const leadOf = (): string => {
    if (row.because !== null) return text.phrase(`because.${row.because}`);
    const [remark] = row.reasons;
    if (row.look === 'warning' && remark !== undefined) return say(remark, 'what');
    if (lead === null || failed) return '';
    const [name, value] = lead;
    return text.has(`lead.${name}`) ? text.phrase(`lead.${name}`, { value: factText(name, value) }) : factText(name, value);
  };
  // A failed layer is expanded automatically.
  useEffect(() => {
    if (failed && fold.current !== null) fold.current.open = true;
  }, [failed]);
  return (
    <li className={classes.layer} data-look={row.look}>
      <details ref={fold} className={classes.fold}>
        <summary className={classes.line}>
          <IconChevronRight size={14} className={classes.chevron} aria-hidden />
          <span className={classes.mark} role="img" aria-label={text(`look.${row.look}`)}>
            <Icon size={18} aria-hidden />
          </span>
          <span className={classes.name}>{names(`${row.layer}.name`)}</span>
          <Muted className={classes.lead} translate="no">
            {leadOf()}
          </Muted>
          <Muted className={classes.time}>
            {row.milliseconds === null ? '' : text('milliseconds', { value: format.count(row.milliseconds) })}
          </Muted>
        </summary>
        <div className={classes.more}>
          {row.reasons.map((reason) => (
            <Reason key={reason.id} reason={reason} serious={failed} fields={fields} />
          ))}
          <Facts terms="9rem" fz="sm">
            <Meaning name={text('proves')}>{names(`${row.layer}.proves`)}</Meaning>
            <Meaning name={text('doesNotProve')}>{names(`${row.layer}.doesNotProve`)}</Meaning>
            {row.facts.map(([name, value]) => (
              <Meaning key={name} name={factName.phrase(name)} exact>
                {factText(name, value)}
              </Meaning>
            ))}
          </Facts>
        </div>
      </details>
    </li>
  );
};

const Meaning = ({ name, exact = false, children }: { readonly name: string; readonly exact?: boolean; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd className={exact ? classes.exact : undefined} translate={exact ? 'no' : undefined}>
      {children}
    </dd>
  </>
);

interface ReasonProps {
  readonly reason: ConnectionReason;
  readonly serious: boolean;
  readonly fields: readonly ConnectionField[];
}

const Reason = ({ reason, serious, fields }: ReasonProps) => {
  const text = useText('connectionTest');
  const say = useReasonText();
  const { field } = reason;
  return (
    <div className={classes.reason} data-serious={serious || undefined}>
      <p className={classes.what}>{say(reason, 'what')}</p>
      <p className={classes.why}>{say(reason, 'why')}</p>
      <p>{say(reason, 'next')}</p>
      {field !== null && fields.includes(field) ? (
        <Button size="xs" variant="default" onClick={() => focusField(field)}>
          {text('goTo', { field: text(`field.${field}`) })}
        </Button>
      ) : null}
    </div>
  );
};
