import { IconArrowRight, IconCloudDown, IconEyeOff, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { compareWords } from '#renderer/parts/plan/compare-words.ts';
import { getItemName } from '#renderer/parts/plan/item-name.ts';
import { KindMark, RiskMark } from '#renderer/parts/plan/kind-mark.tsx';
import { MarkedWords } from '#renderer/parts/plan/marked-words.tsx';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { RouteHealthLines } from '#renderer/parts/route-health/route-health.tsx';
import { useRouteHealth } from '#renderer/parts/route-health/use-route-health.ts';
import {
  Button,
  DataAgeText,
  ErrorState,
  SkeletonRows,
  UnstyledButton,
  useRefusalProps,
  useText,
  VisuallyHidden,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { PlanRow } from '#shared/contract/plan/plan.ts';
import { describeObject } from '#shared/domain/sync/wording/label.ts';
import { listRouteConcerns, type PlanDetail, type PlanField, sortByNeed } from '../view-model.ts';
import { ConflictDecision } from './decide.tsx';
import { IgnoreDialog, type IgnoreRequest } from './ignore-dialog.tsx';
import classes from './panel.module.css';
import { WaitingOrders } from './waiting-orders.tsx';

/** Health of the drafted route; beside reported concerns nothing is marked as good. */
const RouteOutlook = ({ item: { id, risks } }: { readonly item: PlanRow }) => {
  const text = useText('routeHealth');
  const health = useRouteHealth(id);
  return (
    <section className={classes.section}>
      <h3>{text('title')}</h3>
      <RouteHealthLines health={health} doubted={listRouteConcerns(risks).length > 0} />
    </section>
  );
};

interface ItemPanelProps {
  readonly itemKey: string;
  readonly onOpen: (key: string) => void;
}

/** More fields are summarized in groups and shown on request. */
const DRAWN_FIELDS = 60;

/** One item side by side: risks, each field before and after, and actions. */
export const ItemPanel = ({ itemKey, onOpen }: ItemPanelProps) => {
  const text = useText('planScreen.item');
  const refused = useRefusalProps();
  const reasons = useText('plan.risk.reason');
  const say = usePlanText();
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [ignoring, setIgnoring] = useState<IgnoreRequest | null>(null);
  const { value, error, loading, refetch } = useCall('plan.item', { key: itemKey });
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  const detail = value?.item.key === itemKey ? value : undefined;
  if (detail === undefined) return loading ? <SkeletonRows rows={6} /> : null;
  const { item, fields, lines, needs, neededBy } = detail;
  const takeTheirs = async (path: string): Promise<void> => {
    const result = await client.call('plan.takeTheirs', { at: [{ key: itemKey, path }] });
    setFailure(result.ok ? null : result.error);
  };
  const isSecret = item.kind === 'secret';
  return (
    <div className={classes.panel}>
      <div className={classes.marks}>
        <KindMark kind={item.kind} />
        <span className={classes.risk}>
          {text('risk')} <RiskMark risk={item.risk} />
        </span>
        {item.server === null || item.server.updatedAt === '' ? null : (
          <span className={classes.hint}>
            {text('server', { by: item.server.updatedBy === '' ? 'none' : item.server.updatedBy })}{' '}
            <DataAgeText at={item.server.updatedAt} />
          </span>
        )}
      </div>
      {item.risks.length === 0 ? null : (
        <ul className={classes.risks}>
          {item.risks.map((risk) => (
            <li key={risk}>{risk === 'route-newly-stopped' ? text('newlyStopped', { count: item.newlyStopped }) : reasons(risk)}</li>
          ))}
        </ul>
      )}
      <section className={classes.section}>
        <h3>{text('sentences')}</h3>
        {lines.length === 0 ? (
          <p>{say(item.sentence)}</p>
        ) : (
          <ul className={classes.lines}>
            {lines.map(({ sentence, paths }) => (
              <li key={`${paths[0]} ${sentence.key}`}>{say(sentence)}</li>
            ))}
          </ul>
        )}
      </section>
      {item.section === 'routes' && item.kind !== 'delete' ? <RouteOutlook item={item} /> : null}
      {item.section === 'routes' ? <WaitingOrders route={item.id} fields={fields} /> : null}
      {fields.some(({ conflict }) => conflict) ? (
        <section className={classes.section}>
          <h3>{text('conflicts')}</h3>
          <ConflictDecision itemKey={itemKey} fields={sortByNeed(fields.filter(({ conflict }) => conflict))} />
        </section>
      ) : null}
      <Fields fields={fields.filter(({ conflict, path }) => !conflict && path !== '')} onTheirs={(path) => void takeTheirs(path)} />
      <Neighbours detail={detail} needs={needs} neededBy={neededBy} onOpen={onOpen} />
      {failure === null ? null : <ErrorState failure={failure} />}
      {isSecret ? null : (
        <div className={classes.actions}>
          <EditButton item={item} />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCloudDown size={16} aria-hidden />}
            onClick={() => void takeTheirs('')}
            {...refused}
          >
            {text(item.server === null ? 'takeAbsence' : 'takeTheirs')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconEyeOff size={16} aria-hidden />}
            onClick={() => setIgnoring({ at: [{ key: itemKey, path: '' }], name: say(getItemName(item)) })}
            {...refused}
          >
            {text('ignore')}
          </Button>
        </div>
      )}
      <IgnoreDialog ignoring={ignoring} onClose={() => setIgnoring(null)} />
    </div>
  );
};

interface FieldsProps {
  readonly fields: readonly PlanField[];
  readonly onTheirs: (path: string) => void;
}

const Fields = ({ fields, onTheirs }: FieldsProps) => {
  const text = useText('planScreen.item');
  const say = usePlanText();
  const [all, setAll] = useState(false);
  if (fields.length === 0) return null;
  const shown = all ? fields : fields.slice(0, DRAWN_FIELDS);
  return (
    <section className={classes.section}>
      <h3>{text('places')}</h3>
      <ul className={classes.fields}>
        {shown.map((field) => (
          <li key={`${field.path} ${field.kind}`}>
            <div className={classes.fieldHead}>
              <span className={classes.fieldName}>{say(field.label)}</span>
              {field.kind === 'set' ? null : <span className={classes.hint}>{text(`change.${field.kind}`)}</span>}
              {field.origin === 'ours' ? null : <span className={classes.hint}>{text(`origin.${field.origin}`)}</span>}
              <UnstyledButton className={classes.link} onClick={() => onTheirs(field.path)}>
                {text('theirs')}
                <VisuallyHidden>{` ${say(field.label)}`}</VisuallyHidden>
              </UnstyledButton>
            </div>
            <BeforeAfter field={field} />
          </li>
        ))}
      </ul>
      {shown.length === fields.length ? null : (
        <div>
          <Button size="xs" variant="default" onClick={() => setAll(true)}>
            {text('more', { count: fields.length - shown.length })}
          </Button>
        </div>
      )}
    </section>
  );
};

/** Server value and future value with differing words marked; for server-only changes, draft and server. */
const BeforeAfter = ({ field }: { field: PlanField }) => {
  const text = useText('planScreen.item');
  const say = usePlanText();
  const { words, origin } = field;
  const [from, to] = origin === 'theirs' ? [words.ours, words.server] : [words.server, words.after];
  const marks = compareWords(say(from), say(to));
  return (
    <dl className={classes.pair}>
      <div>
        <dt>{text(origin === 'theirs' ? 'here' : 'before')}</dt>
        <dd className={classes.from}>
          <MarkedWords runs={marks.before} />
        </dd>
      </div>
      <IconArrowRight size={16} className={classes.arrow} aria-hidden />
      <div>
        <dt>{text(origin === 'theirs' ? 'there' : 'after')}</dt>
        <dd className={classes.to}>
          <MarkedWords runs={marks.after} />
        </dd>
      </div>
    </dl>
  );
};

interface NeighboursProps extends Pick<PlanDetail, 'needs' | 'neededBy'> {
  readonly detail: PlanDetail;
  readonly onOpen: (key: string) => void;
}

/** Items that this item needs, and items that need it. */
const Neighbours = ({ needs, neededBy, onOpen }: NeighboursProps) => {
  const text = useText('planScreen.item');
  const because = useText('plan.because');
  const say = usePlanText();
  if (needs.length + neededBy.length === 0) return null;
  return (
    <section className={classes.section}>
      {([['needs', needs] as const, ['neededBy', neededBy] as const] as const).map(([key, those]) =>
        those.length === 0 ? null : (
          <div key={key}>
            <h3>{text(key)}</h3>
            <ul className={classes.lines}>
              {those.map((one) => (
                <li key={`${one.key} ${one.because}`}>
                  <UnstyledButton className={classes.link} onClick={() => onOpen(one.key)}>
                    {say(describeObject(one))}
                  </UnstyledButton>
                  <span className={classes.hint}>{because(one.because)}</span>
                </li>
              ))}
            </ul>
          </div>
        ),
      )}
    </section>
  );
};

/** Opens the draft's editor; deleted objects have none. */
const EditButton = ({ item }: { item: PlanRow }) => {
  const text = useText('planScreen.item');
  const { section, id, kind } = item;
  if (kind === 'delete') return null;
  const go = (): void => {
    if (section === 'routes') navigate('routes', { id });
    else if (section === 'serials') navigate('serials', { id });
    else if (section === 'invoice_groups') navigate('invoicing', { tab: 'groups', id });
    else navigate('integration');
  };
  return (
    <Button size="xs" variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={go}>
      {text('edit')}
    </Button>
  );
};
