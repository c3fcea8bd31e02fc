import type ja from './ja.json';

type Messages = typeof ja;

/** Paths of all texts below a node of the messages. */
type KeysBelow<Node> = { [Name in keyof Node & string]: Node[Name] extends string ? Name : `${Name}.${KeysBelow<Node[Name]>}` }[keyof Node &
  string];

/** Paths of all nodes of the messages that contain other nodes. */
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

/** Path of a node whose texts are used; `''` = all texts. */
export type Namespace = NodesBelow<Messages> | '';

/** Key of a text within `namespace`. An unknown key is a compile error. */
export type MessageKey<Path extends Namespace = ''> = Path extends '' ? KeysBelow<Messages> : KeysBelow<NodeAt<Messages, Path>>;
