import { useCall } from '../../client/index.ts';
import { Facts, Mono, TitledSection, useText } from '../../ui/index.ts';
import { SelfCheck } from './self-check.tsx';
import { SupportFile } from './support-file.tsx';

/** Self-check, support file, and the version and data folder of this console. */
export const SupportSettings = () => {
  const text = useText('settings');
  const support = useText('supportPart');
  const info = useCall('console.info', {}).value;
  return (
    <>
      <TitledSection title={text('check.title')} hint={text('check.about')}>
        <SelfCheck />
      </TitledSection>
      <TitledSection title={support('title')} hint={support('hint')}>
        <SupportFile />
      </TitledSection>
      <TitledSection title={text('about.title')}>
        {info === undefined ? null : (
          <Facts terms="8rem">
            <dt>{text('about.version')}</dt>
            <dd>{info.version}</dd>
            <dt>{text('about.host')}</dt>
            <dd>{text(`about.hosts.${info.host}`, { platform: info.platform })}</dd>
            <dt>{text('about.dataFolder')}</dt>
            <dd>
              <Mono>{info.dataFolder}</Mono>
            </dd>
          </Facts>
        )}
      </TitledSection>
    </>
  );
};
