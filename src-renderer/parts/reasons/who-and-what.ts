/** A finding in a list: whom it is about, and below what was found; of the company's own that nobody is named for, what was found alone. */
export const whoAndWhat = (name: string, what: string): readonly [first: string, below: string] =>
  name === '' ? [what, ''] : [name, what];
