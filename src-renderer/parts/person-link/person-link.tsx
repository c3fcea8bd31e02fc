import { TextLink } from '#renderer/ui/index.ts';

interface PersonLinkProps {
  /** The id in NEO; `''` if the person is not in NEO's list, then the name is plain text. */
  readonly id: string;
  readonly name: string;
  readonly onOpen: (id: string) => void;
}

/** A name that links to the person's page. */
export const PersonLink = ({ id, name, onOpen }: PersonLinkProps) =>
  id === '' ? <span>{name}</span> : <TextLink onClick={() => onOpen(id)}>{name}</TextLink>;
