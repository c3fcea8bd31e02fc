/** Length of a text in UTF-8, because mail limits count octets. A lone surrogate counts three octets, like its replacement character. */
export function countOctets(text: string): number {
  let octets = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    octets += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return octets;
}
