/** Words between white space. */
export function wordsIn(text: string): number {
  let words = 0;
  let inside = false;
  for (let index = 0; index < text.length; index++) {
    const space = text.charCodeAt(index) <= 0x20 || text.charCodeAt(index) === 0xa0;
    if (!space && !inside) words += 1;
    inside = !space;
  }
  return words;
}
