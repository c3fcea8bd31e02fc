import { TextLink } from '#renderer/ui/index.ts';

interface PersonLinkProps {
  /** The id in NEO; `''` where nobody on NEO's list is meant: the name is then plain text. */
  readonly id: string;
  readonly name: string;
  readonly onOpen: (id: string) => void;
}

/** Somebody's name, leading to the page of that person. */
export const PersonLink = ({ id, name, onOpen }: PersonLinkProps) =>
  id === '' ? <span>{name}</span> : <TextLink onClick={() => onOpen(id)}>{name}</TextLink>;
