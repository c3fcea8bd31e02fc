import { IconAlertCircle } from '@tabler/icons-react';
import { putAstrayAway, refreshConsole, useAstray, useClient, useConsole } from '../client/index.ts';
import { Button, CloseButton, CopyButton, Row, useText } from '../ui/index.ts';
import classes from './astray-notice.module.css';

/** A change that was not saved because another company had been opened meanwhile: the words to take along, and the way back. */
export const AstrayNotice = () => {
  const text = useText('astray');
  const client = useClient();
  const { astray } = useAstray();
  const { workspace, profiles } = useConsole();
  const meant = profiles.find(({ id }) => id === astray?.meantFor);
  const back = async (): Promise<void> => {
    if (meant === undefined) return;
    const opened = await client.call('profiles.open', { id: meant.id });
    if (opened.ok) putAstrayAway();
    await refreshConsole(client);
  };
  if (astray === null) return null;
  return (
    <div role="alert" className={classes.notice}>
      <IconAlertCircle size={16} aria-hidden />
      <div className={classes.body}>
        <p>{text('text', { meant: meant?.name ?? '', open: workspace?.profile.name ?? '' })}</p>
        {astray.typed.trim() === '' ? null : (
          <figure className={classes.typed}>
            <figcaption>{text('lost')}</figcaption>
            <blockquote>{astray.typed}</blockquote>
          </figure>
        )}
        <Row>
          {astray.typed.trim() === '' ? null : (
            <CopyButton value={astray.typed}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" onClick={copy}>
                  {text(copied ? 'copied' : 'copy')}
                </Button>
              )}
            </CopyButton>
          )}
          {meant === undefined || meant.id === workspace?.profile.id ? null : (
            <Button size="xs" variant="default" onClick={() => void back()}>
              {text('open', { meant: meant.name })}
            </Button>
          )}
        </Row>
      </div>
      <CloseButton size="sm" aria-label={text('close')} onClick={putAstrayAway} />
    </div>
  );
};
