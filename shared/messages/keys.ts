import type ja from './ja.json';

type Messages = typeof ja;

/** Every text below a node of the messages, by its path from there. */
type KeysBelow<Node> = { [Name in keyof Node & string]: Node[Name] extends string ? Name : `${Name}.${KeysBelow<Node[Name]>}` }[keyof Node &
  string];

/** Every node of the messages that holds others, by its path. */
type NodesBelow<Node> = {
  [Name in keyof Node & string]: Node[Name] extends string ? never : Name | `${Name}.${NodesBelow<Node[Name]>}`;
}[keyof Node & string];

type NodeAt<Node, Path extends string> = Path extends `${infer Name}.${infer Rest}`
  ? Name extends keyof Node
    ? NodeAt<Node[Name], Rest>
    : never
  : Path extends keyof Node
    ? Node[Path]
    : never;

/** A part of the texts, by the path of the node that holds it; `''` is all of them. */
export type Namespace = NodesBelow<Messages> | '';

/** The key of a text, from `namespace` on. A key that does not exist does not compile. */
export type MessageKey<Path extends Namespace = ''> = Path extends '' ? KeysBelow<Messages> : KeysBelow<NodeAt<Messages, Path>>;
