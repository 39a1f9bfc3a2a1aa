/** Whether a Markdown file is MDX: JavaScript and components among the text. */

const MODULE_LINE =
  /^(?:import\s+(?:[\w*{][^\n]*\sfrom\s+)?['"][^'"\n]+['"];?\s*$|export\s+(?:const|let|function|default)\s)/m;

/** By its name, or because it imports or exports something outside of a code fence. */
export function isMdx(path: string, text: string): boolean {
  if (/\.mdx$/i.test(path)) return true;
  if (!MODULE_LINE.test(text)) return false;
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = /^[ \t]*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence)) fence = '';
    if (fence === '' && MODULE_LINE.test(line)) return true;
  }
  return false;
}
