import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Muted, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import { listReferencesToPerson } from './view-model.ts';

/** Settings and lists that still name a person who can no longer act, with links. */
export const ReferencesToPerson = ({ id }: { readonly id: string }) => {
  const text = useText('people.stillNamed');
  const places = useText('leavers.place');
  const words = useText('fixesScreen.people.neo');
  const format = useFormat();
  const { value, error } = useCall('leavers.places', id === '' ? null : { id });
  if (id === '' || error !== null) return <Muted component="p">{text('unchecked')}</Muted>;
  if (value === undefined) return null;
  const { lines, elsewhere, more } = listReferencesToPerson(value);
  if (lines.length + elsewhere.length === 0) return <Muted component="p">{text('nowhere')}</Muted>;
  const named = [
    ...lines.map(({ how, name, step }) => places(how, { name, step: step ?? 0 })),
    ...elsewhere.map(({ kind, name }) => words(kind, { name })),
  ];
  return (
    <Muted component="p">
      {text('places', { places: format.list(named), more })}{' '}
      <TextLink onClick={() => navigate('fixes', { tab: 'people' })}>{text('open')}</TextLink>
    </Muted>
  );
};
