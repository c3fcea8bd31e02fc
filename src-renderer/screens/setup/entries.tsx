import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Button, CopyButton, Mono, Muted, useText } from '#renderer/ui/index.ts';
import type { SetupStepView } from '#shared/contract/setup.ts';
import { MAX_LISTED_OBJECTS } from '#shared/domain/setup/entries.ts';
import classes from './setup.module.css';

/** Values for the vendor's screen, field by field with copy buttons. */
export const VendorFieldValues = ({ entries }: { entries: SetupStepView['entries'] }) => {
  const text = useText('setupScreen');
  if (entries.length === 0) return null;
  const objects = new Set(entries.map(({ of }) => of)).size;
  return (
    <section aria-labelledby="setup-entries">
      <h3 id="setup-entries">{text('entries')}</h3>
      <dl className={classes.entries}>
        {entries.map(({ field, value, kind, of, instead }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field may stand there once for each of several objects of one name.
          <div key={at} className={classes.entry}>
            <dt>
              <span lang="ja">{field}</span>
              {of === '' || of === value ? null : <span className={classes.of}>{of}</span>}
            </dt>
            <dd>
              {value === '' ? (
                <Muted>{text(`entry.${kind === 'secret' ? 'secret' : 'missing'}`)}</Muted>
              ) : (
                <>
                  <span className={classes.value}>
                    <Mono>{value}</Mono>
                    {kind === 'draft' ? null : <span className={classes.source}>{text(`entry.${kind}`)}</span>}
                    {kind === 'wrong' && instead !== '' ? (
                      <span>
                        {text('entry.instead')} <Mono>{instead}</Mono>
                      </span>
                    ) : null}
                  </span>
                  {kind === 'wrong' && instead === '' ? null : (
                    <CopyButton value={kind === 'wrong' ? instead : value}>
                      {({ copied, copy }) => (
                        <Button
                          size="xs"
                          variant="default"
                          className={classes.copy}
                          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
                          aria-label={text(copied ? 'entry.copied' : 'entry.copy', { field })}
                          onClick={copy}
                        >
                          {text('entry.copyShort')}
                        </Button>
                      )}
                    </CopyButton>
                  )}
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {objects > MAX_LISTED_OBJECTS ? <Muted component="p">{text('entry.more', { count: MAX_LISTED_OBJECTS })}</Muted> : null}
    </section>
  );
};
